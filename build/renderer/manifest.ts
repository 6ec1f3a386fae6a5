import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readStaticFiles } from '../../src-main/transport/static-files.ts'

export type ManifestEntry = { file: string; sha256: string; type: string }

/**
 * What app:// may answer with: URL path -> file, hash, type. The protocol handler looks a path up here and nowhere
 * else, so a path that climbs out of the folder simply is not known. The types are those of the loopback door, which
 * leaves out a file of a type nobody decided; here that is an error, before anybody misses it on his screen.
 */
export function describeFiles(folder: string): Record<string, ManifestEntry> {
  const entries = [...readStaticFiles(folder)].filter(([path]) => path !== '/')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  if (entries.length !== files.length) {
    const unknown = files.map(({ name }) => name).filter((name) => !entries.some(([path]) => path.endsWith(`/${name}`)))
    throw new Error(`the renderer's build holds files of unknown type: ${unknown.join(', ')}`)
  }
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, { type, bytes }]) => [path, { file: path.slice(1), sha256: createHash('sha256').update(bytes).digest('hex'), type }]),
  )
}

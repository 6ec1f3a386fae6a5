import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

export type ManifestEntry = { file: string; sha256: string; type: string }

/**
 * What app:// may answer with: URL path -> file, hash, type. The protocol handler looks a path up here and nowhere
 * else, so a path that climbs out of the folder simply is not known.
 */
export function describeFiles(folder: string): Record<string, ManifestEntry> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  return Object.fromEntries(files.map((file) => [`/${file}`, describe(folder, file)]))
}

function describe(folder: string, file: string): ManifestEntry {
  const type = TYPES[extname(file)]
  if (type === undefined) throw new Error(`the renderer's build holds a file of unknown type: ${file}`)
  return { file, sha256: createHash('sha256').update(readFileSync(join(folder, file))).digest('hex'), type }
}

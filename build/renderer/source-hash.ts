import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Everything that ends up in the renderer's build, tests aside. */
const SOURCES = ['src-renderer', 'src-shared', 'resources', 'package-lock.json', 'tsconfig.base.json']

/**
 * One hash over the content of the renderer's sources. Contents, not times: a branch switched to and back again
 * touches every file and changes none.
 */
export function hashOfSources(root: string): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesUnder(join(root, source))).sort()) {
    if (file.endsWith('.test.ts')) continue
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

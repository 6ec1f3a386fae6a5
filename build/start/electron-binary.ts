import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Electron binary of this checkout, or undefined. Looks at the package's files instead of importing it, because
 * the import itself downloads what is missing, and on an office's network that means waiting for a timeout.
 */
export function findElectron(root: string): string | undefined {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return undefined
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(named, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

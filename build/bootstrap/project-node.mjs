import { existsSync } from 'node:fs'
import { join } from 'node:path'

// The native SQLite module crashes on Node 20, and Node 24 runs TypeScript as it stands.
const NEEDED_MAJOR = 24

const major = () => Number(process.versions.node.split('.')[0])

/** Where the npm package `node` keeps its binary. Its .bin twin is a .cmd file on Windows, which cannot be spawned. */
const bundledNode = (root) =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The Node that runs the project, or undefined. The machine's own serves where npm has no binary for it (loongarch64). */
export function projectNode(root) {
  const bundled = bundledNode(root)
  if (existsSync(bundled)) return bundled
  return major() >= NEEDED_MAJOR ? process.execPath : undefined
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, tool } from '../project-root.ts'
import { runTool } from '../run-tool.ts'
import { describeFiles } from './manifest.ts'
import { hashOfSources } from './source-hash.ts'

const OUT = join(ROOT, 'out')

/** Where the built renderer stands: index.html for the office, console.html for the county. */
export const RENDERER_DIR = join(OUT, 'renderer')

const STAMP = join(OUT, 'renderer.stamp')
const MANIFEST = join(OUT, 'renderer-manifest.json')

/** Builds the renderer unless the last build was made from the very same sources. */
export async function buildRenderer(options: { force?: boolean } = {}): Promise<{ ok: boolean; built: boolean; output: string }> {
  const sources = hashOfSources(ROOT)
  if (options.force !== true && isFresh(sources)) return { ok: true, built: false, output: '' }
  mkdirSync(OUT, { recursive: true })
  // Built aside and moved into place, so that a program serving the old build never meets a half-written one.
  const fresh = join(OUT, `renderer-new-${process.pid}`)
  const { code, output } = await runTool([
    tool('vite', 'bin', 'vite.js'), 'build', '--config', join('src-renderer', 'vite.config.ts'), '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn',
  ])
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    return { ok: false, built: false, output }
  }
  moveIntoPlace(fresh)
  writeFileSync(MANIFEST, JSON.stringify(describeFiles(RENDERER_DIR), null, 1))
  writeFileSync(STAMP, sources)
  return { ok: true, built: true, output }
}

function moveIntoPlace(fresh: string): void {
  const old = join(OUT, `renderer-old-${process.pid}`)
  if (existsSync(RENDERER_DIR)) renameSync(RENDERER_DIR, old)
  renameSync(fresh, RENDERER_DIR)
  rmSync(old, { recursive: true, force: true })
}

function isFresh(sources: string): boolean {
  return existsSync(RENDERER_DIR) && existsSync(MANIFEST) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources
}

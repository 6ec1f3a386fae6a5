import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildRenderer, RENDERER_DIR } from '../../../build/renderer/build-renderer.ts'
import { ROOT } from '../../../build/project-root.ts'

export type RunningCountyProcess = { readonly url: string; stop(): Promise<void> }

/** An empty data directory of a county; the caller removes it. */
export function makeCountyDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'county-e2e-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts a real county over `dataDir` in a process of its own and answers when it serves. */
export async function startCounty(dataDir: string, port?: number): Promise<RunningCountyProcess> {
  const built = await buildRenderer()
  if (!built.ok) throw new Error(built.output)
  const child = spawn(join(ROOT, 'node_modules', '.bin', 'node'), [join(import.meta.dirname, 'county-process.ts'), dataDir, RENDERER_DIR, ...(port ? [String(port)] : [])], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  return { url: await readAddress(child), stop: () => end(child) }
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error('no output')
  const said: string[] = []
  child.stderr.on('data', (data) => said.push(String(data)))
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (!line.startsWith('county: ')) continue
    child.stdout.resume()
    return line.slice('county: '.length)
  }
  throw new Error(`the county did not start:\n${said.join('\n')}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

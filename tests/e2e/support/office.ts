import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildRenderer, RENDERER_DIR } from '../../../build/renderer/build-renderer.ts'
import { ROOT } from '../../../build/project-root.ts'

export type RunningOffice = {
  /** The address with its launch token. */
  readonly url: string
  readonly dataDir: string
  /** Ends the host as a user would. */
  stop(): Promise<void>
  /** Ends the host as a power cut would. */
  kill(): Promise<void>
}

const NODE = join(ROOT, 'node_modules', '.bin', 'node')
const PROCESS = join(import.meta.dirname, 'office-process.ts')

/** An empty data directory; the caller removes it with `removeDataDir`. */
export function makeDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'office-e2e-'))
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Starts a real host over `dataDir` in a process of its own and answers when it serves. */
export async function startOffice(dataDir: string, port?: number): Promise<RunningOffice> {
  return start([NODE, PROCESS, dataDir, RENDERER_DIR, ...(port ? [String(port)] : [])], dataDir)
}

/** A small disk in a namespace of its own: needs no rights, and is gone with the process. */
const onSmallDisk = (disk: string, ...command: string[]) => ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"', disk, ...command]

/** Whether this kernel lets us have a small disk; where it forbids namespaces none can be filled but the machine's own. */
export function canMountSmallDisk(folder: string): boolean {
  const [program = '', ...rest] = onSmallDisk(folder, 'true')
  return spawnSync(program, rest).status === 0
}

/** The same on a small disk of its own, which `fill` fills to the last byte and `empty` makes room on again. */
export async function startOfficeOnSmallDisk(disk: string): Promise<RunningOffice & { fill(): void; empty(): void }> {
  const office = await start(onSmallDisk(disk, NODE, PROCESS, join(disk, 'data'), RENDERER_DIR), join(disk, 'data'))
  const filler = join('/proc', String(office.pid), 'root', disk, 'filler')
  return {
    ...office,
    fill() {
      try {
        for (;;) appendFileSync(filler, Buffer.alloc(4096))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    },
    empty: () => rmSync(filler),
  }
}

async function start([program = '', ...args]: string[], dataDir: string): Promise<RunningOffice & { pid: number | undefined }> {
  const built = await buildRenderer()
  if (!built.ok) throw new Error(built.output)
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const url = await readAddress(child)
  return { url, dataDir, pid: child.pid, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error('no output')
  const said: string[] = []
  child.stderr.on('data', (data) => {
    said.push(String(data))
    // A bug that the host caught has its place here and nowhere else.
    if (String(data).includes('bug ')) process.stderr.write(data)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (line.startsWith('office: ')) {
      child.stdout.resume()
      return line.slice('office: '.length)
    }
  }
  throw new Error(`the office did not start:\n${said.join('\n')}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

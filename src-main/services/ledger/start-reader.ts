import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const MEMORY_MB = 512

/** A reader at work on one file: its lines as they come; `stop` ends it at once, whatever it is doing. */
export type Reader = { readonly lines: AsyncIterable<string>; stop(): void }

// Beside this file in the checkout; beside the bundle, under the same names, in a packaged host.
const program = (name: string): string => {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  return fileURLToPath(new URL(extension === '.ts' ? `./reader/${name}.ts` : `./${name}.js`, import.meta.url))
}

/** Reads in a process of its own, with bounded memory and no permission to write or to start anything. */
export function startProcess(bytes: Uint8Array): Reader {
  // Windows starts no program without SystemRoot; nothing else of our environment is the reader's business.
  const env = process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }
  const child = spawn(process.execPath, [`--max-old-space-size=${MEMORY_MB}`, '--permission', '--allow-fs-read=*', '--disable-warning=ExperimentalWarning', program('reader-process')], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  // A reader that dies early closes its end; what it did not say tells the rest.
  child.on('error', () => child.stdout.destroy())
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  return { lines: createInterface({ input: child.stdout, crlfDelay: Infinity }), stop: () => child.kill('SIGKILL') }
}

/** Reads in a thread with a bounded heap of its own. */
export function startThread(bytes: Uint8Array): Reader {
  const worker = new Worker(program('reader-thread'), { workerData: bytes, env: {}, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } })
  return { lines: linesOf(worker), stop: () => void worker.terminate() }
}

async function* linesOf(worker: Worker): AsyncGenerator<string> {
  const waiting: string[] = []
  let ended = false
  let wake = (): void => undefined
  const tell = (change: () => void) => (): void => {
    change()
    wake()
  }
  worker.on('message', (line) => tell(() => waiting.push(String(line)))())
  worker.on('error', tell(() => (ended = true)))
  worker.on('exit', tell(() => (ended = true)))
  while (!ended || waiting.length > 0) {
    const line = waiting.shift()
    if (line !== undefined) yield line
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tool } from '../project-root.ts'

/** Where Node keeps what it made of our TypeScript, for every process and thread: a packaged program has it done beforehand. */
const compiled = tool('.cache', 'compiled')

/**
 * Runs one part of the bench in a process of its own and gives the JSON it printed last. Throws with what it said when
 * it failed: a figure that is missing is not to be taken for a good one.
 */
export async function runPart<T>(part: string, args: readonly (string | number)[]): Promise<T> {
  const script = join(import.meta.dirname, 'parts', `${part}.ts`)
  const child = spawn(process.execPath, ['--max-old-space-size=8192', script, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compiled } })
  let [output, trouble] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text))
  const code = await new Promise((resolve) => child.on('close', resolve))
  const last = output.trim().split('\n').at(-1) ?? ''
  if (code !== 0 || !last.startsWith('{')) throw new Error(`${part} ${args.join(' ')} failed (${String(code)}):\n${trouble}${output}`)
  const figures: T = JSON.parse(last)
  return figures
}

/** Lends a fresh folder to `work` and removes it afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Says where the bench is, on the terminal only. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

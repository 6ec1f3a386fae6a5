import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const projectNode = join(root, 'node_modules', '.bin', 'node')
export const hostChild = join(root, 'tests', 'faults', 'host-child.ts')

export type Running = { child: ChildProcess; lines: AsyncIterableIterator<string> }

/** Starts a program of this tree; its standard output is read line by line. */
export function start(program: string, args: string[]): Running {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
}

/** Ends a child for good and waits until the system has it. */
export async function kill({ child }: Running): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

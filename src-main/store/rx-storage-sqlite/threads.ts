import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { StoreKey } from './store-key.ts'
import type { ThreadOrder } from './thread-protocol.ts'

/** Gives the path of the thread's program, beside this file in source and in bundle alike, or undefined. */
export function threadProgram(): string | undefined {
  // Two literal names: bundlers and type stripping know a .ts file, a built program only a .js one.
  const candidates = [new URL('./store-thread.ts', import.meta.url), new URL('./store-thread.js', import.meta.url)]
  return candidates.map((url) => fileURLToPath(url)).find((path) => existsSync(path))
}

/** Starts a thread with its order; the key's bytes are moved, not copied. */
export function startThread(program: string, order: ThreadOrder): Worker {
  const transferList = order.key === undefined ? [] : [order.key.buffer]
  return new Worker(program, { workerData: order, transferList, execArgv: [], stdout: false, stderr: false })
}

/** A private copy of the key's bytes for a thread. */
export function keyForThread(key: StoreKey | undefined): Uint8Array<ArrayBuffer> | undefined {
  return key === undefined ? undefined : Uint8Array.from(key.bytes)
}

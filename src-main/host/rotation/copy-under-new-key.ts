import { existsSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { StoreError } from '../../store/rx-storage-sqlite/index.ts'
import { waiting } from './finish-swaps.ts'

const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['copied', 'rekeyed', 'done']) }),
  z.object({ kind: z.literal('error'), code: z.string(), store: z.boolean() }),
])
const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './rotation-thread.ts' : './rotation-thread.js', import.meta.url))
const storeCodes = ['WRONG_KEY', 'NOT_A_DATABASE', 'NOT_ENCRYPTED', 'NEWER_SCHEMA', 'READ_ONLY', 'DISK_FULL', 'IN_USE', 'CORRUPT', 'CANNOT_OPEN'] as const

/** Thrown when the work was given up on request. */
export class RotationCancelled extends Error {}

export type CopyOrder = { place: string; from: Uint8Array; to: Uint8Array }

/**
 * Makes the copy of a closed database under another key, beside it under its waiting name, proven and on disk. `tell`
 * hears parts of a hundred. Throws RotationCancelled, StoreError or the disk's error, and then leaves no copy.
 */
export async function copyUnderNewKey({ place, from, to }: CopyOrder, { tell, signal }: { tell(done: number): void; signal: AbortSignal }): Promise<void> {
  const target = waiting(place)
  clear(target)
  if (signal.aborted) throw new RotationCancelled()
  const worker = new Worker(program, { workerData: { filename: place, target, from: Uint8Array.from(from), to: Uint8Array.from(to) }, env: {}, execArgv: [] })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  const size = Math.max(1, statSync(place).size)
  const watch = setInterval(() => existsSync(target) && tell(Math.min(45, Math.floor((45 * statSync(target).size) / size))), 300)
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (raw) => {
        const message = Message.parse(raw)
        if (message.kind === 'error') return reject(errorOf(message))
        clearInterval(watch)
        tell({ copied: 50, rekeyed: 90, done: 95 }[message.kind])
        if (message.kind === 'done') resolve()
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(signal.aborted ? new RotationCancelled() : new Error('rotation thread ended')))
    })
    if (signal.aborted) throw new RotationCancelled()
  } catch (error) {
    await worker.terminate()
    clear(target)
    throw error
  } finally {
    clearInterval(watch)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function clear(target: string): void {
  for (const end of ['', '-wal', '-shm', '-journal', '-lock', '-lock-journal', '-head']) rmSync(`${target}${end}`, { force: true })
}

function errorOf({ code, store }: { code: string; store: boolean }): Error {
  const known = storeCodes.find((one) => one === code)
  return store && known ? new StoreError(known, 'in the rotation thread') : Object.assign(new Error('rotation thread'), { code })
}

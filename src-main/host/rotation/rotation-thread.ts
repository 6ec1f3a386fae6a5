// Runs in a thread of its own. Nothing it writes has a name that counts, so it may be ended at any point.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { rmSync } from 'node:fs'
import { openSqliteStore, rekeyCopy, StoreError } from '../../store/rx-storage-sqlite/index.ts'

const Order = z.object({ filename: z.string(), target: z.string(), from: z.instanceof(Uint8Array), to: z.instanceof(Uint8Array) })
const { filename, target, from, to } = Order.parse(workerData)

/** Copies the database under its own key, writes the copy anew under the new one, and compares how far both have come. */
async function copy(): Promise<void> {
  const store = openSqliteStore({ filename, key: from })
  let sequence: number
  try {
    await store.vacuumInto(target)
    sequence = store.lastSequence()
  } finally {
    await store.close()
  }
  parentPort?.postMessage({ kind: 'copied' })
  rekeyCopy(target, { from, to })
  parentPort?.postMessage({ kind: 'rekeyed' })
  const next = openSqliteStore({ filename: target, key: to })
  try {
    if (next.lastSequence() !== sequence) throw new StoreError('CORRUPT', 'the copy has not come as far')
  } finally {
    await next.close()
    for (const end of ['-lock', '-lock-journal', '-head', '-wal', '-shm']) rmSync(`${target}${end}`, { force: true })
  }
}

try {
  await copy()
  parentPort?.postMessage({ kind: 'done' })
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  parentPort?.postMessage({ kind: 'error', code, store: error instanceof StoreError })
} finally {
  from.fill(0)
  to.fill(0)
}

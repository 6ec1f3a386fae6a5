// Runs in a worker thread, on a connection of its own to the same file: what would hold the event loop of the
// main thread for too long. Loaded by path, so a bundler must emit it as an entry of its own, `store-thread.js`.
import { parentPort, workerData } from 'node:worker_threads'
import type Database from 'better-sqlite3-multiple-ciphers'
import { vacuumInto } from './backup.ts'
import { openConnection } from './open-connection.ts'
import { createStoreKey } from './store-key.ts'
import type { StoreKey } from './store-key.ts'
import { keepCheckpointing } from './thread-checkpoints.ts'
import { STATE, CONTROL } from './thread-protocol.ts'
import type { ThreadAnswer, ThreadOrder } from './thread-protocol.ts'
import { answerWrites, failure } from './thread-writes.ts'

function run(order: ThreadOrder): void {
  const key = order.key === undefined ? undefined : createStoreKey(order.key)
  order.key?.fill(0)
  if (order.job === 'backup') {
    tell(backUp(order, key))
    return
  }
  const { control } = order
  // Whoever comes first decides: the owner may have closed the file before this thread was up.
  if (Atomics.compareExchange(control, CONTROL.state, STATE.starting, STATE.open) !== STATE.starting) return
  const closed = (): void => {
    Atomics.store(control, CONTROL.state, STATE.closed)
    Atomics.notify(control, CONTROL.state)
  }
  let db: Database.Database | undefined
  try {
    db = openConnection(order.filename, key)
    key?.wipe()
    db.pragma('wal_autocheckpoint=0')
  } catch (error) {
    db?.close()
    closed()
    throw error
  }
  tell({ ok: true })
  if (order.job === 'writes') answerWrites(db, { tell, closed })
  else keepCheckpointing(db, { control, closed })
}

function backUp({ filename, target }: ThreadOrder & { job: 'backup' }, key: StoreKey | undefined): ThreadAnswer {
  try {
    const db = openConnection(filename, key)
    try {
      vacuumInto(db, target, key)
    } finally {
      db.close()
    }
    return { ok: true }
  } catch (error) {
    return failure(error)
  } finally {
    key?.wipe()
  }
}

function tell(answer: ThreadAnswer): void {
  parentPort?.postMessage(answer)
}

run(workerData)

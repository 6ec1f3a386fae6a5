import type Database from 'better-sqlite3-multiple-ciphers'
import { CONTROL } from './thread-protocol.ts'

/** Below this many frames (16 MB) a checkpoint would write the same hot pages again and again during a long load. */
const WORTHWHILE_FRAMES = 4000

type Counts = [busy: number, frames: number, done: number]

/** How long the log is: all its frames (pages), and those that are not in the file yet. */
export type LogLength = { frames: number; waiting: number }

/** Gives a function that says how long the log is; it changes nothing and waits for nobody. */
export function logMeter(db: Database.Database): () => LogLength {
  const pending = db.prepare<[], Counts>('PRAGMA wal_checkpoint(NOOP)').raw()
  return () => {
    const [, frames = 0, done = 0] = pending.get() ?? []
    return { frames: Math.max(0, frames), waiting: Math.max(0, frames - done) }
  }
}

/** Moves the log into the file after each commit that made it long enough, and all of it when asked, until told to stop. Blocks its thread. */
export function keepCheckpointing(
  db: Database.Database,
  { control, closed }: { control: Int32Array; closed: () => void },
): void {
  const lengthOf = logMeter(db)
  const checkpoint = db.prepare<[], Counts>('PRAGMA wal_checkpoint(PASSIVE)').raw()
  try {
    for (;;) {
      const seen = Atomics.load(control, CONTROL.commits)
      if (Atomics.load(control, CONTROL.stop) === 1) return
      const wanted = Atomics.load(control, CONTROL.wanted) === 1
      if (wanted || lengthOf().waiting >= WORTHWHILE_FRAMES) checkpoint.get()
      if (wanted) Atomics.store(control, CONTROL.wanted, 0)
      Atomics.wait(control, CONTROL.commits, seen)
    }
  } finally {
    db.close()
    closed()
  }
}

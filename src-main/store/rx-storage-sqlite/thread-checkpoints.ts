import type Database from 'better-sqlite3-multiple-ciphers'
import { CONTROL } from './thread-protocol.ts'

/** Below this many frames (16 MB) a checkpoint would write the same hot pages again and again during a long load. */
const WORTHWHILE_FRAMES = 4000

type Counts = [busy: number, frames: number, done: number]

/** Moves the log into the file after each commit that made it long enough, until told to stop. Blocks its thread. */
export function keepCheckpointing(
  db: Database.Database,
  { control, closed }: { control: Int32Array; closed: () => void },
): void {
  const pending = db.prepare<[], Counts>('PRAGMA wal_checkpoint(NOOP)').raw()
  const checkpoint = db.prepare<[], Counts>('PRAGMA wal_checkpoint(PASSIVE)').raw()
  const backlog = (): number => {
    const [, frames = 0, done = 0] = pending.get() ?? []
    return Math.max(0, frames - done)
  }
  try {
    for (;;) {
      const seen = Atomics.load(control, CONTROL.commits)
      if (Atomics.load(control, CONTROL.stop) === 1) return
      if (backlog() >= WORTHWHILE_FRAMES) checkpoint.get()
      Atomics.store(control, CONTROL.backlog, backlog())
      Atomics.wait(control, CONTROL.commits, seen)
    }
  } finally {
    db.close()
    closed()
  }
}

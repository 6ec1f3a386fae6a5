import type Database from 'better-sqlite3-multiple-ciphers'
import { CIPHER } from './self-test.ts'
import type { StoreKey } from './store-key.ts'
import { logMeter } from './thread-checkpoints.ts'
import { CONTROL, STATE } from './thread-protocol.ts'
import { keyForThread, startThread, threadProgram } from './threads.ts'

/** How long the log may become: past this, big writers wait until it is in the file, and the next write begins it anew. */
const LOG_BYTES = 64 * 1024 * 1024
/** Where somebody reads an old state for long (a backup), nothing of the log can be given up; it may become so many times as long. */
const WHILE_READ = 4
/** A page, and the header of its frame. */
const FRAME_BYTES = CIPHER.pageSize + 24
/** A store that never writes more than this needs no thread. */
const START_AFTER_CHARACTERS = 1_000_000

/** Moves the write-ahead log into the file, beside the event loop where it can: 4000 pages hold it for 0.2 s. */
export type Checkpointer = {
  /** Tells that about this many characters of documents were committed. */
  committed(characters: number): void
  /** Resolves when the log is short enough for the next write, or cannot be made shorter. */
  room(): Promise<void>
  /** Ends the thread and waits until its connection is closed. */
  stop(): void
}

/** How SQLite itself checkpoints in the main thread: until the thread is up, and where it cannot run. */
const INLINE = { untilThread: 4000, withoutThread: 1000 }

type Running = { control: Int32Array; ended(): boolean; stop(): void }

/** Makes the checkpointer of one open file; its thread starts with the first big write. */
export function createCheckpointer(
  { db, filename, logBytes = LOG_BYTES }: { db: Database.Database; filename: string; logBytes?: number },
  key: StoreKey | undefined,
): Checkpointer {
  const limit = Math.ceil(logBytes / FRAME_BYTES)
  const lengthOf = logMeter(db)
  const program = threadProgram()
  // The connection outlives its opener's key, so the thread that comes later needs a copy of its own.
  let pendingKey = program === undefined ? undefined : key?.copy()
  let thread: Running | undefined
  let stopped = program === undefined
  let written = 0
  db.pragma(`wal_autocheckpoint=${stopped ? INLINE.withoutThread : INLINE.untilThread}`)

  const lost = (): void => {
    thread = undefined
    if (!stopped) db.pragma(`wal_autocheckpoint=${INLINE.withoutThread}`)
    stopped = true
  }
  const start = (path: string): void => {
    thread = startCheckpointThread(path, { filename, key: pendingKey, onReady: () => db.pragma('wal_autocheckpoint=0'), onLost: lost })
    pendingKey?.wipe()
    pendingKey = undefined
  }
  return {
    committed(characters) {
      written += characters
      if (!stopped && thread === undefined && program !== undefined && written > START_AFTER_CHARACTERS) start(program)
      if (thread !== undefined) wake(thread.control)
    },
    async room() {
      for (let before = Infinity; thread !== undefined; ) {
        const { frames, waiting } = lengthOf()
        // When all of it is in the file, the next write begins the log anew.
        if (frames <= limit || waiting === 0) return
        if (waiting >= before && waiting <= WHILE_READ * limit) return
        before = waiting
        await allMoved(thread)
      }
    },
    stop() {
      stopped = true
      pendingKey?.wipe()
      thread?.stop()
      thread = undefined
    },
  }
}

/** Resolves when the thread has moved all it could. */
async function allMoved({ control, ended }: Running): Promise<void> {
  Atomics.store(control, CONTROL.wanted, 1)
  do {
    wake(control)
    await new Promise((resolve) => setTimeout(resolve, 5))
  } while (Atomics.load(control, CONTROL.wanted) === 1 && !ended())
}

function wake(control: Int32Array): void {
  Atomics.add(control, CONTROL.commits, 1)
  Atomics.notify(control, CONTROL.commits)
}

function startCheckpointThread(
  program: string,
  options: { filename: string; key: StoreKey | undefined; onReady: () => void; onLost: () => void },
): Running {
  const control = new Int32Array(new SharedArrayBuffer(4 * CONTROL.length))
  const { filename, key } = options
  const worker = startThread(program, { job: 'checkpoints', filename, key: keyForThread(key), control })
  let running = true
  const lost = (): void => {
    if (running) options.onLost()
    running = false
  }
  worker.once('message', () => {
    if (running) options.onReady()
  })
  worker.on('error', lost)
  worker.on('exit', lost)
  worker.unref()
  return {
    control,
    ended: () => !running,
    stop() {
      if (!running) return
      running = false
      Atomics.store(control, CONTROL.stop, 1)
      wake(control)
      const state = Atomics.compareExchange(control, CONTROL.state, STATE.starting, STATE.cancelled)
      // It may be in the middle of a checkpoint; the file must not be closed under it.
      if (state === STATE.open) Atomics.wait(control, CONTROL.state, STATE.open, 30_000)
      void worker.terminate()
    },
  }
}

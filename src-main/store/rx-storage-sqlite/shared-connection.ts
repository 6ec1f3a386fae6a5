import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type Database from 'better-sqlite3-multiple-ciphers'
import type { RxStorageChangeEvent, EventBulk } from 'rxdb'
import { Subject } from 'rxjs'
import { createCheckpointer } from './checkpointer.ts'
import type { Checkpointer } from './checkpointer.ts'
import { closeConnection } from './close-connection.ts'
import type { OpenTables } from './collection-table.ts'
import { StoreError, toStoreError } from './errors.ts'
import { createFifo } from './fifo.ts'
import type { Fifo } from './fifo.ts'
import { lookBefore, openHead } from './head-file.ts'
import type { HeadFile } from './head-file.ts'
import { openStoreFile } from './open-connection.ts'
import { acquireProcessLock } from './process-lock.ts'
import { createStatementCache } from './statement-cache.ts'
import type { Prepare } from './statement-cache.ts'
import { fingerprintOf } from './store-key.ts'
import type { KeyFingerprint, StoreKey } from './store-key.ts'
import { sweepRemoved } from './sweep.ts'
import { createThreadWriter } from './thread-writer.ts'
import type { ThreadWriter } from './thread-writer.ts'
import { assertWritable } from './writable.ts'

/** Where a reader goes on in the change feed. A sequence, never a clock: clocks go backwards. */
export type SequenceCheckpoint = { sequence: number }

export type AnyEventBulk = EventBulk<RxStorageChangeEvent<unknown>, SequenceCheckpoint>

/** The one connection of this process to one file, with everything that must be shared over it. */
export type SharedConnection = {
  readonly filename: string
  readonly db: Database.Database
  /** Every write of the file goes through here, whatever its collection: SQLite has one writer. */
  readonly writes: Fifo
  readonly checkpointer: Checkpointer
  /** Remembers beside the file how far it has come. */
  readonly head: HeadFile
  /** The thread that writes big bulks. */
  readonly writer: ThreadWriter
  /** Gives the prepared statement of a text, compiled once. */
  readonly prepare: Prepare
  /** The tables that have an instance. */
  readonly tables: OpenTables
  /** The change events of one table, for all instances in this process. */
  events(table: number): Subject<AnyEventBulk>
  /** Set while a bulk write lies open over several turns of the event loop; its readers wait for it. */
  openBulk: { table: number; done: Promise<void> } | undefined
  /** Gives up one share; the last one closes file and lock. */
  release(): void
}

type Entry = { connection: SharedConnection; shares: number; sameKey: KeyFingerprint }

const OPEN = new Map<string, Entry>()

/** How many files this process has open; for tests of closing. */
export function openFileCount(): number {
  return OPEN.size
}

/** How an open file is kept; what the first of its openers says holds for all. */
export type Keeping = {
  /** How long the write-ahead log may become between two writes, in bytes; 64 MB unless told. */
  logBytes?: number
}

/**
 * Takes a path and a key, gives a share of the connection to it, opening it when it is the first.
 * Throws every error of openStoreFile, and WRONG_KEY when the file is open under another key.
 */
export function shareConnection(filename: string, key: StoreKey | undefined, keeping: Keeping = {}): SharedConnection {
  const path = canonicalPath(filename)
  const entry = OPEN.get(path) ?? openEntry(path, key, keeping)
  if (!entry.sameKey(key)) throw new StoreError('WRONG_KEY', 'the file is open under another key')
  entry.shares += 1
  return entry.connection
}

function openEntry(path: string, key: StoreKey | undefined, keeping: Keeping): Entry {
  assertWritable(path)
  const lock = acquireProcessLock(path)
  let opened: Opened
  try {
    opened = openParts(path, key, keeping)
  } catch (error) {
    lock.release()
    throw toStoreError(error)
  }
  const { db, head, checkpointer } = opened
  const writer = createThreadWriter(path, key)
  const release = (): void => {
    entry.shares -= 1
    if (entry.shares > 0) return
    OPEN.delete(path)
    writer.stop()
    checkpointer.stop()
    // Before the log goes: a head that still wants one would then be wrong.
    head.close()
    try {
      closeConnection(db)
    } finally {
      lock.release()
    }
  }
  const connection = createConnection({ filename: path, db, head, checkpointer, writer, release })
  const entry: Entry = { connection, shares: 0, sameKey: fingerprintOf(key) }
  OPEN.set(path, entry)
  // What a killed removal left behind; if it fails, the next start tries again.
  void connection.writes.run(() => sweepRemoved(connection)).catch(() => undefined)
  return entry
}

type Opened = { db: Database.Database; head: HeadFile; checkpointer: Checkpointer }

function openParts(path: string, key: StoreKey | undefined, keeping: Keeping): Opened {
  const before = lookBefore(path)
  const db = openStoreFile(path, key)
  try {
    return { db, head: openHead(path, db, before), checkpointer: createCheckpointer({ db, filename: path, ...keeping }, key) }
  } catch (error) {
    closeConnection(db)
    throw error
  }
}

function createConnection(
  parts: Pick<SharedConnection, 'filename' | 'db' | 'head' | 'checkpointer' | 'writer' | 'release'>,
): SharedConnection {
  const { db } = parts
  const subjects = new Map<number, Subject<AnyEventBulk>>()
  return {
    ...parts,
    writes: createFifo(),
    tables: new Map(),
    openBulk: undefined,
    prepare: createStatementCache(db),
    events(table) {
      const subject = subjects.get(table) ?? new Subject<AnyEventBulk>()
      subjects.set(table, subject)
      return subject
    },
  }
}

// Two spellings of one path must find one connection; the file itself may not exist yet.
function canonicalPath(filename: string): string {
  const full = resolve(filename)
  try {
    return realpathSync.native(full)
  } catch {
    try {
      return join(realpathSync.native(dirname(full)), basename(full))
    } catch (error) {
      throw new StoreError('CANNOT_OPEN', 'the folder of the store does not exist', { cause: error })
    }
  }
}

import { resolve } from 'node:path'
import { verifyDatabase } from './backup.ts'
import type { Verdict } from './backup.ts'
import type { SqlValue } from './columns.ts'
import { changesSince, lastSequence } from './change-feed.ts'
import type { Change, ChangeRequest } from './change-feed.ts'
import type { TellBuilding } from './change-layout.ts'
import type { Derivation } from './derived-tables.ts'
import { StoreError, withStoreErrors } from './errors.ts'
import { backUpOnline } from './online-backup.ts'
import { shareConnection } from './shared-connection.ts'
import type { Keeping, SharedConnection } from './shared-connection.ts'
import { createRxStorage } from './storage.ts'
import type { Closable, SqliteRxStorage } from './storage.ts'
import { createStoreKey } from './store-key.ts'

/** Which file, and its 256-bit key as 32 bytes or 64 hex characters; no key means a plain file. */
export type StoreSettings = { filename: string; key?: Uint8Array | string } & Keeping
/** The same, with tables of the caller's own, and who hears how far the making of tables and indexes is. */
export type OwnTables = { derivations?: readonly Derivation[]; building?: TellBuilding }

/** An open store file, with what RxDB's storage contract has no words for. */
export type SqliteStore = {
  readonly storage: SqliteRxStorage
  /** Documents written after a sequence, across all collections, each once in its current state, oldest write first. */
  changesSince(request: ChangeRequest): Promise<Change[]>
  /** The sequence of the newest write. */
  lastSequence(): number
  /** Lets the next write have a sequence above `least`, for a file that takes the place of another. */
  raiseSequence(least: number): Promise<void>
  /** Asks the tables of the caller's own (a SELECT; names are his), which are always as the documents are. Throws on any other statement. */
  derived<R>(sql: string, values: readonly SqlValue[]): Promise<R[]>
  /** Writes a backup, encrypted with the same key and synced to disk; the target must not exist. */
  vacuumInto(path: string): Promise<void>
  /** Checks all pages and indexes. */
  verify(): Verdict
  /** Closes all instances of `storage`, the file (if nobody else shares it) and wipes the key. Idempotent. */
  close(): Promise<void>
}

/**
 * Opens a store file and keeps it open until `close()`.
 * Throws a StoreError: WRONG_KEY, NOT_A_DATABASE, NOT_ENCRYPTED, NEWER_SCHEMA, READ_ONLY, IN_USE, CORRUPT ...
 */
export function openSqliteStore({ filename, key: givenKey, derivations, building, ...keeping }: StoreSettings & OwnTables): SqliteStore {
  const key = givenKey === undefined ? undefined : createStoreKey(givenKey)
  const instances = new Set<Closable>()
  const backups = new Set<Promise<void>>()
  let connection: SharedConnection
  try {
    connection = shareConnection(filename, key, keeping)
  } catch (error) {
    key?.wipe()
    throw error
  }
  let closing: Promise<void> | undefined
  const mustBeOpen = (): SharedConnection => {
    if (closing !== undefined) throw new StoreError('CLOSED', 'the store is closed')
    return connection
  }
  const storage = createRxStorage(() => shareConnection(mustBeOpen().filename, key, keeping), instances, { derivations, building })
  return {
    storage,
    changesSince: async (request) => {
      await settled(mustBeOpen())
      return withStoreErrors(() => changesSince(mustBeOpen(), request))
    },
    lastSequence: () => withStoreErrors(() => lastSequence(mustBeOpen())),
    raiseSequence(least) {
      const { db, writes } = mustBeOpen()
      return writes.run(() => withStoreErrors(() => void db.prepare('UPDATE store_state SET sequence = max(sequence, ?) WHERE number = 0').run(least)))
    },
    derived: async <R>(sql: string, values: readonly SqlValue[]) => {
      await settled(mustBeOpen())
      return withStoreErrors(() => {
        const statement = mustBeOpen().prepare<SqlValue[], R>(sql)
        if (!statement.readonly) throw new Error('derived tables are written with the documents only')
        return statement.all(...values)
      })
    },
    vacuumInto(path) {
      const backup = backUpOnline(mustBeOpen(), resolve(path), key).finally(() => backups.delete(backup))
      backups.add(backup)
      return backup
    },
    verify: () => verifyDatabase(mustBeOpen().db),
    close() {
      closing ??= (async () => {
        await Promise.allSettled(backups)
        await Promise.all([...instances].map((instance) => instance.close()))
        await connection.writes.idle()
        connection.release()
        key?.wipe()
      })()
      return closing
    },
  }
}

// A bulk that is half way through must not be seen, or a reader would skip what it writes next.
async function settled(connection: SharedConnection): Promise<void> {
  while (connection.openBulk !== undefined) await connection.openBulk.done
}

/**
 * RxDB's storage on one encrypted SQLite file. The file is opened with the first collection and closed with
 * the last, so the key must be kept for the next opening; where it has to die with the session, use
 * openSqliteStore. Throws BAD_KEY_FORMAT at once, everything else when an instance is created.
 */
export function getRxStorageSQLite({ filename, key: givenKey, ...keeping }: StoreSettings): SqliteRxStorage {
  const key = givenKey === undefined ? undefined : createStoreKey(givenKey)
  return createRxStorage(() => shareConnection(filename, key, keeping))
}

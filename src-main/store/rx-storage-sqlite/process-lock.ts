import Database from 'better-sqlite3-multiple-ciphers'
import { closeConnection } from './close-connection.ts'
import { StoreError, sqliteCodeOf, toStoreError } from './errors.ts'

/** Held while this process has a store file open; the operating system frees it when the process dies. */
export type ProcessLock = { release(): void }

/**
 * Takes the path of a store file, gives the lock on it; throws IN_USE when another process (or thread) holds it.
 *
 * The lock is an exclusive SQLite lock on an empty file beside the store. Not on the store itself: a POSIX
 * lock is lost as soon as *any* code of the process opens and closes the locked file (a hash, a copy, a
 * virus scan), and nobody has a reason to open this one.
 */
export function acquireProcessLock(storeFile: string): ProcessLock {
  let db: Database.Database | undefined
  try {
    db = new Database(`${storeFile}-lock`, { timeout: 0 })
    db.pragma('locking_mode=EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    if (db !== undefined) closeConnection(db)
    const code = sqliteCodeOf(error)
    if (code?.startsWith('SQLITE_BUSY')) {
      throw new StoreError('IN_USE', 'another program has the store file open', { cause: error })
    }
    throw toStoreError(error)
  }
  const held = db
  return { release: () => closeConnection(held) }
}

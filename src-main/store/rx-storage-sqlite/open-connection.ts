import Database from 'better-sqlite3-multiple-ciphers'
import { closeConnection } from './close-connection.ts'
import { StoreError, sqliteCodeOf, toStoreError } from './errors.ts'
import { assertOpenable, inspectFile } from './file-header.ts'
import { assertSequences } from './check-content.ts'
import { prepareFileFormat } from './file-format.ts'
import { assertSafeConnection, CIPHER } from './self-test.ts'
import type { StoreKey } from './store-key.ts'

/**
 * Takes a path and the key (none: a plain file), gives a tested connection to a file of the present format.
 * The caller holds the process lock. Throws WRONG_KEY, NOT_ENCRYPTED, NOT_A_DATABASE, NEWER_SCHEMA,
 * READ_ONLY, CORRUPT, UNSAFE_CONNECTION.
 */
export function openStoreFile(filename: string, key: StoreKey | undefined): Database.Database {
  const hasContent = assertOpenable(inspectFile(filename), key !== undefined)
  if (!hasContent) {
    // A forgotten key would make a new file silently a plain one, so a fresh file is written, closed and
    // looked at from outside before anything else goes into it.
    closeConnection(openAndPrepare(filename, key))
    assertOpenable(inspectFile(filename), key !== undefined)
  }
  return openAndPrepare(filename, key)
}

function openAndPrepare(filename: string, key: StoreKey | undefined): Database.Database {
  const db = openConnection(filename, key)
  try {
    prepareFileFormat(db)
    assertSequences(db)
    return db
  } catch (error) {
    closeConnection(db)
    throw toStoreError(error)
  }
}

/** Takes a path and key, gives a connection whose settings were asserted. */
export function openConnection(filename: string, key: StoreKey | undefined): Database.Database {
  const db = openRaw(filename)
  try {
    unlock(db, key)
    configure(db)
    assertSafeConnection(db, key !== undefined)
    return db
  } catch (error) {
    closeConnection(db)
    throw toStoreError(error)
  }
}

function openRaw(filename: string): Database.Database {
  try {
    return new Database(filename, { timeout: 5000 })
  } catch (error) {
    throw toStoreError(error)
  }
}

// Order matters: scheme, parameters, key, and only then anything that reads the file.
function unlock(db: Database.Database, key: StoreKey | undefined): void {
  if (key !== undefined) {
    db.pragma(`cipher='${CIPHER.name}'`)
    db.pragma(`legacy=${CIPHER.legacy}`)
    key.lend((text) => db.key(text))
  }
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    if (sqliteCodeOf(error) !== 'SQLITE_NOTADB') throw error
    throw key === undefined
      ? new StoreError('NOT_A_DATABASE', 'the file is not a store', { cause: error })
      : new StoreError('WRONG_KEY', 'the key does not open this file', { cause: error })
  }
}

function configure(db: Database.Database): void {
  db.pragma('temp_store=MEMORY')
  db.pragma('trusted_schema=OFF')
  db.pragma('cell_size_check=ON')
  db.pragma('mmap_size=0')
  db.pragma('journal_mode=WAL')
  // After the switch to WAL, because the switch lowers it to NORMAL in this build.
  db.pragma('synchronous=FULL')
  db.pragma(`cache_size=-${64 * 1024}`)
  db.pragma(`journal_size_limit=${64 * 1024 * 1024}`)
}

import type Database from 'better-sqlite3-multiple-ciphers'
import { toStoreError } from './errors.ts'
import type { SharedConnection } from './shared-connection.ts'
import { atomically, runStatements } from './transaction.ts'
import type { Statement } from './transaction.ts'

/** What one turn of the event loop can bear to work through. */
export const ROWS_PER_TURN = 100

/** Runs statements in one transaction of their own, in the writing thread (which must be available) or in this one. To be called from the write queue. */
export async function runAlone(connection: SharedConnection, statements: Statement[], inThread: boolean): Promise<void> {
  const { db, writer } = connection
  if (!inThread) {
    atomically(db, () => runStatements(connection, statements))
    return
  }
  try {
    await writer.commit(statements)
  } catch (error) {
    await writer.rollBack()
    throw toStoreError(error)
  }
}

/** Whether a table of documents is there and holds more than one turn can work through. */
export function holdsMany(db: Database.Database, number: number): boolean {
  const exists = db.prepare<[string], number>('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck().get(`docs_${number}`)
  if (exists !== 1) return false
  const some = db.prepare<[], number>(`SELECT count(*) FROM (SELECT 1 FROM docs_${number} LIMIT ${ROWS_PER_TURN})`).pluck().get()
  return some === ROWS_PER_TURN
}

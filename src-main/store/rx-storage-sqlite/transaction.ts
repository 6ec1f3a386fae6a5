import type Database from 'better-sqlite3-multiple-ciphers'
import type { SqlValue } from './columns.ts'
import type { Digest } from './digest.ts'
import type { SharedConnection } from './shared-connection.ts'

/** One SQL text with the parameters of each of its runs; plain data, so that it can go to a thread. */
export type Statement = { sql: string; rows: SqlValue[][] }

/** Gives the statements that end every write: the database-wide counter, which never falls, and the table's digest. */
export function stateStatements(table: number, { sequence, digest }: { sequence: number; digest: Readonly<Digest> }): Statement[] {
  return [
    { sql: 'UPDATE store_state SET sequence = ? WHERE number = 0', rows: [[sequence]] },
    { sql: `UPDATE store_state SET sequence = ? ${DIGEST}`, rows: [[sequence, digest.documents, digest.first, digest.second, table]] },
  ]
}

/** Gives the statement that takes purged rows out of a table's digest; nothing was written, so no sequence moves. */
export function purgeStatement(table: number, { documents, first, second }: Readonly<Digest>): Statement {
  return { sql: `UPDATE store_state SET sequence = sequence ${DIGEST}`, rows: [[documents, first, second, table]] }
}

const DIGEST = ', documents = documents + ?, first = (first + ?) % 4294967296, second = (second + ?) % 4294967296 WHERE number = ?'

/** Runs statements on the connection of this thread. */
export function runStatements(connection: Pick<SharedConnection, 'prepare'>, statements: readonly Statement[]): void {
  for (const { sql, rows } of statements) {
    const statement = connection.prepare<SqlValue[], unknown>(sql)
    for (const row of rows) statement.run(...row)
  }
}

/** Opens a transaction that may write; one that could not be undone when it failed is undone first. */
export function begin(connection: Pick<SharedConnection, 'db' | 'prepare'>): void {
  rollBack(connection)
  connection.prepare('BEGIN IMMEDIATE').run()
}

/** Ends it; what was written is on disk when this returns. */
export function commit({ prepare }: Pick<SharedConnection, 'prepare'>): void {
  prepare('COMMIT').run()
}

/** Undoes an open transaction; SQLite has already done so by itself when the disk is full. */
export function rollBack({ db }: Pick<SharedConnection, 'db'>): void {
  if (db.inTransaction) db.exec('ROLLBACK')
}

/** Runs many reads under one lock: outside a transaction each of them would take and give back the file's locks. */
export function asOneRead<R>({ db, prepare }: Pick<SharedConnection, 'db' | 'prepare'>, work: () => R): R {
  if (db.inTransaction) return work()
  prepare('BEGIN').run()
  try {
    const result = work()
    prepare('COMMIT').run()
    return result
  } finally {
    // A read transaction left open would go on showing the store as it is now.
    rollBack({ db })
  }
}

/** Runs `work` in a write transaction: all of it is on disk afterwards, or nothing, and then it throws what failed. */
export function atomically<R>(db: Database.Database, work: () => R): R {
  const connection = { db, prepare: <P extends unknown[], T>(sql: string) => db.prepare<P, T>(sql) }
  begin(connection)
  try {
    const result = work()
    commit(connection)
    return result
  } finally {
    rollBack(connection)
  }
}

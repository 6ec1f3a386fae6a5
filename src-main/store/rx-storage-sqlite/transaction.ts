import type { SqlValue } from './columns.ts'
import type { SharedConnection } from './shared-connection.ts'

/** One SQL text with the parameters of each of its runs; plain data, so that it can go to a thread. */
export type Statement = { sql: string; rows: SqlValue[][] }

/** Gives the statement that ends every write: the database-wide counter never falls, even when rows are purged. */
export function sequenceStatement(sequence: number): Statement {
  return { sql: 'UPDATE store_sequence SET value = ?', rows: [[sequence]] }
}

/** Runs statements on the connection of this thread. */
export function runStatements(connection: Pick<SharedConnection, 'prepare'>, statements: readonly Statement[]): void {
  for (const { sql, rows } of statements) {
    const statement = connection.prepare<SqlValue[], unknown>(sql)
    for (const row of rows) statement.run(...row)
  }
}

/** Opens a transaction that may write. */
export function begin({ prepare }: Pick<SharedConnection, 'prepare'>): void {
  prepare('BEGIN IMMEDIATE').run()
}

/** Ends it; what was written is on disk when this returns. */
export function commit({ prepare }: Pick<SharedConnection, 'prepare'>): void {
  prepare('COMMIT').run()
}

/** Undoes an open transaction; SQLite has already done so by itself when the disk is full. */
export function rollBack({ db }: Pick<SharedConnection, 'db'>): void {
  if (db.inTransaction) db.exec('ROLLBACK')
}

import { now } from 'rxdb'
import type { CollectionTable } from './collection-table.ts'
import { EMPTY_DIGEST, takeRow } from './digest.ts'
import { breathe } from './fifo.ts'
import { holdsMany, ROWS_PER_TURN, runAlone } from './run-alone.ts'
import type { SharedConnection } from './shared-connection.ts'
import { purgeStatement } from './transaction.ts'
import type { Statement } from './transaction.ts'

/** What the writing thread purges in one transaction: a save by hand waits no longer than for these. */
const ROWS_PER_TRANSACTION = 1000

type Place = { connection: SharedConnection; table: CollectionTable }

/**
 * Purges documents deleted longer ago than `minimumDeletedTime` (ms): a few in this turn, many in the writing thread.
 * To be called from the write queue. Gives true: nothing more remains.
 */
export async function purgeDeleted({ connection, table }: Place, minimumDeletedTime: number): Promise<boolean> {
  const before = now() - minimumDeletedTime
  const find = connection
    .prepare<[number, number], { seq: number; sum: number | null }>(
      `SELECT seq, sum FROM ${table.docs} WHERE deleted = 1 AND lwt < ? LIMIT ?`,
    )
  const many = find.all(before, ROWS_PER_TURN).length === ROWS_PER_TURN
  const inThread = many && (await connection.writer.available())
  const limit = inThread ? ROWS_PER_TRANSACTION : ROWS_PER_TURN
  for (;;) {
    const rows = find.all(before, limit)
    if (rows.length > 0) await runAlone(connection, purge(table, rows), inThread)
    if (rows.length < limit) return true
    await breathe()
  }
}

function purge(table: CollectionTable, rows: { seq: number; sum: number | null }[]): Statement[] {
  const digest = { ...EMPTY_DIGEST }
  for (const { seq, sum } of rows) takeRow(digest, seq, sum)
  const remove = { sql: `DELETE FROM ${table.docs} WHERE seq = ?`, rows: rows.map(({ seq }) => [seq]) }
  return [remove, purgeStatement(table.number, digest)]
}

/**
 * Removes a collection: at once out of sight, then its tables in the writing thread, or row by row where there is none.
 * A kill in between leaves a table marked as removed, which `sweepRemoved` finishes at the next start.
 */
export async function removeTable({ connection, table }: Place): Promise<void> {
  connection.prepare<[number], unknown>('UPDATE store_tables SET removed = 1 WHERE number = ?').run(table.number)
  table.removed = true
  connection.tables.delete(table.number)
  await sweepTable(connection, table.number)
}

/** Finishes what earlier removals left behind. To be called from the write queue. */
export async function sweepRemoved(connection: SharedConnection): Promise<void> {
  const left = connection.prepare<[], number>('SELECT number FROM store_tables WHERE removed = 1').pluck().all()
  for (const number of left) await sweepTable(connection, number)
}

async function sweepTable(connection: SharedConnection, number: number): Promise<void> {
  const inThread = holdsMany(connection.db, number) && (await connection.writer.available())
  if (!inThread) await emptyInTurns(connection, number)
  const names = [`docs_${number}`, `files_${number}`]
  const drops = names.map((name) => ({ sql: `DROP TABLE IF EXISTS ${name}`, rows: [[]] }))
  const forget = ['store_tables', 'store_state'].map((name) => ({ sql: `DELETE FROM ${name} WHERE number = ?`, rows: [[number]] }))
  await runAlone(connection, [...drops, ...forget], inThread)
}

async function emptyInTurns(connection: SharedConnection, number: number): Promise<void> {
  const { db } = connection
  const indexes = db
    .prepare<[string], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?")
    .pluck()
    .all(`docs_${number}`)
  for (const name of indexes) {
    db.exec(`DROP INDEX "${name}"`)
    await breathe()
  }
  for (const name of [`docs_${number}`, `files_${number}`]) await sweepRows(connection, name)
}

// Dropping a table of 100 000 documents in one go holds the event loop for seconds.
async function sweepRows({ db }: SharedConnection, name: string): Promise<void> {
  const exists = db.prepare<[string], number>('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck().get(name)
  if (exists !== 1) return
  const some = db.prepare(`DELETE FROM ${name} WHERE rowid IN (SELECT rowid FROM ${name} LIMIT ${ROWS_PER_TURN})`)
  while (some.run().changes === ROWS_PER_TURN) await breathe()
}

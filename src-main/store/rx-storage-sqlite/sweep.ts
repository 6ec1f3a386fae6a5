import { now } from 'rxdb'
import type { CollectionTable } from './collection-table.ts'
import { EMPTY_DIGEST, takeRow } from './digest.ts'
import { breathe } from './fifo.ts'
import type { SharedConnection } from './shared-connection.ts'
import { purgeStatement, runStatements } from './transaction.ts'

const ROWS_PER_TURN = 100

type Place = { connection: SharedConnection; table: CollectionTable }

/**
 * Purges documents deleted longer ago than `minimumDeletedTime` (ms), a few per turn of the event loop.
 * To be called from the write queue. Gives true: nothing more remains.
 */
export async function purgeDeleted({ connection, table }: Place, minimumDeletedTime: number): Promise<boolean> {
  const before = now() - minimumDeletedTime
  const find = connection
    .prepare<[number, number], { seq: number; sum: number | null }>(
      `SELECT seq, sum FROM ${table.docs} WHERE deleted = 1 AND lwt < ? LIMIT ?`,
    )
  const remove = connection.prepare<[number], unknown>(`DELETE FROM ${table.docs} WHERE seq = ?`)
  for (;;) {
    const rows = find.all(before, ROWS_PER_TURN)
    const digest = { ...EMPTY_DIGEST }
    connection.db
      .transaction(() => {
        for (const { seq, sum } of rows) {
          remove.run(seq)
          takeRow(digest, seq, sum)
        }
        runStatements(connection, [purgeStatement(table.number, digest)])
      })
      .immediate()
    if (rows.length < ROWS_PER_TURN) return true
    await breathe()
  }
}

/**
 * Removes a collection: at once out of sight, then row by row, then its tables. A kill in between leaves
 * a table marked as removed, which `sweepRemoved` finishes at the next start.
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
  db.transaction(() => {
    db.exec(`DROP TABLE IF EXISTS docs_${number}; DROP TABLE IF EXISTS files_${number}`)
    db.prepare('DELETE FROM store_tables WHERE number = ?').run(number)
    db.prepare('DELETE FROM store_state WHERE number = ?').run(number)
  }).immediate()
}

// Dropping a table of 100 000 documents in one go holds the event loop for seconds.
async function sweepRows({ db }: SharedConnection, name: string): Promise<void> {
  const exists = db.prepare<[string], number>('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck().get(name)
  if (exists !== 1) return
  const some = db.prepare(`DELETE FROM ${name} WHERE rowid IN (SELECT rowid FROM ${name} LIMIT ${ROWS_PER_TURN})`)
  while (some.run().changes === ROWS_PER_TURN) await breathe()
}

import type Database from 'better-sqlite3-multiple-ciphers'
import { saveColumnsStatement } from './collection-table.ts'
import type { CollectionTable } from './collection-table.ts'
import type { Column, SqlValue } from './columns.ts'
import { breathe } from './fifo.ts'
import { readState } from './file-format.ts'
import { pageReader } from './read-page.ts'
import type { PageRow } from './read-page.ts'
import { runAlone } from './run-alone.ts'
import type { SharedConnection } from './shared-connection.ts'
import { columnOf } from './table-layout.ts'
import type { Layout } from './table-layout.ts'
import type { Statement } from './transaction.ts'

/** How far the making of indexes or derived tables is, in documents worked through. */
export type Building = { collection: string; done: number; of: number }
/** Hears it; may end the opening by throwing, and the next one goes on from there. */
export type TellBuilding = (building: Building) => void

/** What is committed together: a kill loses no more than the work on these. */
const ROWS_PER_TRANSACTION = 500

/**
 * Follows a schema that asks for other indexes than the file has, in a table of many documents: new columns are filled a
 * page a turn, each page one transaction that also notes how far it has come; indexes are made and dropped in the writing
 * thread. A kill at any point is made good by the next opening. To be called from the write queue, before the collection is used.
 */
export async function followLayout(connection: SharedConnection, table: CollectionTable, { layout, tell }: { layout: Layout; tell: (done: number, of: number) => void }): Promise<void> {
  const changes = indexChanges(connection.db, table, layout)
  const unfilled = table.columns.filter((column) => column.through !== undefined)
  if (changes.length === 0 && unfilled.length === 0) return
  const inThread = await connection.writer.available()
  const documents = readState(connection.db, table.number)?.documents ?? 0
  const of = documents * (changes.length + Math.sign(unfilled.length))
  await fillColumns(connection, table, { unfilled, inThread, tell: (done) => tell(done, of) })
  for (const [made, sql] of changes.entries()) {
    tell(of - documents * (changes.length - made), of)
    await runAlone(connection, [{ sql, rows: [[]] }], inThread)
  }
  tell(of, of)
}

type Filling = { unfilled: Column[]; inThread: boolean; tell: (done: number) => void }

async function fillColumns(connection: SharedConnection, table: CollectionTable, { unfilled, inThread, tell }: Filling): Promise<void> {
  if (unfilled.length === 0) return
  const { db } = connection
  const read = pageReader(db, table.docs, ROWS_PER_TRANSACTION)
  let through = Math.min(...unfilled.map((column) => column.through ?? 0))
  let done = db.prepare<[number], number>(`SELECT count(*) FROM ${table.docs} WHERE seq <= ?`).pluck().get(through) ?? 0
  tell(done)
  for (let rows = read(through); rows.length > 0; rows = read(through)) {
    through = rows.at(-1)?.seq ?? through
    for (const column of unfilled) column.through = through
    await runAlone(connection, [fillStatement(table, unfilled, rows), saveColumnsStatement(table)], inThread)
    done += rows.length
    tell(done)
    await breathe()
  }
  for (const column of unfilled) delete column.through
  await runAlone(connection, [saveColumnsStatement(table)], inThread)
}

function fillStatement(table: CollectionTable, unfilled: readonly Column[], rows: readonly PageRow[]): Statement {
  const places = unfilled.map((column) => table.columns.indexOf(column))
  const valuesOf = (document: object): SqlValue[] => {
    const all = table.valuesOf(document)
    return places.map((place) => all[place] ?? null)
  }
  return {
    sql: `UPDATE ${table.docs} SET ${unfilled.map(({ name }) => `${name} = ?`).join(', ')} WHERE seq = ?`,
    rows: rows.map(({ seq, document }) => [...valuesOf(document), seq]),
  }
}

/** Fills and indexes a table of few documents at once. To be called inside a transaction. */
export function followLayoutAtOnce(db: Database.Database, table: CollectionTable, layout: Layout): void {
  const unfilled = table.columns.filter((column) => column.through !== undefined)
  if (unfilled.length > 0) {
    const rows = pageReader(db, table.docs, Number.MAX_SAFE_INTEGER)
    for (let page = rows(0); page.length > 0; page = rows(page.at(-1)?.seq ?? 0)) runAll(db, fillStatement(table, unfilled, page))
    for (const column of unfilled) delete column.through
    runAll(db, saveColumnsStatement(table))
  }
  for (const sql of indexChanges(db, table, layout)) db.exec(sql)
}

function runAll(db: Database.Database, { sql, rows }: Statement): void {
  const statement = db.prepare<SqlValue[], unknown>(sql)
  for (const row of rows) statement.run(...row)
}

/** Gives what drops and makes indexes until exactly the schema's are there. */
function indexChanges(db: Database.Database, table: CollectionTable, layout: Layout): string[] {
  const wanted = new Map(layout.indexes.map((index) => [indexName(table, index), index]))
  const present = db
    .prepare<[string, string], string>("SELECT name FROM sqlite_schema WHERE type='index' AND tbl_name=? AND name LIKE ?")
    .pluck()
    .all(table.docs, `${table.docs}_by_%`)
  const drops = present.filter((name) => !wanted.has(name)).map((name) => `DROP INDEX "${name}"`)
  const missing = [...wanted].filter(([name]) => !present.includes(name))
  return [...drops, ...missing.map(([name, index]) => `CREATE INDEX "${name}" ON ${table.docs} (${index.map((path) => columnOf(table.primaryPath, table.columns, path)?.name ?? 'id').join(', ')})`)]
}

/** Gives the SQLite name of a schema index, spelled in column names so that it is safe in any case. */
function indexName(table: Pick<CollectionTable, 'docs' | 'primaryPath' | 'columns'>, index: readonly string[]): string {
  return `${table.docs}_by_${index.map((path) => columnOf(table.primaryPath, table.columns, path)?.name ?? path).join('_')}`
}

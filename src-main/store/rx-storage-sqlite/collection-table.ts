import type Database from 'better-sqlite3-multiple-ciphers'
import { columnReader } from './columns.ts'
import type { Column, SqlValue } from './columns.ts'
import type { Derivation } from './derived-tables.ts'
import { addState } from './file-format.ts'
import type { Statement } from './transaction.ts'
import type { Layout } from './table-layout.ts'

/** The name of one stored collection. */
export type TableAddress = { database: string; collection: string; version: number }

/** One table of documents: its names, its columns, and what must be known to write and to query it. */
export type CollectionTable = {
  readonly number: number
  readonly primaryPath: string
  readonly docs: string
  readonly files: string
  columns: Column[]
  valuesOf: (doc: object) => SqlValue[]
  /** Set when a column became irregular and the file does not know yet; saved with the write that caused it. */
  unsaved: boolean
  /** The caller's own tables that its writes keep. */
  derivations: readonly Derivation[]
  /** Set once the collection was removed; every instance on it then refuses to work. */
  removed: boolean
}

/** The tables in use, by number: instances on one collection must share one, or they disagree on `irregular`. */
export type OpenTables = Map<number, CollectionTable>

type TableRow = { number: number; columns: string; attachments: number }

/**
 * Finds or creates the table of a collection and gives it the columns that the schema wants; those that are added to
 * documents are yet to be filled, and indexes to be made. To be called inside a transaction. Tables are called by number:
 * SQLite's names are case-insensitive, RxDB's are not.
 */
export function ensureTable(
  db: Database.Database,
  address: TableAddress,
  options: { layout: Layout; attachments: boolean; open: OpenTables },
): CollectionTable {
  const { layout, attachments, open } = options
  const found = findTable(db, address)
  const number = found?.number ?? createTable(db, address, attachments)
  if (attachments) createFilesTable(db, number)
  const table = open.get(number) ?? describeTable(number, layout.primaryPath)
  const had = found === undefined ? [] : parseColumns(found.columns)
  const columns = addColumns(db, number, { had, layout, filled: found === undefined })
  if (columns.length !== table.columns.length) useColumns(table, columns)
  if (columns.length > had.length) saveColumns(db, table)
  return table
}

/** Gives the registry row of a collection, or undefined. */
function findTable(db: Database.Database, address: TableAddress): TableRow | undefined {
  return db
    .prepare<[string, string, number], TableRow>(
      'SELECT number, columns, attachments FROM store_tables WHERE database=? AND collection=? AND version=? AND removed=0',
    )
    .get(address.database, address.collection, address.version)
}

function createTable(db: Database.Database, { database, collection, version }: TableAddress, files: boolean): number {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO store_tables (database, collection, version, columns, attachments) VALUES (?, ?, ?, ?, ?)')
    .run(database, collection, version, '[]', Number(files))
  const number = Number(lastInsertRowid)
  // The sequence is the rowid: the change feed is then a plain scan in table order, and needs no index.
  db.exec(`CREATE TABLE docs_${number} (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev TEXT NOT NULL, deleted INTEGER NOT NULL,
    lwt REAL NOT NULL, sum INTEGER, data TEXT NOT NULL)`)
  addState(db, number, {})
  db.exec(`CREATE INDEX docs_${number}_dead ON docs_${number} (lwt) WHERE deleted = 1`)
  return number
}

function createFilesTable(db: Database.Database, number: number): void {
  db.exec(`CREATE TABLE IF NOT EXISTS files_${number} (
    doc TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (doc, name))`)
}

function addColumns(db: Database.Database, number: number, { had, layout, filled }: { had: Column[]; layout: Layout; filled: boolean }): Column[] {
  const columns = [...had]
  for (const { path, kind } of layout.paths) {
    if (columns.some((column) => column.path === path && column.kind === kind)) continue
    const column: Column = { path, kind, name: `c${columns.length}`, irregular: false, ...(!filled && { through: 0 }) }
    db.exec(`ALTER TABLE docs_${number} ADD COLUMN ${column.name}`)
    columns.push(column)
  }
  return columns
}

function describeTable(number: number, primaryPath: string): CollectionTable {
  const names = { docs: `docs_${number}`, files: `files_${number}` }
  return { number, primaryPath, ...names, columns: [], valuesOf: () => [], unsaved: false, derivations: [], removed: false }
}

function useColumns(table: CollectionTable, columns: Column[]): void {
  table.columns = columns
  table.valuesOf = columnReader(columns, (column) => {
    column.irregular = true
    table.unsaved = true
  })
}

/** The statement that saves the columns of a table in the registry. */
export function saveColumnsStatement({ number, columns }: CollectionTable): Statement {
  return { sql: 'UPDATE store_tables SET columns = ? WHERE number = ?', rows: [[JSON.stringify(columns), number]] }
}

function saveColumns(db: Database.Database, table: CollectionTable): void {
  const { sql, rows } = saveColumnsStatement(table)
  for (const row of rows) db.prepare(sql).run(...row)
  table.unsaved = false
}

function parseColumns(text: string): Column[] {
  const parsed: Column[] = JSON.parse(text)
  return parsed
}

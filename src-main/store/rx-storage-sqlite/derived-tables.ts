import type Database from 'better-sqlite3-multiple-ciphers'
import type { CollectionTable } from './collection-table.ts'
import type { SqlValue } from './columns.ts'
import { breathe } from './fifo.ts'
import { readState } from './file-format.ts'
import { pageReader } from './read-page.ts'
import type { SharedConnection } from './shared-connection.ts'
import { atomically, runStatements } from './transaction.ts'
import type { Statement } from './transaction.ts'

/**
 * Tables of the caller's own beside one collection, for questions that no index of documents answers. They are written by
 * the transactions that write the documents, so they are never behind, never ahead, and no kill comes between. They hold
 * nothing that the documents do not: where they are missing or of another version they are made anew.
 */
export type Derivation<T extends object = object> = {
  /** Lower-case letters; every table and index is called `derived_<name>_…`. */
  readonly name: string
  /** Another number lets the tables be made anew. To be raised with every change of `tables`, `sql` or what `rowsOf` gives. */
  readonly version: number
  readonly collection: string
  /** What makes them: CREATE TABLE and CREATE INDEX. */
  readonly tables: readonly string[]
  /** Run in this order for each part of a write. Any order of documents, and the same document twice, must come to the same tables. */
  readonly sql: readonly string[]
  /** The parameters with which each text of `sql` is run for a document, deleted ones too (`_deleted`). Pure; must not throw. */
  rowsOf(document: T): readonly (readonly SqlValue[][])[]
}

type Registered = { version: number; docs: number; through: number }

const REGISTRY = 'CREATE TABLE IF NOT EXISTS store_derived (name TEXT PRIMARY KEY, version INTEGER NOT NULL, docs INTEGER NOT NULL, through INTEGER NOT NULL)'
/** Some milliseconds of work. */
const PAGE = 100

/** Gives what written documents change in the derived tables of their collection. */
export function derivedStatements({ derivations }: Pick<CollectionTable, 'derivations'>, documents: readonly object[]): Statement[] {
  return derivations.flatMap(({ sql, rowsOf }) => {
    const rows = sql.map((): SqlValue[][] => [])
    for (const document of documents) for (const [index, some] of rowsOf(document).entries()) rows[index]?.push(...some)
    return sql.flatMap((text, index) => (rows[index]?.length ? [{ sql: text, rows: rows[index] }] : []))
  })
}

/** Gives the statements that note how far the derived tables have come, for the end of a write. */
export function derivedThrough({ derivations }: Pick<CollectionTable, 'derivations'>, sequence: number): Statement[] {
  return derivations.length === 0 ? [] : [{ sql: 'UPDATE store_derived SET through = ? WHERE name = ?', rows: derivations.map(({ name }) => [sequence, name]) }]
}

/**
 * Makes the derived tables of a collection where they are missing, and brings them up to what was written without them: by
 * another program, or through a store that was opened without them. To be called from the write queue, before the collection
 * is used; a kill in the middle goes on at the next opening.
 */
export async function bringDerivedUpToDate(
  connection: SharedConnection,
  table: CollectionTable,
  { derivations, tell = () => undefined }: { derivations: readonly Derivation[]; tell?: (done: number, of: number) => void },
): Promise<void> {
  const added = derivations.filter(({ name }) => !table.derivations.some((known) => known.name === name))
  for (const derivation of added) await bringOneUpToDate(connection, table, { derivation, tell })
  table.derivations = [...table.derivations, ...added]
}

async function bringOneUpToDate(
  connection: SharedConnection,
  table: CollectionTable,
  { derivation, tell }: { derivation: Derivation; tell: (done: number, of: number) => void },
): Promise<void> {
  const { db } = connection
  let through = atomically(db, () => makeTables(db, table.number, derivation))
  const { sequence: highest = 0, documents: of = 0 } = readState(db, table.number) ?? {}
  const read = pageReader(db, table.docs, PAGE)
  for (let done = of - remaining(db, table, through); through < highest; ) {
    const rows = read(through)
    // The newest documents may have been purged since.
    through = rows.at(-1)?.seq ?? highest
    const only = { derivations: [derivation] }
    const statements = [...derivedStatements(only, rows.map(({ document }) => document)), ...derivedThrough(only, through)]
    atomically(db, () => runStatements(connection, statements))
    done += rows.length
    tell(done, of)
    await breathe()
  }
}

function remaining(db: Database.Database, { docs }: CollectionTable, after: number): number {
  return db.prepare<[number], number>(`SELECT count(*) FROM ${docs} WHERE seq > ?`).pluck().get(after) ?? 0
}

/** Gives the sequence through which the tables are right. */
function makeTables(db: Database.Database, docs: number, { name, version, tables }: Derivation): number {
  db.exec(REGISTRY)
  const known = db.prepare<[string], Registered>('SELECT version, docs, through FROM store_derived WHERE name = ?').get(name)
  if (known?.version === version && known.docs === docs) return known.through
  const former = db.prepare<[string], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?").pluck().all(`derived_${name}_*`)
  for (const one of former) db.exec(`DROP TABLE "${one}"`)
  for (const text of tables) db.exec(text)
  db.prepare('INSERT OR REPLACE INTO store_derived (name, version, docs, through) VALUES (?, ?, ?, 0)').run(name, version, docs)
  return 0
}

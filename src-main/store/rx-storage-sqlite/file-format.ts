import type Database from 'better-sqlite3-multiple-ciphers'
import { randomInt } from 'node:crypto'
import { addRow, EMPTY_DIGEST } from './digest.ts'
import { StoreError } from './errors.ts'
import { readPragma } from './self-test.ts'
import { atomically } from './transaction.ts'

/** Raised when the tables below change; a file with a higher number is refused, never guessed at. */
const FILE_FORMAT = 2

// removed = 1 marks tables whose rows are being swept; a kill in the middle leaves them for the next start.
const TABLES = `
  CREATE TABLE store_tables (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    database TEXT NOT NULL,
    collection TEXT NOT NULL,
    version INTEGER NOT NULL,
    columns TEXT NOT NULL,
    attachments INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX store_tables_live ON store_tables (database, collection, version) WHERE removed = 0;
`

// One row for each table, and row 0 for the whole file: its highest sequence, and its random identity in `first`.
// Together on one page, because every write changes two of them.
const STATE = `
  CREATE TABLE store_state (
    number INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL
  );
`

/** Creates the tables of a new file or brings an older file to this format; throws NEWER_SCHEMA or NOT_A_DATABASE for one that is not ours. */
export function prepareFileFormat(db: Database.Database): void {
  const format = Number(readPragma(db, 'user_version'))
  if (format === FILE_FORMAT) return
  if (format > FILE_FORMAT) {
    throw new StoreError('NEWER_SCHEMA', `the file has format ${format}, this program knows up to ${FILE_FORMAT}`)
  }
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (format === 0 && tables !== 0) throw new StoreError('NOT_A_DATABASE', 'the file belongs to another program')
  atomically(db, () => {
    if (format === 0) db.exec(TABLES)
    db.exec(STATE)
    addState(db, 0, { sequence: format === 0 ? 0 : formerSequence(db), first: randomInt(2 ** 47) })
    if (format === 1) fromFormat1(db)
    db.pragma(`user_version=${FILE_FORMAT}`)
  })
}

function formerSequence(db: Database.Database): number {
  return db.prepare<[], number>('SELECT value FROM store_sequence').pluck().get() ?? 0
}

// Format 1 had no digests. Its rows keep no checksum until they are written again; only their presence is watched.
function fromFormat1(db: Database.Database): void {
  db.exec('DROP TABLE store_sequence')
  for (const number of db.prepare<[], number>('SELECT number FROM store_tables WHERE removed = 0').pluck().all()) {
    db.exec(`ALTER TABLE docs_${number} ADD COLUMN sum INTEGER`)
    const digest = { ...EMPTY_DIGEST }
    let sequence = 0
    for (const seq of db.prepare<[], number>(`SELECT seq FROM docs_${number} ORDER BY seq`).pluck().iterate()) {
      addRow(digest, seq, null)
      sequence = seq
    }
    addState(db, number, { sequence, ...digest })
  }
}

type State = { sequence: number; documents: number; first: number; second: number }

/** Adds the state of a new table. To be called inside a transaction. */
export function addState(db: Database.Database, number: number, given: Partial<State>): void {
  const { sequence, documents, first, second } = { sequence: 0, ...EMPTY_DIGEST, ...given }
  db.prepare('INSERT INTO store_state (number, sequence, documents, first, second) VALUES (?, ?, ?, ?, ?)').run(number, sequence, documents, first, second)
}

/** Gives the state of a table, or of the whole file (0). */
export function readState(db: Database.Database, number: number): State | undefined {
  return db.prepare<[number], State>('SELECT sequence, documents, first, second FROM store_state WHERE number = ?').get(number)
}

/** Gives the highest sequence any write of this file has had; it never falls. */
export function readSequence(db: Database.Database): number {
  return db.prepare<[], number>('SELECT sequence FROM store_state WHERE number = 0').pluck().get() ?? 0
}

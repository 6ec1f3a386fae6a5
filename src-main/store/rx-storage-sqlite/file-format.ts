import type Database from 'better-sqlite3-multiple-ciphers'
import { StoreError } from './errors.ts'
import { readPragma } from './self-test.ts'

/** Raised when the tables below change; a file with a higher number is refused, never guessed at. */
const FILE_FORMAT = 1

// removed = 1 marks tables whose rows are being swept; a kill in the middle leaves them for the next start.
const TABLES = `
  CREATE TABLE store_sequence (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), value INTEGER NOT NULL);
  INSERT INTO store_sequence VALUES (1, 0);
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

/** Creates the tables of a new file; throws NEWER_SCHEMA or NOT_A_DATABASE for a file that is not ours. */
export function prepareFileFormat(db: Database.Database): void {
  const format = Number(readPragma(db, 'user_version'))
  if (format === FILE_FORMAT) return
  if (format > FILE_FORMAT) {
    throw new StoreError('NEWER_SCHEMA', `the file has format ${format}, this program knows up to ${FILE_FORMAT}`)
  }
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (tables !== 0) throw new StoreError('NOT_A_DATABASE', 'the file belongs to another program')
  db.transaction(() => {
    db.exec(TABLES)
    db.pragma(`user_version=${FILE_FORMAT}`)
  }).immediate()
}

/** Gives the highest sequence any write of this file has had; it never falls. */
export function readSequence(db: Database.Database): number {
  return db.prepare<[], number>('SELECT value FROM store_sequence').pluck().get() ?? 0
}

import type Database from 'better-sqlite3-multiple-ciphers'
import { openConnection } from '../open-connection.ts'
import { createStoreKey } from '../store-key.ts'
import type { Sample } from './sample-documents.ts'

/** The limit: the same JSON, indexes, cipher and sync mode on better-sqlite3 without RxDB and without our storage. */
export type RawDatabase = {
  insertAll(documents: readonly Sample[]): void
  findById(id: string): unknown
  query(facility: string, limit: number): unknown[]
  count(status: string): number
  changes(after: number, limit: number): { seq: number; data: unknown }[]
  close(): void
}

/** Creates a fresh file with the raw table in it. */
export function openRawDatabase(filename: string, key: Uint8Array): RawDatabase {
  const db: Database.Database = openConnection(filename, createStoreKey(key))
  db.exec(`CREATE TABLE docs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER, lwt REAL,
    facility TEXT, date TEXT, patient TEXT, status TEXT, data TEXT NOT NULL);
    CREATE INDEX by_facility ON docs (deleted, facility, date, id);
    CREATE INDEX by_patient ON docs (deleted, patient, id);
    CREATE INDEX by_status ON docs (deleted, status, id);
    CREATE INDEX by_lwt ON docs (lwt, id)`)
  const insert = db.prepare('INSERT INTO docs VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)')
  const byId = db.prepare<[string], string>('SELECT data FROM docs WHERE id = ? AND deleted = 0').pluck()
  const byFacility = db
    .prepare<[string, number], string>('SELECT data FROM docs WHERE deleted = 0 AND facility = ? ORDER BY date, id LIMIT ?')
    .pluck()
  const countStatus = db.prepare<[string], number>('SELECT count(*) FROM docs WHERE deleted = 0 AND status = ?').pluck()
  const since = db.prepare<[number, number], { seq: number; data: string }>(
    'SELECT seq, data FROM docs WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  let seq = 0
  const meta = { _rev: '1-abcdefghij', _deleted: false, _meta: { lwt: 1_700_000_000_000.01 }, _attachments: {} }
  return {
    insertAll(documents) {
      db.transaction(() => {
        for (const doc of documents) {
          const data = JSON.stringify({ ...doc, ...meta })
          insert.run(++seq, doc.id, meta._meta.lwt, doc.facility, doc.date, doc.patient, doc.status, data)
        }
      }).immediate()
    },
    findById: (id) => JSON.parse(byId.get(id) ?? 'null'),
    query: (facility, limit) => byFacility.all(facility, limit).map((data) => JSON.parse(data)),
    count: (status) => countStatus.get(status) ?? 0,
    changes: (after, limit) => since.all(after, limit).map(({ seq: at, data }) => ({ seq: at, data: JSON.parse(data) })),
    close: () => void db.close(),
  }
}

import { join } from 'node:path'
import { openConnection } from '../../../src-main/store/rx-storage-sqlite/open-connection.ts'
import { createStoreKey } from '../../../src-main/store/rx-storage-sqlite/store-key.ts'
import { BENCH_KEY, type Engine } from './engine.ts'

/** The limit: the same JSON, indexes, cipher and sync mode on better-sqlite3, without RxDB and without our storage. */
export function openRaw(folder: string): Engine {
  const db = openConnection(join(folder, 'raw.db'), createStoreKey(BENCH_KEY))
  db.exec(`CREATE TABLE IF NOT EXISTS docs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev TEXT NOT NULL, deleted INTEGER, lwt REAL,
    data TEXT NOT NULL, facility TEXT, date TEXT, patient TEXT, status TEXT);
    CREATE INDEX IF NOT EXISTS by_facility ON docs (deleted, facility, date, id);
    CREATE INDEX IF NOT EXISTS by_patient ON docs (deleted, patient, id);
    CREATE INDEX IF NOT EXISTS by_status ON docs (deleted, status, id);
    CREATE INDEX IF NOT EXISTS by_lwt ON docs (lwt, id)`)
  const insert = db.prepare('INSERT INTO docs VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?)')
  const byId = db.prepare<[string], string>('SELECT data FROM docs WHERE id = ? AND deleted = 0').pluck()
  const byFacility = db
    .prepare<[string, number], string>('SELECT data FROM docs WHERE deleted = 0 AND facility = ? ORDER BY date, id LIMIT ?')
    .pluck()
  const countStatus = db.prepare<[string], number>('SELECT count(*) FROM docs WHERE deleted = 0 AND status = ?').pluck()
  const since = db.prepare<[number], { seq: number; data: string }>('SELECT seq, data FROM docs WHERE seq > ? ORDER BY seq LIMIT 1000')
  let seq = 0
  const rev = '1-abcdefghij'
  return {
    insert(documents) {
      db.transaction(() => {
        const lwt = Date.now() + 0.01
        const meta = { _rev: rev, _deleted: false, _meta: { lwt }, _attachments: {} }
        for (const doc of documents) {
          const data = JSON.stringify({ ...doc, ...meta })
          insert.run(++seq, doc.id, rev, lwt, data, doc.facility, doc.date, doc.patient, doc.status)
        }
      }).immediate()
    },
    find: (id) => JSON.parse(byId.get(id) ?? 'null'),
    query: (facility, limit) => byFacility.all(facility, limit).map((data) => JSON.parse(data)),
    count: (status) => countStatus.get(status),
    changes() {
      let count = 0
      for (let page = since.all(0); page.length > 0; page = since.all(page.at(-1)?.seq ?? 0)) {
        count += page.map(({ data }) => JSON.parse(data)).length
      }
      return count
    },
    close: () => db.close(),
  }
}

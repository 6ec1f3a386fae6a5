import type Database from 'better-sqlite3-multiple-ciphers'
import { addRow, contentSum, EMPTY_DIGEST, sameDigest } from './digest.ts'
import { StoreError } from './errors.ts'
import { readSequence, readState } from './file-format.ts'

type Table = { number: number; attachments: number }

function liveTables(db: Database.Database): Table[] {
  return db.prepare<[], Table>('SELECT number, attachments FROM store_tables WHERE removed = 0 ORDER BY number').all()
}

/**
 * Throws CORRUPT when the sequences of tables and file contradict each other: the cheap part of `contentProblems`,
 * a few pages of any file, for each opening.
 */
export function assertSequences(db: Database.Database): void {
  const highest = readSequence(db)
  for (const { number } of liveTables(db)) {
    const state = readState(db, number)
    const newest = db.prepare<[], number | null>(`SELECT max(seq) FROM docs_${number}`).pluck().get() ?? 0
    // Purging takes the newest row away, so less is right and more is not.
    if (state === undefined || state.sequence > highest || newest > state.sequence) {
      throw new StoreError('CORRUPT', `table ${number} and the store's counter contradict each other: a part of the file is of another day`)
    }
  }
}

/**
 * Reads every document and compares it with its checksum and with the digest of its table: finds pages that are whole,
 * but older than the rest of the file, which no check of SQLite's sees. One line for each problem; ids, no content.
 */
export function contentProblems(db: Database.Database): string[] {
  return liveTables(db).flatMap(({ number, attachments }) => [
    ...rowProblems(db, number),
    ...(attachments === 1 ? attachmentProblems(db, number) : []),
  ])
}

type Row = { seq: number; sum: number | null; data: string }

function rowProblems(db: Database.Database, number: number): string[] {
  const problems: string[] = []
  const digest = { ...EMPTY_DIGEST }
  const page = db.prepare<[number], Row>(`SELECT seq, sum, data FROM docs_${number} WHERE seq > ? ORDER BY seq LIMIT 500`)
  for (let after = 0; ; ) {
    const rows = page.all(after)
    for (const { seq, sum, data } of rows) {
      if (sum !== null && contentSum(data) !== sum) problems.push(`table ${number}: the document of write ${seq} is not what was stored`)
      addRow(digest, seq, sum)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.seq
  }
  const state = readState(db, number)
  if (state === undefined || !sameDigest(state, digest)) {
    problems.push(`table ${number}: ${digest.documents} documents instead of ${state?.documents ?? 'none'}, or some of another day`)
  }
  return problems
}

// A document names its attachments with their digests; the rows that hold the data must be those.
function attachmentProblems(db: Database.Database, number: number): string[] {
  const named = db
    .prepare<[], { doc: string; name: string; digest: string }>(
      `SELECT d.id AS doc, a.key AS name, a.value ->> 'digest' AS digest
       FROM docs_${number} AS d, json_each(d.data, '$._attachments') AS a WHERE d.deleted = 0`,
    )
    .all()
  const find = db.prepare<[string, string], string>(`SELECT digest FROM files_${number} WHERE doc = ? AND name = ?`).pluck()
  const missing = named.filter(({ doc, name, digest }) => find.get(doc, name) !== digest)
  const stored = db.prepare<[], number>(`SELECT count(*) FROM files_${number}`).pluck().get() ?? 0
  return missing.length === 0 && stored === named.length ? [] : [`table ${number}: ${missing.length} attachments are missing or of another day`]
}

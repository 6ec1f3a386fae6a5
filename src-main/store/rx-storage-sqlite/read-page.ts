import type Database from 'better-sqlite3-multiple-ciphers'
import { parseDocument } from './documents.ts'

/** A few milliseconds of work; one document may be longer. */
const CHARACTERS_PER_TURN = 500_000

/** A document of a page, with the sequence of its last write. */
export type PageRow = { seq: number; document: object }

/** Gives a function that reads the next documents of a table in order of their sequence, as many as one turn of the event loop can bear. */
export function pageReader(db: Database.Database, docs: string, most: number): (after: number) => PageRow[] {
  const next = db.prepare<[number], { seq: number; data: string }>(`SELECT seq, data FROM ${docs} WHERE seq > ? ORDER BY seq LIMIT ${most}`)
  return (after) => {
    const rows: PageRow[] = []
    let characters = 0
    for (const { seq, data } of next.iterate(after)) {
      rows.push({ seq, document: parseDocument<object>(data) })
      characters += data.length
      if (characters > CHARACTERS_PER_TURN) break
    }
    return rows
  }
}

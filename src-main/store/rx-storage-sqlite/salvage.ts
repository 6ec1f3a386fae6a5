import { existsSync, statSync, truncateSync } from 'node:fs'
import type Database from 'better-sqlite3-multiple-ciphers'
import type { Change } from './change-feed.ts'
import { closeConnection } from './close-connection.ts'
import { contentSum } from './digest.ts'
import { parseDocument } from './documents.ts'
import { prepareFileFormat, readSequence } from './file-format.ts'
import { openConnection } from './open-connection.ts'
import { fromOrderKey } from './order-key.ts'
import type { StoreSettings } from './sqlite-store.ts'
import { createStoreKey } from './store-key.ts'

/** A document that the damaged file knows by id and cannot give as it was written last. */
export type Missing = { collection: string; id: string; sequence: number }

/** What could be had of a damaged file. `opened` false: not even its list of collections. */
export type Salvage = { opened: boolean; sequence: number; documents: Change[]; missing: Missing[] }

const NOTHING: Salvage = { opened: false, sequence: 0, documents: [], missing: [] }
const PAGE = 200
const PAGE_BYTES = 4096
/** By how much a file that was cut off is lengthened with nothing; it takes no room on the disk. */
const LENGTHENED = 8
/** Where neither counter nor table says how far the sequence went. */
const FURTHEST = 1_000_000

/**
 * Reads what is readable of a damaged store file, past every page that is not. Works on the file itself, which opening
 * may change: give it a copy, with its log. Documents come in any order, also those written over long ago when an old
 * page was put back: the caller decides by sequence. Throws BAD_KEY_FORMAT only.
 */
export function salvageStore(settings: StoreSettings): Salvage {
  const found = tryToRead(settings)
  if (found.opened || !existsSync(settings.filename)) return found
  // SQLite refuses a file that is shorter than its first page says, however much of it is whole.
  truncateSync(settings.filename, LENGTHENED * (statSync(settings.filename).size + PAGE_BYTES))
  return tryToRead(settings)
}

function tryToRead({ filename, key: givenKey }: StoreSettings): Salvage {
  const key = givenKey === undefined ? undefined : createStoreKey(givenKey)
  let db: Database.Database | undefined
  try {
    db = openConnection(filename, key)
    prepareFileFormat(db)
    return readAll(db)
  } catch {
    return NOTHING
  } finally {
    if (db !== undefined) closeConnection(db)
    key?.wipe()
  }
}

type Source = { number: number; collection: string }

function readAll(db: Database.Database): Salvage {
  const sources = db
    .prepare<[], Source>(
      `SELECT number, collection FROM store_tables AS t WHERE removed = 0 AND version =
        (SELECT max(version) FROM store_tables WHERE database = t.database AND collection = t.collection AND removed = 0)`,
    )
    .all()
  const found = sources.map((source) => readTable(db, source))
  const documents = found.flatMap((each) => each.documents)
  const missing = found.flatMap((each) => each.missing)
  const highest = [...documents, ...missing].reduce((most, { sequence }) => Math.max(most, sequence), 0)
  return { opened: true, sequence: Math.max(highest, orElse(0, () => readSequence(db))), documents, missing }
}

function readTable(db: Database.Database, { number, collection }: Source): Pick<Salvage, 'documents' | 'missing'> {
  const known = idsFromIndex(db, number)
  const newest = [...known.values()].reduce((most, seq) => Math.max(most, seq), 0)
  const highest = Math.max(newest, orElse(0, () => readSequence(db))) || FURTHEST
  const whole = new Map<number, Change>()
  for (const row of rowsOf(db, number, highest)) {
    const change = toChange(row, collection)
    if (change !== undefined) whole.set(change.sequence, change)
  }
  const missing = [...known].flatMap(([id, sequence]) => (whole.get(sequence)?.id === id ? [] : [{ collection, id, sequence }]))
  return { documents: [...whole.values()], missing }
}

// The index of ids lies on pages of its own, so it knows documents whose page is gone. Read from both ends.
function idsFromIndex(db: Database.Database, number: number): Map<string, number> {
  const ids = new Map<string, number>()
  for (const [order, compare] of [['ASC', '>'], ['DESC', '<']] as const) {
    const page = (from: string | undefined): { id: string; seq: number }[] => {
      const where = from === undefined ? '' : `WHERE id ${compare} ?`
      const sql = `SELECT id, seq FROM docs_${number} INDEXED BY sqlite_autoindex_docs_${number}_1 ${where} ORDER BY id ${order} LIMIT ${PAGE}`
      return db.prepare<string[], { id: string; seq: number }>(sql).all(...(from === undefined ? [] : [from]))
    }
    for (let from: string | undefined; ; ) {
      const rows = orElse([], () => page(from))
      for (const { id, seq } of rows) ids.set(fromOrderKey(id), seq)
      const last = rows.at(-1)
      if (last === undefined) break
      from = last.id
    }
  }
  return ids
}

type Row = { seq: number; id: string; deleted: number; sum: number | null; data: string }

// By the page where it can, past a damaged page one sequence at a time.
function* rowsOf(db: Database.Database, number: number, highest: number): Generator<Row> {
  const columns = `SELECT seq, id, deleted, sum, data FROM docs_${number} NOT INDEXED`
  const page = orElse(undefined, () => db.prepare<[number], Row>(`${columns} WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`))
  const one = orElse(undefined, () => db.prepare<[number], Row>(`${columns} WHERE seq = ?`))
  for (let after = 0; after < highest; ) {
    const rows = orElse(undefined, () => page?.all(after))
    if (rows !== undefined) {
      yield* rows
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.seq
      continue
    }
    for (const end = after + PAGE; after < end; ) {
      after += 1
      const row = orElse(undefined, () => one?.get(after))
      if (row !== undefined) yield row
    }
  }
}

function toChange({ seq, id, deleted, sum, data }: Row, collection: string): Change | undefined {
  if (sum !== null && contentSum(data) !== sum) return undefined
  const document = orElse(undefined, () => parseDocument<unknown>(data))
  if (document === undefined) return undefined
  return { sequence: seq, collection, id: fromOrderKey(id), deleted: deleted === 1, document }
}

function orElse<T>(otherwise: T, work: () => T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}

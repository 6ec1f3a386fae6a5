import type { CollectionTable } from './collection-table.ts'
import { parseDocument } from './documents.ts'
import { readSequence } from './file-format.ts'
import { fromOrderKey } from './order-key.ts'
import type { SharedConnection } from './shared-connection.ts'
import type { RxDocumentData } from 'rxdb'
import type { SequenceCheckpoint } from './shared-connection.ts'

/** A document as it is now, with the sequence of its last write. */
export type Change = { sequence: number; collection: string; id: string; deleted: boolean; document: RxDocumentData<unknown> }

/** What to read from the change feed: strictly after a sequence, at most `limit`, of all or of named collections. */
export type ChangeRequest = { after: number; limit: number; collections?: readonly string[] }

/** Gives the documents of one collection written after a checkpoint, each once, deleted ones included. */
export function changedDocuments<T>(
  { connection, table }: { connection: SharedConnection; table: CollectionTable },
  limit: number,
  checkpoint: SequenceCheckpoint | undefined,
): { documents: RxDocumentData<T>[]; checkpoint: SequenceCheckpoint } {
  const rows = connection
    .prepare<[number, number], { seq: number; data: string }>(
      `SELECT seq, data FROM ${table.docs} WHERE seq > ? ORDER BY seq LIMIT ?`,
    )
    .all(checkpoint?.sequence ?? 0, limit)
  const last = rows.at(-1)
  return {
    documents: rows.map(({ data }) => parseDocument<T>(data)),
    checkpoint: last === undefined ? (checkpoint ?? { sequence: 0 }) : { sequence: last.seq },
  }
}

type Source = { number: number; collection: string }

// RxDB's own bookkeeping travels with nobody unless it is asked for by name.
const INTERNAL = /^(_rxdb_internal|rxdatabase_storage_local|plugin-local-documents-|rx-replication-meta-|rx-migration-state-meta-)/

/** Gives the changes of all collections of the file (newest schema version of each) in order of the sequence. */
export function changesSince(connection: SharedConnection, { after, limit, collections }: ChangeRequest): Change[] {
  const wanted = sources(connection).filter(({ collection }) =>
    collections === undefined ? !INTERNAL.test(collection) : collections.includes(collection),
  )
  const upTo = pageEnd(connection, wanted, { after, limit })
  const changes = wanted.flatMap((source) => changesOf(connection, source, [after, upTo, limit]))
  return changes.sort((a, b) => a.sequence - b.sequence).slice(0, limit)
}

function sources(connection: SharedConnection): Source[] {
  return connection
    .prepare<[], Source>(
      `SELECT number, collection FROM store_tables AS t WHERE removed = 0 AND version =
        (SELECT max(version) FROM store_tables WHERE database = t.database AND collection = t.collection AND removed = 0)`,
    )
    .all()
}

// Which sequence ends the page is found from the sequences alone, so that no document is read in vain.
function pageEnd(connection: SharedConnection, wanted: Source[], { after, limit }: ChangeRequest): number {
  if (wanted.length <= 1) return Number.MAX_SAFE_INTEGER
  const heads = wanted.flatMap(({ number }) =>
    connection
      .prepare<[number, number], number>(`SELECT seq FROM docs_${number} WHERE seq > ? ORDER BY seq LIMIT ?`)
      .pluck()
      .all(after, limit),
  )
  return heads.sort((a, b) => a - b)[limit - 1] ?? Number.MAX_SAFE_INTEGER
}

function changesOf(connection: SharedConnection, { number, collection }: Source, page: [number, number, number]): Change[] {
  return connection
    .prepare<[number, number, number], { seq: number; id: string; deleted: number; data: string }>(
      `SELECT seq, id, deleted, data FROM docs_${number} WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    )
    .all(...page)
    .map(({ seq, id, deleted, data }) => ({
      sequence: seq,
      collection,
      id: fromOrderKey(id),
      deleted: deleted === 1,
      document: parseDocument<unknown>(data),
    }))
}

/** Gives the sequence of the newest write of the file. */
export function lastSequence(connection: SharedConnection): number {
  return readSequence(connection.db)
}

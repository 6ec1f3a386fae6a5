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
  const heads = sources(connection)
    .filter(({ collection }) => (collections === undefined ? !INTERNAL.test(collection) : collections.includes(collection)))
    .flatMap((source) => headsOf(connection, source, { after, limit }))
  heads.sort((a, b) => a.seq - b.seq)
  return heads.slice(0, limit).flatMap(({ seq, source }) => readChange(connection, source, seq))
}

function sources(connection: SharedConnection): Source[] {
  return connection
    .prepare<[], Source>(
      `SELECT number, collection FROM store_tables AS t WHERE removed = 0 AND version =
        (SELECT max(version) FROM store_tables WHERE database = t.database AND collection = t.collection AND removed = 0)`,
    )
    .all()
}

function headsOf(connection: SharedConnection, source: Source, { after, limit }: ChangeRequest) {
  return connection
    .prepare<[number, number], number>(`SELECT seq FROM docs_${source.number} WHERE seq > ? ORDER BY seq LIMIT ?`)
    .pluck()
    .all(after, limit)
    .map((seq) => ({ seq, source }))
}

function readChange(connection: SharedConnection, { number, collection }: Source, seq: number): Change[] {
  const row = connection
    .prepare<[number], { id: string; deleted: number; data: string }>(
      `SELECT id, deleted, data FROM docs_${number} WHERE seq = ?`,
    )
    .get(seq)
  if (row === undefined) return []
  const { id, deleted, data } = row
  return [{ sequence: seq, collection, id: fromOrderKey(id), deleted: deleted === 1, document: parseDocument<unknown>(data) }]
}

/** Gives the sequence of the newest write of the file. */
export function lastSequence(connection: SharedConnection): number {
  return readSequence(connection.db)
}

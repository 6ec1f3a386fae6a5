import { categorizeBulkWriteRows, stripAttachmentsDataFromDocument } from 'rxdb'
import type {
  BulkWriteRow,
  RxDocumentData,
  RxStorageChangeEvent,
  RxStorageInstance,
  RxStorageWriteError,
} from 'rxdb'
import type { AttachmentBytes } from './attachment-rows.ts'
import { attachmentStatements } from './attachment-rows.ts'
import type { CollectionTable } from './collection-table.ts'
import type { SqlValue } from './columns.ts'
import { derivedStatements } from './derived-tables.ts'
import { addRow, contentSum, EMPTY_DIGEST, takeRow } from './digest.ts'
import type { Digest } from './digest.ts'
import { idOf, isPrimaryPath, parseDocument, revisionOnly } from './documents.ts'
import { toOrderKey } from './order-key.ts'
import type { SharedConnection } from './shared-connection.ts'
import { asOneRead } from './transaction.ts'
import type { Statement } from './transaction.ts'
import { findIllFormed } from './well-formed.ts'

/** What a slice needs to know about where it writes. */
export type WriteTarget<T> = {
  connection: SharedConnection
  table: CollectionTable
  instance: RxStorageInstance<T, unknown, unknown, unknown>
  context: string
  bytes: AttachmentBytes
}

/** How much JSON is made and handed on in one turn of the event loop; one document may be longer. */
const CHARACTERS_PER_TURN = 500_000

/**
 * What one slice will do; `sequence` is the last one it gave out, `digest` what it changes, `characters` the length of
 * its JSON, `taken` the number of rows decided: fewer than given when their texts are too long for one turn.
 */
type SliceResult<T> = {
  taken: number
  statements: Statement[]
  errors: RxStorageWriteError<T>[]
  events: RxStorageChangeEvent<RxDocumentData<T>>[]
  sequence: number
  digest: Digest
  characters: number
}

/** Decides about the first of the rows, which have distinct ids: what to write, refuse and tell. Numbers from `sequence` on. */
export function prepareSlice<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[], sequence: number): SliceResult<T> {
  const { primaryPath } = target.table
  if (!isPrimaryPath<T>(primaryPath)) throw new Error('unreachable: a schema has a primary key')
  const { texts, wellFormed, errors, characters, taken } = toTexts(target, rows)
  const current = readCurrent(target, texts)
  const categorized = categorizeBulkWriteRows<T>(
    target.instance,
    primaryPath,
    current.revisions,
    wellFormed,
    target.context,
  )
  const failed = new Set(categorized.errors.map((error) => error.documentId))
  let last = sequence
  const digest = { ...EMPTY_DIGEST }
  const inserts = categorized.bulkInsertDocs.map(({ document }) => rowOf(target, document, { texts, seq: ++last, digest }))
  const updates = categorized.bulkUpdateDocs.map(({ document }) => {
    const former = current.rows.get(idOf(primaryPath, document))
    if (former !== undefined) takeRow(digest, former.seq, former.sum)
    const row = rowOf(target, document, { texts, seq: ++last, digest })
    return [...row, row[1] ?? null]
  })
  const attachments = target.instance.schema.attachments ? attachmentStatements(target, categorized, failed) : []
  const statements = [{ sql: insertText(target.table), rows: inserts }, { sql: updateText(target.table), rows: updates }]
  const derived = derivedStatements(target.table, [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs].map(({ document }) => document))
  return {
    taken,
    statements: [...statements, ...attachments, ...derived].filter(({ rows: some }) => some.length > 0),
    errors: [...errors, ...categorized.errors.map((error) => complete(target, error))],
    // The helper makes an event even for an insert that it refused for want of attachment data.
    events: categorized.eventBulk.events.filter((event) => !failed.has(event.documentId)),
    sequence: last,
    digest,
    characters,
  }
}

type Texts = Map<string, string>

function toTexts<T>(
  { table, instance, context }: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
): { texts: Texts; wellFormed: BulkWriteRow<T>[]; errors: RxStorageWriteError<T>[]; characters: number; taken: number } {
  const texts: Texts = new Map()
  const errors: RxStorageWriteError<T>[] = []
  const wellFormed: BulkWriteRow<T>[] = []
  let characters = 0
  let taken = 0
  for (const writeRow of rows) {
    const { document } = writeRow
    const stored = instance.schema.attachments ? stripAttachmentsDataFromDocument(document) : document
    const json = JSON.stringify(stored)
    const documentId = idOf(table.primaryPath, document)
    const field = findIllFormed(stored, json)
    texts.set(documentId, json)
    if (field === undefined) wellFormed.push(writeRow)
    else {
      const message = 'is not well-formed Unicode text'
      const { schema } = instance
      errors.push({ isError: true, status: 422, documentId, writeRow, context, schema, validationErrors: [{ field, message }] })
    }
    characters += json.length
    taken += 1
    if (characters > CHARACTERS_PER_TURN) break
  }
  return { texts, wellFormed, errors, characters, taken }
}

type CurrentRow = { rev: string; seq: number; sum: number | null }

function readCurrent<T>(
  { connection, table }: WriteTarget<T>,
  texts: Texts,
): { revisions: Map<string, RxDocumentData<T>>; rows: Map<string, CurrentRow> } {
  const find = connection.prepare<[string], CurrentRow>(`SELECT rev, seq, sum FROM ${table.docs} WHERE id = ?`)
  const revisions = new Map<string, RxDocumentData<T>>()
  const rows = new Map<string, CurrentRow>()
  asOneRead(connection, () => {
    for (const id of texts.keys()) {
      const row = find.get(toOrderKey(id))
      if (row === undefined) continue
      rows.set(id, row)
      revisions.set(id, revisionOnly(row.rev))
    }
  })
  return { revisions, rows }
}

function columnNames(table: CollectionTable): string[] {
  return ['seq', 'id', 'rev', 'deleted', 'lwt', 'data', 'sum', ...table.columns.map(({ name }) => name)]
}

function insertText(table: CollectionTable): string {
  const names = columnNames(table)
  return `INSERT INTO ${table.docs} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
}

function updateText(table: CollectionTable): string {
  const names = columnNames(table)
  return `UPDATE ${table.docs} SET (${names.join(', ')}) = (${names.map(() => '?').join(', ')}) WHERE id = ?`
}

function rowOf<T>(
  { table }: WriteTarget<T>,
  document: RxDocumentData<T>,
  { texts, seq, digest }: { texts: Texts; seq: number; digest: Digest },
): SqlValue[] {
  const id = idOf(table.primaryPath, document)
  const { _rev: rev, _deleted: deleted, _meta: meta } = document
  const json = texts.get(id)
  const sum = json === undefined ? null : contentSum(json)
  addRow(digest, seq, sum)
  return [seq, toOrderKey(id), rev, Number(deleted), meta.lwt, json ?? null, sum, ...table.valuesOf(document)]
}

// A conflict must answer the whole stored document.
function complete<T>({ connection, table }: WriteTarget<T>, error: RxStorageWriteError<T>): RxStorageWriteError<T> {
  if (!('documentInDb' in error) || error.documentInDb === undefined) return error
  const data = connection
    .prepare<[string], string>(`SELECT data FROM ${table.docs} WHERE id = ?`)
    .pluck()
    .get(toOrderKey(error.documentId))
  return data === undefined ? error : { ...error, documentInDb: parseDocument<T>(data) }
}

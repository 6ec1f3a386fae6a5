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
import { idOf, isPrimaryPath, parseDocument, revisionOnly } from './documents.ts'
import { toOrderKey } from './order-key.ts'
import type { SharedConnection } from './shared-connection.ts'
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

/** What one slice will do; `sequence` is the last one it gave out, `characters` the length of its JSON. */
export type SliceResult<T> = {
  statements: Statement[]
  errors: RxStorageWriteError<T>[]
  events: RxStorageChangeEvent<RxDocumentData<T>>[]
  sequence: number
  characters: number
}

/** Decides about rows with distinct ids: what to write, what to refuse, what to tell. Numbers from `sequence` on. */
export function prepareSlice<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[], sequence: number): SliceResult<T> {
  const { primaryPath } = target.table
  if (!isPrimaryPath<T>(primaryPath)) throw new Error('unreachable: a schema has a primary key')
  const { texts, wellFormed, errors } = toTexts(target, rows)
  const categorized = categorizeBulkWriteRows<T>(
    target.instance,
    primaryPath,
    currentRevisions(target, texts),
    wellFormed,
    target.context,
  )
  const failed = new Set(categorized.errors.map((error) => error.documentId))
  let last = sequence
  const inserts = categorized.bulkInsertDocs.map(({ document }) => rowOf(target, document, { texts, seq: ++last }))
  const updates = categorized.bulkUpdateDocs.map(({ document }) => {
    const row = rowOf(target, document, { texts, seq: ++last })
    return [...row, row[1] ?? null]
  })
  const attachments = target.instance.schema.attachments ? attachmentStatements(target, categorized, failed) : []
  const statements = [{ sql: insertText(target.table), rows: inserts }, { sql: updateText(target.table), rows: updates }]
  let characters = 0
  for (const text of texts.values()) characters += text.length
  return {
    statements: [...statements, ...attachments].filter(({ rows: some }) => some.length > 0),
    errors: [...errors, ...categorized.errors.map((error) => complete(target, error))],
    // The helper makes an event even for an insert that it refused for want of attachment data.
    events: categorized.eventBulk.events.filter((event) => !failed.has(event.documentId)),
    sequence: last,
    characters,
  }
}

type Texts = Map<string, string>

function toTexts<T>(
  { table, instance, context }: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
): { texts: Texts; wellFormed: BulkWriteRow<T>[]; errors: RxStorageWriteError<T>[] } {
  const texts: Texts = new Map()
  const errors: RxStorageWriteError<T>[] = []
  const wellFormed = rows.filter((writeRow) => {
    const { document } = writeRow
    const stored = instance.schema.attachments ? stripAttachmentsDataFromDocument(document) : document
    const json = JSON.stringify(stored)
    const documentId = idOf(table.primaryPath, document)
    const field = findIllFormed(stored, json)
    texts.set(documentId, json)
    if (field === undefined) return true
    const message = 'is not well-formed Unicode text'
    const { schema } = instance
    errors.push({ isError: true, status: 422, documentId, writeRow, context, schema, validationErrors: [{ field, message }] })
    return false
  })
  return { texts, wellFormed, errors }
}

function currentRevisions<T>({ connection, table }: WriteTarget<T>, texts: Texts): Map<string, RxDocumentData<T>> {
  const find = connection.prepare<[string], string>(`SELECT rev FROM ${table.docs} WHERE id = ?`).pluck()
  const found = new Map<string, RxDocumentData<T>>()
  for (const id of texts.keys()) {
    const rev = find.get(toOrderKey(id))
    if (rev !== undefined) found.set(id, revisionOnly(rev))
  }
  return found
}

function columnNames(table: CollectionTable): string[] {
  return ['seq', 'id', 'rev', 'deleted', 'lwt', 'data', ...table.columns.map(({ name }) => name)]
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
  { texts, seq }: { texts: Texts; seq: number },
): SqlValue[] {
  const id = idOf(table.primaryPath, document)
  const { _rev: rev, _deleted: deleted, _meta: meta } = document
  return [seq, toOrderKey(id), rev, Number(deleted), meta.lwt, texts.get(id) ?? null, ...table.valuesOf(document)]
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

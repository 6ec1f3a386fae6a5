import { categorizeBulkWriteRows, stripAttachmentsDataFromDocument } from 'rxdb'
import type {
  BulkWriteRow,
  RxDocumentData,
  RxStorageChangeEvent,
  RxStorageInstance,
  RxStorageWriteError,
  StringKeys,
} from 'rxdb'
import type { AttachmentBytes } from './attachment-rows.ts'
import { writeAttachments } from './attachment-rows.ts'
import type { CollectionTable } from './collection-table.ts'
import type { SqlValue } from './columns.ts'
import { idOf, parseDocument, revisionOnly } from './documents.ts'
import { toOrderKey } from './order-key.ts'
import type { SharedConnection } from './shared-connection.ts'
import { findIllFormed } from './well-formed.ts'

/** What a slice needs to know about where it writes. */
export type WriteTarget<T> = {
  connection: SharedConnection
  table: CollectionTable
  primaryPath: StringKeys<RxDocumentData<T>>
  instance: RxStorageInstance<T, unknown, unknown, unknown>
  context: string
  bytes: AttachmentBytes
}

/** What one slice did; `sequence` is the last one it gave out. */
export type SliceResult<T> = {
  errors: RxStorageWriteError<T>[]
  events: RxStorageChangeEvent<RxDocumentData<T>>[]
  sequence: number
}

/** Writes rows with distinct ids inside the open transaction, numbering them from `sequence` on. */
export function writeSlice<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[], sequence: number): SliceResult<T> {
  const { texts, wellFormed, errors } = toTexts(target, rows)
  const categorized = categorizeBulkWriteRows<T>(
    target.instance,
    // The helper types the path against T, the instance against T with RxDB's own fields.
    target.primaryPath as StringKeys<T>,
    currentRevisions(target, texts),
    wellFormed,
    target.context,
  )
  const failed = new Set(categorized.errors.map((error) => error.documentId))
  const row = rowWriter(target, texts)
  let last = sequence
  const insert = statementFor(target, 'insert')
  for (const { document } of categorized.bulkInsertDocs) insert.run(...row(document, ++last))
  const update = statementFor(target, 'update')
  for (const { document } of categorized.bulkUpdateDocs) {
    const values = row(document, ++last)
    update.run(...values, values[1] ?? null)
  }
  if (target.instance.schema.attachments) writeAttachments(target, categorized, failed)
  // The helper makes an event even for an insert that it refused for want of attachment data.
  const events = categorized.eventBulk.events.filter((event) => !failed.has(event.documentId))
  return { errors: [...errors, ...categorized.errors.map((error) => complete(target, error))], events, sequence: last }
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

function statementFor<T>({ connection, table }: WriteTarget<T>, kind: 'insert' | 'update') {
  const names = ['seq', 'id', 'rev', 'deleted', 'lwt', 'data', ...table.columns.map(({ name }) => name)]
  const marks = names.map(() => '?').join(', ')
  return connection.prepare<SqlValue[], unknown>(
    kind === 'insert'
      ? `INSERT INTO ${table.docs} (${names.join(', ')}) VALUES (${marks})`
      : `UPDATE ${table.docs} SET (${names.join(', ')}) = (${marks}) WHERE id = ?`,
  )
}

function rowWriter<T>({ table }: WriteTarget<T>, texts: Texts) {
  return (document: RxDocumentData<T>, seq: number): SqlValue[] => {
    const id = idOf(table.primaryPath, document)
    const { _rev: rev, _deleted: deleted, _meta: meta } = document
    return [seq, toOrderKey(id), rev, Number(deleted), meta.lwt, texts.get(id) ?? null, ...table.valuesOf(document)]
  }
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

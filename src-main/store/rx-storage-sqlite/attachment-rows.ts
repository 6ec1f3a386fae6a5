import type { BulkWriteRow, CategorizeBulkWriteRowsOutput } from 'rxdb'
import { toOrderKey } from './order-key.ts'
import { StoreError } from './errors.ts'
import type { CollectionTable } from './collection-table.ts'
import type { SharedConnection } from './shared-connection.ts'

/** The content of every Blob of a bulk write, read before its transaction starts. */
export type AttachmentBytes = Map<Blob, Uint8Array>

/** Reads all attachment data of the rows; a Blob can only be read asynchronously, a transaction cannot wait. */
export async function readAttachmentBytes<T>(rows: BulkWriteRow<T>[]): Promise<AttachmentBytes> {
  const bytes: AttachmentBytes = new Map()
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments)) {
      if (!('data' in attachment)) continue
      bytes.set(attachment.data, new Uint8Array(await attachment.data.arrayBuffer()))
    }
  }
  return bytes
}

type Place = { connection: SharedConnection; table: CollectionTable; bytes: AttachmentBytes }

/** Stores and removes what the categorised rows ask for, leaving out documents whose write failed. */
export function writeAttachments<T>(
  { connection, table, bytes }: Place,
  work: CategorizeBulkWriteRowsOutput<T>,
  failed: ReadonlySet<string>,
): void {
  const put = connection.prepare<[string, string, string, string, Uint8Array], unknown>(
    `INSERT OR REPLACE INTO ${table.files} (doc, name, digest, type, data) VALUES (?, ?, ?, ?, ?)`,
  )
  const remove = connection.prepare<[string, string], unknown>(`DELETE FROM ${table.files} WHERE doc = ? AND name = ?`)
  for (const { documentId, attachmentId, attachmentData, digest } of [...work.attachmentsAdd, ...work.attachmentsUpdate]) {
    if (failed.has(documentId)) continue
    const data = bytes.get(attachmentData.data) ?? new Uint8Array()
    put.run(toOrderKey(documentId), attachmentId, digest, attachmentData.type, data)
  }
  for (const { documentId, attachmentId } of work.attachmentsRemove) {
    if (!failed.has(documentId)) remove.run(toOrderKey(documentId), attachmentId)
  }
}

/** Gives the stored data of one attachment; throws when it is missing or has another digest. */
export function readAttachment(
  { connection, table }: Pick<Place, 'connection' | 'table'>,
  { documentId, attachmentId, digest }: { documentId: string; attachmentId: string; digest: string },
): Blob {
  const row = connection
    .prepare<[string, string], { digest: string; type: string; data: Buffer }>(
      `SELECT digest, type, data FROM ${table.files} WHERE doc = ? AND name = ?`,
    )
    .get(toOrderKey(documentId), attachmentId)
  if (row === undefined) throw new Error(`attachment missing: document ${documentId}, attachment ${attachmentId}`)
  if (row.digest !== digest) throw new StoreError('CORRUPT', `attachment ${attachmentId} of ${documentId} has another digest`)
  return new Blob([Uint8Array.from(row.data)], { type: row.type })
}

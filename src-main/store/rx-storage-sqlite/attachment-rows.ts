import type { BulkWriteRow, CategorizeBulkWriteRowsOutput } from 'rxdb'
import { toOrderKey } from './order-key.ts'
import { StoreError } from './errors.ts'
import type { CollectionTable } from './collection-table.ts'
import type { SqlValue } from './columns.ts'
import type { Statement } from './transaction.ts'
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

/** Gives the statements that store and remove what the categorised rows ask for, without documents whose write failed. */
export function attachmentStatements<T>(
  { table, bytes }: { table: CollectionTable; bytes: AttachmentBytes },
  work: CategorizeBulkWriteRowsOutput<T>,
  failed: ReadonlySet<string>,
): Statement[] {
  const put = [...work.attachmentsAdd, ...work.attachmentsUpdate]
    .filter(({ documentId }) => !failed.has(documentId))
    .map(({ documentId, attachmentId, attachmentData, digest }): SqlValue[] => {
      const data = bytes.get(attachmentData.data) ?? new Uint8Array()
      return [toOrderKey(documentId), attachmentId, digest, attachmentData.type, data]
    })
  const remove = work.attachmentsRemove
    .filter(({ documentId }) => !failed.has(documentId))
    .map(({ documentId, attachmentId }): SqlValue[] => [toOrderKey(documentId), attachmentId])
  return [
    { sql: `INSERT OR REPLACE INTO ${table.files} (doc, name, digest, type, data) VALUES (?, ?, ?, ?, ?)`, rows: put },
    { sql: `DELETE FROM ${table.files} WHERE doc = ? AND name = ?`, rows: remove },
  ]
}

/** Gives the stored data of one attachment; throws when it is missing or has another digest. */
export function readAttachment(
  { connection, table }: { connection: SharedConnection; table: CollectionTable },
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

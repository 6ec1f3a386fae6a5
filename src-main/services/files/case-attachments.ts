import type { CaseAttachment } from '#shared/contract/bytes.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { findRecord, isVeiled } from '../record/entries.ts'
import { newestFirst } from '../record/book.ts'
import { shelfOf } from '../record/shelf.ts'

/** The files of a subject's records that the caller may read, newest record first. A file that a correction carries on stands once, with the correction. */
export async function attachmentsOf(context: Context, subjectId: SubjectId): Promise<CaseAttachment[]> {
  const { office } = atDesk(context)
  const book = await shelfOf(office).bookOf(subjectId)
  const found: CaseAttachment[] = []
  const seen = new Set<string>()
  const open = await office.sync.files.openIds()
  for (const { id, fileIds } of [...book.entries.values()].sort(newestFirst)) {
    if (fileIds.length === 0) continue
    const record = (await findRecord(context, id))?.record
    if (!record || !('attachments' in record) || isVeiled(context, record)) continue
    const files = await office.data.files.findByIds(record.attachments.map(({ fileId }) => String(fileId))).exec()
    for (const attachment of record.attachments) {
      if (seen.has(attachment.fileId)) continue
      seen.add(attachment.fileId)
      const file = files.get(attachment.fileId)?.toMutableJSON()
      const { latitude = null } = file?.place ?? {}
      found.push({ ...attachment, recordId: record.id, recordKind: record.kind, occurredAt: record.occurredAt, keptAt: file?.keptAt ?? null, hasThumbnail: file?.thumbnailId !== undefined, hasPlace: latitude !== null || (file?.place?.takenAt ?? '') !== '', state: file?.away ? 'away' : open.has(attachment.fileId) ? 'waiting' : 'settled' })
    }
  }
  return found
}

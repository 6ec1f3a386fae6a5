import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import { recordStateOf, type CorrectionRecord } from '#shared/domain/record.ts'
import { RecordId, type SubjectId } from '#shared/kernel/ids.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { findAbout, seesWholeFiles } from '../scope.ts'
import type { Links } from './book.ts'
import { shelfOf } from './shelf.ts'

/** A record as the caller sees it: the fact, its hands, its corrections, its way. What is restricted is empty for all but its author. */
export function toTimelineEntry(context: Context, links: Links, record: CorrectionRecord): TimelineEntry {
  const correctedBy = links.correctedBy.get(record.id)
  return {
    record: isVeiled(context, record) ? veil(record) : record,
    syncState: recordStateOf(record),
    confirmed: [...(links.confirmations.get(record.id) ?? [])].map(([personId, at]) => ({ personId, at })),
    correctedBy: correctedBy ? RecordId.parse(correctedBy) : null,
  }
}

/** Whether the content of a record is another's alone (psychology): the caller may know that it was written, not what. */
export function isVeiled(context: Context, record: CorrectionRecord): boolean {
  return findRecordKind(record.kind)?.restricted === true && record.author.personId !== atDesk(context).me.personId
}

function veil(record: CorrectionRecord): CorrectionRecord {
  return 'values' in record ? { ...record, values: {}, text: '', attachments: [] } : record
}

/** Reads records in the order of `ids` and says what corrects and confirms them. */
export async function readEntries(context: Context, links: Links, ids: readonly string[]): Promise<TimelineEntry[]> {
  const documents = await atDesk(context).office.data.records.findByIds([...ids]).exec()
  return ids.flatMap((id) => {
    const record = documents.get(id)?.toMutableJSON()
    return record ? [toTimelineEntry(context, links, record)] : []
  })
}

/**
 * A record that the caller may read, with its subject; null when it is absent or not his. A volunteer reads what he
 * wrote, and what names him as companion, for he is asked to confirm it.
 */
export async function findRecord(context: Context, id: string): Promise<{ record: CorrectionRecord; subject: Subject | null; links: Links } | null> {
  const { office, me } = atDesk(context)
  const record = (await office.data.records.findOne(id).exec())?.toMutableJSON()
  const subject = record && (await findAbout(context, record.subjectId))
  if (!record || subject === undefined) return null
  const named = record.kind !== 'confirmation' && record.participants.some(({ personId }) => personId === me.personId)
  if (!seesWholeFiles(context) && record.author.personId !== me.personId && !named) return null
  return { record, subject, links: await shelfOf(office).linksOf(record.subjectId) }
}

/** The author whose records alone the caller sees; null for staff, who see all. */
export function onlyAuthor(context: Context): string | null {
  return seesWholeFiles(context) ? null : atDesk(context).me.personId
}

/** Tells every window that a record is new or has changed. */
export function tellChanged(office: Office, ids: { subjectId: SubjectId; recordId: RecordId }): void {
  office.emit('record.changed', { subjectId: ids.subjectId, recordId: ids.recordId })
  office.emit('subject.changed', { subjectId: ids.subjectId })
}

import type { SyncedCollection } from '#shared/domain/collections.ts'
import { ProcedureId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'

/** What a step of the sync has written, collected so that every page on show hears of it once. */
export type Touched = { records: Map<string, string>; procedures: Map<string, string>; subjects: Set<string> }

const MANY = 1000

export const nothingTouched = (): Touched => ({ records: new Map(), procedures: new Map(), subjects: new Set() })

/** Notes that this document was written. A person's file concerns no one subject; a group has its subject's id. */
export function touch(touched: Touched, collection: SyncedCollection, document: WireDocument): void {
  const { id, subjectId } = document
  if (typeof id !== 'string') return
  if (collection === 'subjects' || collection === 'groups') touched.subjects.add(id)
  if ((collection !== 'records' && collection !== 'procedures') || typeof subjectId !== 'string') return
  touched[collection].set(id, subjectId)
  touched.subjects.add(subjectId)
}

/** Tells every window what the sync has written. */
export function tellTouched(office: Office, { records, procedures, subjects }: Touched): void {
  // A page of a first sync: nobody has a thousand records on show, and what is shown of a subject is read again as a whole.
  const each = records.size <= MANY ? records : []
  for (const [record, subject] of each) {
    const ids = { recordId: RecordId.safeParse(record), subjectId: SubjectId.safeParse(subject) }
    if (ids.recordId.success && ids.subjectId.success) office.emit('record.changed', { subjectId: ids.subjectId.data, recordId: ids.recordId.data })
  }
  for (const [procedure, subject] of procedures) {
    const ids = { procedureId: ProcedureId.safeParse(procedure), subjectId: SubjectId.safeParse(subject) }
    if (ids.procedureId.success && ids.subjectId.success) office.emit('procedure.changed', { subjectId: ids.subjectId.data, procedureId: ids.procedureId.data })
  }
  for (const id of subjects) {
    const subjectId = SubjectId.safeParse(id)
    if (subjectId.success) office.emit('subject.changed', { subjectId: subjectId.data })
  }
}

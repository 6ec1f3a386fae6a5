import type { RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { findSubject } from '../scope.ts'

type Found = { subjectId: SubjectId; recordId: RecordId; title: string; serial: string }

/** The document behind a printed code, if its person is within the caller's reach; the end of the code is enough. */
export async function findIssue(context: Context, code: string): Promise<Found | null> {
  const { office } = atDesk(context)
  const wanted = code.trim().toUpperCase()
  const issues = await office.data.records.find({ selector: { kind: { $eq: 'formIssued' } } }).exec()
  const found = issues.find(({ id }) => id.endsWith(wanted))?.toMutableJSON()
  if (found?.kind !== 'formIssued' || !(await findSubject(context, found.subjectId))) return null
  return { subjectId: found.subjectId, recordId: found.id, title: String(found.values['title'] ?? ''), serial: String(found.values['serial'] ?? '') }
}

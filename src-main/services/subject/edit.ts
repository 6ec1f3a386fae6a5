import { neverSent } from '#shared/domain/document.ts'
import type { Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { decideFileEdit, type FileChange, joinMore } from '#shared/casework/file-edit.ts'
import { GeneralRecord } from '#shared/domain/record.ts'
import { RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant, toMilliseconds, type Instant } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { tellChanged } from '../record/entries.ts'
import { findSubject } from '../scope.ts'
import { serially } from '../serially.ts'
import { directoryOf } from './directory.ts'

/** Opens a new file. Refused when another subject on the books bears the number. */
export async function createSubject(context: Context, facts: SubjectFacts): Promise<Result<Subject, 'SUBJECT_NO_TAKEN'>> {
  const { office, me } = atDesk(context)
  return serially(office, 'subject numbers', async () => {
    if (facts.subjectNo && (await directoryOf(office)).hasNumber(facts.subjectNo, '')) return fail('SUBJECT_NO_TAKEN')
    const now = office.now()
    const subject: Subject = { id: office.newId(SubjectId), ...facts, source: null, withdrawn: null, createdAt: now, editedAt: now, editedBy: me.name, ...neverSent }
    await office.data.subjects.insert(subject)
    office.emit('subject.changed', { subjectId: subject.id })
    return ok(subject)
  })
}

type Edit = { id: SubjectId; editedAt: Instant; facts: SubjectFacts; reason?: string | undefined }

/** Changes a file that has not changed since `editedAt`; the new version waits for the county, and so does the note of what was changed. */
export async function editSubject(context: Context, edit: Edit): Promise<Result<Subject, 'SUBJECT_NO_TAKEN' | 'STALE_EDIT' | 'NOT_AVAILABLE' | 'FIELD_BY_ACT' | 'REASON_NEEDED' | 'INVALID_INPUT'>> {
  const { office, me } = atDesk(context)
  return serially(office, 'subject numbers', async () => {
    const known = await findSubject(context, edit.id)
    if (!known) return fail('NOT_AVAILABLE')
    if (known.editedAt !== edit.editedAt) return fail('STALE_EDIT')
    if (edit.facts.subjectNo && (await directoryOf(office)).hasNumber(edit.facts.subjectNo, edit.id)) return fail('SUBJECT_NO_TAKEN')
    const changes = decideFileEdit(known, edit.facts, edit.reason ?? '')
    if (!changes.ok) return changes
    // The note first: a change that is noted and then lost to a power cut is made again, one that nobody noted is silent.
    if (changes.value.length > 0) await noteChange(context, known, { changes: changes.value, reason: edit.reason ?? '' })
    const document = await office.data.subjects.findOne(edit.id).exec(true)
    const more = joinMore(known.more, edit.facts.more)
    const changed = await document.incrementalPatch({ ...edit.facts, ...(more && { more }), editedAt: laterThan(known.editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null })
    office.emit('subject.changed', { subjectId: edit.id })
    return ok(changed.toMutableJSON())
  })
}

async function noteChange(context: Context, { id: subjectId }: Subject, { changes, reason }: { changes: FileChange[]; reason: string }): Promise<void> {
  const { office, me } = atDesk(context)
  const now = office.now()
  const record = GeneralRecord.parse({
    kind: 'fileChange', id: office.newId(RecordId), subjectId, occurredAt: now, recordedAt: now, place: '', text: '', participants: [], attachments: [], author: { personId: me.personId, name: me.name, role: me.role },
    deviceId: office.deviceId, corrects: null, late: false, clockDoubt: office.clockDoubt().slice(0, 200), review: null, values: { changes: changes.slice(0, 200), reason }, ...neverSent,
  })
  await office.data.records.insert(record)
  tellChanged(office, { subjectId, recordId: record.id })
}

/** `now`, but always after `previous`: `editedAt` tells versions apart, also when the clock stands still or was set back. */
export function laterThan(previous: Instant, now: Instant): Instant {
  return now > previous ? now : toInstant(toMilliseconds(previous) + 1)
}

import { neverSent } from '#shared/domain/document.ts'
import type { Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant, toMilliseconds, type Instant } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
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

/** Changes a file that has not changed since `editedAt`; the new version waits for the county. */
export async function editSubject(
  context: Context,
  edit: { id: SubjectId; editedAt: Instant; facts: SubjectFacts },
): Promise<Result<Subject, 'SUBJECT_NO_TAKEN' | 'STALE_EDIT' | 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  return serially(office, 'subject numbers', async () => {
    const known = await findSubject(context, edit.id)
    if (!known) return fail('NOT_AVAILABLE')
    if (known.editedAt !== edit.editedAt) return fail('STALE_EDIT')
    if (edit.facts.subjectNo && (await directoryOf(office)).hasNumber(edit.facts.subjectNo, edit.id)) return fail('SUBJECT_NO_TAKEN')
    const document = await office.data.subjects.findOne(edit.id).exec(true)
    const changed = await document.incrementalPatch({ ...edit.facts, editedAt: laterThan(known.editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null })
    office.emit('subject.changed', { subjectId: edit.id })
    return ok(changed.toMutableJSON())
  })
}

/** `now`, but always after `previous`: `editedAt` tells versions apart, also when the clock stands still or was set back. */
export function laterThan(previous: Instant, now: Instant): Instant {
  return now > previous ? now : toInstant(toMilliseconds(previous) + 1)
}

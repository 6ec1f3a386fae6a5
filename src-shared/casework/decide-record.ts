import { officeItself } from '../kernel/ids.ts'
import { fail, ok, type Result } from '../kernel/result.ts'
import { localDateOf, toMilliseconds, type Instant } from '../kernel/time.ts'
import { isAboutOffice } from '../domain/record-kinds.ts'
import type { RecordDraft } from '../domain/record.ts'
import { isOpen, type Subject } from '../domain/subject.ts'
import { findRecordKind } from './kinds/index.ts'

/** Two clocks on one desk differ by minutes; beyond that a record from the future is a slip of the hand. */
export const FUTURE_TOLERANCE_MINUTES = 10
/** Default of the office's policy: written down later than this after it happened counts as late. */
export const LATE_AFTER_HOURS = 48

/** Papers and acts that come before the term begins, or after the books are closed. */
const beforeTerm: readonly string[] = ['handover', 'organAct', 'notice', 'reportIn']
const afterEnd: readonly string[] = ['aftercare', 'exitBan', 'notice', 'organAct', 'handover']

/** Whether a kind may still be written about somebody who has left the books. */
export const mayFollowEnd = (kind: string): boolean => afterEnd.includes(kind)

type Problem = 'SUBJECT_CLOSED' | 'RECORD_IN_FUTURE' | 'RECORD_BEFORE_TERM' | 'NOTHING_RECORDED' | 'INVALID_INPUT'
/** `subject` is null for a record about the office itself. */
type Facts = { subject: Subject | null; draft: RecordDraft; now: Instant; lateAfterHours?: number }

/**
 * Whether this may be submitted about this subject at `now`, and whether it is late. Pure: the office asks before it
 * stores, the county asks again. Late entry is never refused, only marked.
 */
export function decideRecord({ subject, draft, now, lateAfterHours = LATE_AFTER_HOURS }: Facts): Result<{ late: boolean }, Problem> {
  if (isAboutOffice(draft.kind) !== (draft.subjectId === officeItself) || (subject === null) !== (draft.subjectId === officeItself)) return fail('INVALID_INPUT', { field: 'subjectId', problem: '这种记录不能写在这里' })
  if (subject && !isOpen(subject) && !mayFollowEnd(draft.kind)) return fail('SUBJECT_CLOSED', { name: subject.name })
  const age = toMilliseconds(now) - toMilliseconds(draft.occurredAt)
  if (age < -FUTURE_TOLERANCE_MINUTES * 60_000) return fail('RECORD_IN_FUTURE')
  if (subject && localDateOf(draft.occurredAt) < subject.termStart && !beforeTerm.includes(draft.kind)) return fail('RECORD_BEFORE_TERM', { termStart: subject.termStart })
  const whole = checkContent(subject, draft)
  return whole.ok ? ok({ late: age > lateAfterHours * 3_600_000 }) : whole
}

/**
 * Whether a form is whole: the part of the decision that holds at any desk and any hour, so that the county asks it of
 * what arrives. `subject` is null for the office itself, and at the county where the person is not known yet.
 */
export function checkContent(subject: Subject | null, draft: RecordDraft): Result<null, 'NOTHING_RECORDED' | 'INVALID_INPUT'> {
  if (draft.kind === 'visit') return draft.text.trim() === '' && draft.findings.length === 0 ? fail('NOTHING_RECORDED') : ok(null)
  if (draft.kind === 'talk') {
    if (draft.endedAt && draft.endedAt < draft.occurredAt) return fail('INVALID_INPUT', { field: 'endedAt', problem: '结束时间早于开始时间' })
    return draft.text.trim() === '' ? fail('NOTHING_RECORDED') : ok(null)
  }
  const form = findRecordKind(draft.kind)
  if (!form) return fail('INVALID_INPUT', { field: 'kind', problem: '本版本没有这种记录的表单' })
  const [problem] = form.problems(draft.values, { subject, on: localDateOf(draft.occurredAt) })
  if (problem) return fail('INVALID_INPUT', { field: problem.field, problem: problem.text })
  return form.text.required && draft.text.trim() === '' ? fail('INVALID_INPUT', { field: 'text', problem: `请填写${form.text.label}` }) : ok(null)
}

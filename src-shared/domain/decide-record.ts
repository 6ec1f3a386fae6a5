import { fail, ok, type Result } from '../kernel/result.ts'
import { localDateOf, toMilliseconds, type Instant } from '../kernel/time.ts'
import type { RecordDraft } from './record.ts'
import { isOpen, type Subject } from './subject.ts'

/** Two clocks on one desk differ by minutes; beyond that a record from the future is a slip of the hand. */
export const FUTURE_TOLERANCE_MINUTES = 10
/** Default of the office's policy: written down later than this after it happened counts as late. */
export const LATE_AFTER_HOURS = 48

type Problem = 'SUBJECT_CLOSED' | 'RECORD_IN_FUTURE' | 'RECORD_BEFORE_TERM' | 'NOTHING_RECORDED' | 'INVALID_INPUT'
type Facts = { subject: Pick<Subject, 'name' | 'state' | 'withdrawn' | 'termStart'>; draft: RecordDraft; now: Instant; lateAfterHours?: number }

/**
 * Whether this may be submitted about this subject at `now`, and whether it is late. Pure: the office asks before it
 * stores, the county asks again. Late entry is never refused, only marked.
 */
export function decideRecord({ subject, draft, now, lateAfterHours = LATE_AFTER_HOURS }: Facts): Result<{ late: boolean }, Problem> {
  if (!isOpen(subject)) return fail('SUBJECT_CLOSED', { name: subject.name })
  const age = toMilliseconds(now) - toMilliseconds(draft.occurredAt)
  if (age < -FUTURE_TOLERANCE_MINUTES * 60_000) return fail('RECORD_IN_FUTURE')
  if (localDateOf(draft.occurredAt) < subject.termStart) return fail('RECORD_BEFORE_TERM', { termStart: subject.termStart })
  if (draft.kind === 'talk' && draft.endedAt && draft.endedAt < draft.occurredAt) return fail('INVALID_INPUT', { field: 'endedAt', problem: '结束时间早于开始时间' })
  if (isEmpty(draft)) return fail('NOTHING_RECORDED')
  return ok({ late: age > lateAfterHours * 3_600_000 })
}

function isEmpty(draft: RecordDraft): boolean {
  return draft.text.trim() === '' && (draft.kind === 'talk' || draft.findings.length === 0)
}

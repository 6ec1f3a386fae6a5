import type { ManagementLevel } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { instantOf, localDateOf, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { Choice } from './random.ts'

/** A visit or talk that will have happened. */
export type Happening = { at: number; writtenAt: number; subject: Subject; kind: 'visit' | 'talk' }

const day = 86_400_000
/** Visits and talks a month by level; domain.md §7.3. */
const monthly: Record<ManagementLevel, { visit: number; talk: number }> = {
  STRICT: { visit: 1.5, talk: 1 }, ORDINARY: { visit: 0.6, talk: 1 }, LENIENT: { visit: 0.35, talk: 0.5 }, BASIC: { visit: 0.3, talk: 0.4 },
}

/** Everything that happens to the subjects between two times, in the order in which it is written down. */
export function planYear(choice: Choice, subjects: readonly Subject[], span: { from: number; to: number }): Happening[] {
  const reported = subjects.filter((subject) => subject.intakeDate !== null)
  return reported.flatMap((subject) => planSubject(choice, subject, span)).sort((a, b) => a.writtenAt - b.writtenAt)
}

function planSubject(choice: Choice, subject: Subject, span: { from: number; to: number }): Happening[] {
  const from = Math.max(span.from, toMilliseconds(instantOf(subject.intakeDate ?? subject.termStart, '00:00')) + day)
  const to = Math.min(span.to, toMilliseconds(instantOf(subject.termEnd, '00:00')))
  const happenings: Happening[] = []
  for (const kind of ['visit', 'talk'] as const) {
    const every = (30 * day) / monthly[subject.level][kind]
    for (let about = from + choice.below(Math.min(every, 20 * day)); about < to; about += every * (0.75 + choice.below(50) / 100)) {
      const at = workingHour(choice, about)
      const writtenAt = at + (choice.chance(0.04) ? (3 + choice.below(3)) * day : (20 + choice.below(240)) * 60_000)
      if (at > from && writtenAt < span.to) happenings.push({ at, writtenAt, subject, kind })
    }
  }
  return happenings
}

/** Some time between eight and five on that day. */
export function workingHour(choice: Choice, about: number): number {
  const hour = String(8 + choice.below(9)).padStart(2, '0')
  const minute = String(choice.below(12) * 5).padStart(2, '0')
  return toMilliseconds(instantOf(localDateOf(toInstant(about)), `${hour}:${minute}`))
}

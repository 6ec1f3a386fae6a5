import type { CorrectionGroup } from '../../domain/group.ts'
import type { GroupSeat } from '../../domain/codes.ts'
import type { LocalDate } from '../../kernel/time.ts'

export type FixedSeat = Exclude<GroupSeat, 'X'>
export const fixedSeats: readonly FixedSeat[] = ['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY']

/** An empty fixed seat; `since` is the day the last term on it ended, null where nobody has ever sat there. */
export type Vacancy = { readonly seat: FixedSeat; readonly since: LocalDate | null; /** The ended term. */ readonly termId: string | null }

/** The empty fixed seats of a group that has begun; the family's seat with a written reason is not vacant. */
export function vacanciesOf({ members, exceptionReason, former = [] }: Pick<CorrectionGroup, 'members' | 'exceptionReason' | 'former'>): Vacancy[] {
  if (members.length === 0 && former.length === 0) return []
  return fixedSeats
    .filter((seat) => !members.some((member) => member.seat === seat) && !(seat === 'FIXED_FAMILY' && exceptionReason.trim() !== ''))
    .map((seat) => {
      const last = former.filter((term) => term.seat === seat).reduce<{ endedOn: LocalDate; id: string } | null>((latest, term) => (!latest || term.endedOn > latest.endedOn ? term : latest), null)
      return { seat, since: last?.endedOn ?? null, termId: last?.id ?? null }
    })
}

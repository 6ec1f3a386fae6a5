import type { InputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { type CorrectionGroup, type EndedTerm, type GroupMember, type TermEnd, termId } from '#shared/domain/group.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { LocalDate } from '#shared/kernel/time.ts'

type Ending = InputOf<typeof group.save>['endings']

/** A member's term as it ends. */
export function endTerm(member: GroupMember, how: { endedOn: LocalDate; reason: TermEnd; note?: string }): EndedTerm {
  return { ...member, id: termId(member), endedOn: how.endedOn, reason: how.reason, note: how.note ?? '' }
}

/**
 * The ended terms of a group whose members become `members`. Who leaves needs a reason; who only changes his seat ends
 * one term and begins another. A choice of today that never counted (no group was formed) leaves no trace.
 */
export function endTerms(before: CorrectionGroup | null, members: readonly GroupMember[], { today, endings }: { today: LocalDate; endings: NonNullable<Ending> }): Result<EndedTerm[], 'INVALID_INPUT'> {
  const former = [...(before?.former ?? [])]
  for (const member of before?.members ?? []) {
    const now = members.find(({ personId }) => personId === member.personId)
    if (now?.seat === member.seat) continue
    if (!before?.formedOn && !before?.letters?.length && member.joinedOn === today) continue
    const said = endings.find(({ personId }) => personId === member.personId)
    if (!now && !said) return fail('INVALID_INPUT', { field: 'endings', problem: `请写明 ${member.name} 离开小组的原因` })
    if (!now && said?.reason === 'OTHER' && !said.note.trim()) return fail('INVALID_INPUT', { field: 'endings', problem: `${member.name} 离开的原因选了“其他”，请写一句说明` })
    const ended = endTerm(member, { endedOn: today, reason: now ? 'SEAT_CHANGED' : (said?.reason ?? 'OTHER'), note: said?.note.trim() ?? '' })
    if (!former.some(({ id }) => id === ended.id)) former.push(ended)
  }
  return ok(former)
}

import type { z } from 'zod'
import type { group } from '#shared/contract/group.ts'
import { categoryLabels, type GroupSeat, groupSeatLabels, personKindLabels, specialtyLabels } from '#shared/domain/codes.ts'
import type { CorrectionGroup, GroupMember } from '#shared/domain/group.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { LocalDate } from '#shared/kernel/time.ts'

/** The responsibility letter's content; its serial is empty until it is printed. */
export type Letter = z.output<(typeof group)['printLetter']['output']>

/** What the letter will say, to look at before it is printed and counted as printed. */
export function previewOf(facts: { group: CorrectionGroup; subject: Subject; officeName: string; today: LocalDate }): Letter {
  const { name, subjectNo, category, termStart, termEnd } = facts.subject
  return {
    serial: '',
    officeName: facts.officeName,
    subject: { name, subjectNo, category: categoryLabels[category], termStart, termEnd },
    group: facts.group,
    printedOn: facts.today,
  }
}

/** Members in the order of the seats, the leader first on his seat, with the number of rows his seat spans. */
export function membersBySeat(members: readonly GroupMember[]): { seat: string; members: GroupMember[] }[] {
  const order: readonly GroupSeat[] = ['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'X']
  return order
    .map((seat) => ({
      seat: groupSeatLabels[seat],
      members: members.filter((member) => member.seat === seat).sort((a, b) => Number(b.isLeader) - Number(a.isLeader)),
    }))
    .filter((row) => row.members.length > 0)
}

/** Who a member is, in the width of a table cell: kind, relation or organisation, specialties. */
export function standingOf(member: GroupMember): string {
  const special = member.specialties.map((one) => specialtyLabels[one]).join('、')
  return [personKindLabels[member.kind], member.relation, member.organisation, special && `专长：${special}`].filter(Boolean).join('，')
}

/** A legal day in the letter's running text: 2026年11月22日. */
export function plainDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

export { groupTasks as duties } from '#shared/forms/templates/group.ts'

import { type CorrectionGroup, currentLetter, type GroupMember } from '../../domain/group.ts'
import type { Subject } from '../../domain/subject.ts'
import type { PersonKind, Specialty } from '../../domain/codes.ts'
import { daysBetween, type LocalDate } from '../../kernel/time.ts'
import { moreGroupRules } from '../catalogue/groups.ts'
import type { Finding } from '../finding.ts'
import { defaultPolicy } from '../policy.ts'
import { findingOf, inForce, type Rule } from '../rule.ts'
import { checkConflicts, checkWorkload, type Known } from './check-members.ts'
import { groupRules } from './group-rules.ts'
import { type FixedSeat, fixedSeats, vacanciesOf } from './vacancies.ts'

/** What the rules need to know of a group and its subject; whole documents fit. */
export type GroupFacts = Pick<CorrectionGroup, 'members' | 'exceptionReason' | 'letterPrintedAt' | 'former' | 'letters'>
/** The subject, and what the caller knows of the people around him. */
export type GroupSubject = Pick<Subject, 'gender' | 'minorRegime'> & Known
type Check = (group: GroupFacts, subject: GroupSubject, on: LocalDate) => Finding[]

/**
 * What the rules say of a group on a day: hard findings block forming it (定组), soft ones ask for a reason. No group at
 * all is a group without members. Order: by rule, then by seat.
 */
export function checkGroup(group: GroupFacts, subject: GroupSubject, on: LocalDate): Finding[] {
  return checks.filter(([rule]) => inForce(rule, on)).flatMap(([, check]) => check(group, subject, on))
}

const { everySubjectHasGroup, threeFixedSeats, femaleMember, minorsMember, minorsStaff, responsibilityLetter, leaderIsStaff, conflictOfInterest, workload } = groupRules

const checks: readonly (readonly [Rule, Check])[] = [
  [everySubjectHasGroup, ({ members }) => (members.length > 0 ? [] : [findingOf(everySubjectHasGroup, 'hard', { text: '还没有矫正小组，请为其确定小组成员。' })])],
  [threeFixedSeats, (group, subject) => [...fixedSeats.flatMap((seat) => checkSeat(group, seat)), ...checkKin(group, subject)]],
  [femaleMember, ({ members }, { gender }) =>
    gender !== '2' || members.some((member) => member.gender === '2') ? [] : [findingOf(femaleMember, 'hard', { text: '矫正对象为女性，小组中还没有女性成员，请至少增加一名。', seat: 'X' })]],
  [minorsMember, ({ members }, { minorRegime }) =>
    !minorRegime || members.some((member) => member.minorsKnowledge)
      ? []
      : [findingOf(minorsMember, 'hard', { text: '按未成年人管理的对象，小组中还没有熟悉未成年人身心特点的人员，请至少增加一名。', seat: 'X' })]],
  [minorsStaff, ({ members }, { minorRegime }) =>
    !minorRegime || members.some(canHandleMinors)
      ? []
      : [findingOf(minorsStaff, 'hard', { text: '未成年人应当由熟悉其特点、具有法律、教育、心理等知识的工作人员负责，小组中的司法所人员还没有这样的人。', seat: 'FIXED_OFFICE' })]],
  [responsibilityLetter, (group) => checkLetter(group)],
  [leaderIsStaff, ({ members }) => checkLeader(members)],
  [moreGroupRules['G-09'], (group, { policy = defaultPolicy }, on) => vacanciesOf(group).flatMap(({ seat, since }) => {
    const days = since ? daysBetween(since, on) : 0
    return days > policy.groupVacancyDays ? [findingOf(moreGroupRules['G-09'], 'soft', { text: `席位自 ${since} 起空缺，已 ${days} 天，超过 ${policy.groupVacancyDays} 天，请尽快补齐。`, seat })] : []
  })],
  [conflictOfInterest, ({ members }, known) => checkConflicts(members, known)],
  [workload, ({ members }, known) => checkWorkload(members, known)],
]

const seatKinds: Record<FixedSeat, readonly PersonKind[]> = { FIXED_OFFICE: ['STAFF'], FIXED_VILLAGE: ['VILLAGE'], FIXED_FAMILY: ['FAMILY', 'GUARDIAN'] }
const seatTexts: Record<FixedSeat, { empty: string; wrong: string }> = {
  FIXED_OFFICE: { empty: '司法所席位还空着，请选一名司法所工作人员。', wrong: '司法所席位上的人不是司法所工作人员，请改选。' },
  FIXED_VILLAGE: { empty: '村（居）委会席位还空着，请选一名村（居）委会代表。', wrong: '村（居）委会席位上的人不是村（居）委会人员，请改选。' },
  FIXED_FAMILY: { empty: '监护人或家属席位还空着，请选一名；确实没有的，请写明原因。', wrong: '监护人或家属席位上的人不是监护人或家庭成员，请改选。' },
}
const excusable: readonly string[] = threeFixedSeats.parameters.excusableSeats
const minorsSpecialties: readonly Specialty[] = minorsStaff.parameters.specialties

function checkSeat(group: GroupFacts, seat: FixedSeat): Finding[] {
  const seated = group.members.filter((member) => member.seat === seat)
  if (seated.some((member) => seatKinds[seat].includes(member.kind))) return []
  if (seated.length > 0) return [findingOf(threeFixedSeats, 'hard', { text: seatTexts[seat].wrong, seat })]
  const reason = group.exceptionReason.trim()
  if (reason && excusable.includes(seat)) return [findingOf(threeFixedSeats, 'soft', { text: `监护人或家属席位空缺，已写明原因：${reason}`, seat })]
  return [findingOf(threeFixedSeats, 'hard', { text: seatTexts[seat].empty, seat })]
}

/**
 * A relative of somebody else on the family's seat. Soft: he may be related to both, and the directory names only one.
 * Of a person without an entry the directory says nothing, so nothing is claimed.
 */
function checkKin({ members }: GroupFacts, { id, relatives = {} }: GroupSubject): Finding[] {
  const others = members.filter((member) => member.seat === 'FIXED_FAMILY' && seatKinds.FIXED_FAMILY.includes(member.kind) && (relatives[member.personId] ?? id) !== id)
  return others.map(({ name }) => findingOf(threeFixedSeats, 'soft', { text: `${name} 在名册里登记为另一名对象的家属，请核对是否也是本对象的监护人或家庭成员；不是的，请改选。`, seat: 'FIXED_FAMILY' }))
}

// Two desks may have changed the members without knowing of each other: the letter is asked whom it was printed for.
function checkLetter(group: GroupFacts): Finding[] {
  const { members, letterPrintedAt, letters = [] } = group
  if (members.length === 0) return []
  if (letters.length === 0 ? letterPrintedAt : currentLetter(group)) return []
  const text = letters.length > 0 ? `成员已经变动，${letters.at(-1)?.serial} 责任书不再有效，请打印新的责任书，由每位成员重新签名。` : '现有成员还没有打印责任书，请打印后由每位成员签名。'
  return [findingOf(responsibilityLetter, 'soft', { text })]
}

function checkLeader(members: readonly GroupMember[]): Finding[] {
  if (members.length === 0) return []
  const leaders = members.filter((member) => member.isLeader)
  if (leaders.length === 0) return [findingOf(leaderIsStaff, 'soft', { text: '还没有指定组长，一般由司法所工作人员担任。' })]
  if (leaders.length > 1) return [findingOf(leaderIsStaff, 'soft', { text: '组长多于一名，请只留一名。' })]
  return leaders.every(({ kind }) => kind === 'STAFF') ? [] : [findingOf(leaderIsStaff, 'soft', { text: '组长不是司法所工作人员，请确认这样安排的理由。' })]
}

function canHandleMinors(member: GroupMember): boolean {
  return member.kind === 'STAFF' && (member.minorsKnowledge || member.specialties.some((specialty) => minorsSpecialties.includes(specialty)))
}

import type { PersonRow } from '#shared/contract/person.ts'
import { type GroupSeat, type PersonKind, personKindLabels } from '#shared/domain/codes.ts'
import type { CorrectionGroup, GroupMember } from '#shared/domain/group.ts'
import type { Person } from '#shared/domain/person.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import type { Finding } from '#shared/rules/finding.ts'

/** A member as chosen in the builder. */
export type Choice = { readonly personId: PersonId; readonly seat: GroupSeat; readonly isLeader: boolean }

/** The seat that somebody of this kind usually takes. */
export function usualSeat(kind: PersonKind): GroupSeat {
  switch (kind) {
    case 'STAFF': return 'FIXED_OFFICE'
    case 'VILLAGE': return 'FIXED_VILLAGE'
    case 'FAMILY':
    case 'GUARDIAN': return 'FIXED_FAMILY'
    case 'SOCIAL_WORKER':
    case 'VOLUNTEER':
    case 'EMPLOYER':
    case 'SCHOOL':
    case 'POLICE':
    case 'OTHER': return 'X'
    default: return unreachable(kind)
  }
}

/** The choices that a saved group stands for. */
export function choicesOf(group: CorrectionGroup | null): Choice[] {
  return group?.members.map(({ personId, seat, isLeader }) => ({ personId, seat, isLeader })) ?? []
}

/** Puts somebody on a seat; somebody already chosen only changes his seat. The first of the office leads until told otherwise (G-07). */
export function seat(choices: readonly Choice[], personId: PersonId, wanted: GroupSeat): Choice[] {
  if (choices.some((choice) => choice.personId === personId))
    return choices.map((choice) => (choice.personId === personId ? { ...choice, seat: wanted } : choice))
  const isLeader = wanted === 'FIXED_OFFICE' && !choices.some((choice) => choice.isLeader)
  return [...choices, { personId, seat: wanted, isLeader }]
}

/** Takes somebody out. */
export function leave(choices: readonly Choice[], personId: PersonId): Choice[] {
  return choices.filter((choice) => choice.personId !== personId)
}

/** Saved members whom the choice leaves out and whose term has counted; of a choice of today that was never formed nothing is asked. */
export function leaversOf(saved: CorrectionGroup | null, choices: readonly Choice[], today: string): GroupMember[] {
  if (!saved) return []
  const counts = Boolean(saved.formedOn) || (saved.letters?.length ?? 0) > 0
  return saved.members.filter((member) => (counts || member.joinedOn !== today) && !choices.some(({ personId }) => personId === member.personId))
}

/** Makes one member the leader (组长); a group has at most one. */
export function lead(choices: readonly Choice[], personId: PersonId): Choice[] {
  return choices.map((choice) => ({ ...choice, isLeader: choice.personId === personId && !choice.isLeader }))
}

/** Whether two choices mean the same group, in whatever order. */
export function isSame(a: readonly Choice[], b: readonly Choice[]): boolean {
  const text = (choices: readonly Choice[]) => choices.map(({ personId, seat, isLeader }) => `${personId} ${seat} ${isLeader}`).sort().join('\n')
  return text(a) === text(b)
}

/** Findings that stand at a seat; `null` are those about the group as a whole. Hard ones first. */
export function findingsAt(findings: readonly Finding[], at: GroupSeat | null): Finding[] {
  return findings.filter((finding) => finding.seat === at).sort((a, b) => (a.level === b.level ? 0 : a.level === 'hard' ? -1 : 1))
}

export type DirectoryFilter = { readonly text: string; readonly kind: PersonKind | null; readonly subjectId: string }

/** Who may be taken from the directory: active, not somebody else's family, matching what was typed. */
export function findInDirectory(rows: readonly PersonRow[], { text, kind, subjectId }: DirectoryFilter): PersonRow[] {
  const wanted = text.trim().toLowerCase()
  return rows.filter(({ person }) => {
    if (!person.active || (kind && person.kind !== kind)) return false
    if (person.relativeOf !== null && person.relativeOf !== subjectId) return false
    return wanted === '' || searchText(person).includes(wanted)
  })
}

function searchText(person: Person): string {
  return [person.name, person.organisation, person.village, person.phone, person.relation, personKindLabels[person.kind]].join(' ').toLowerCase()
}

/** The month so many months after another, both as YYYY-MM. */
export function monthBeside(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

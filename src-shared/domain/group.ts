import { z } from 'zod'
import { PersonId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Gender, GroupSeat, PersonKind, Specialty } from './codes.ts'
import { syncFields } from './document.ts'
import { merging } from './merge-rule.ts'
import { wordFields } from './words.ts'

/** A member as he stands in the group: the facts the rules check and the responsibility letter prints. */
export const GroupMember = z.strictObject({
  personId: PersonId,
  seat: GroupSeat,
  name: z.string().min(1).max(40),
  gender: Gender,
  kind: PersonKind,
  phone: z.string().max(30),
  organisation: z.string().max(80),
  relation: z.string().max(20),
  specialties: z.array(Specialty),
  minorsKnowledge: z.boolean(),
  isLeader: z.boolean(),
  joinedOn: LocalDate,
})
export type GroupMember = z.output<typeof GroupMember>

/** Why a term of office in a group ended. */
export const TermEnd = z.enum(['REPLACED', 'POST_CHANGED', 'MOVED_AWAY', 'OWN_WISH', 'UNFIT', 'DECEASED', 'SEAT_CHANGED', 'LEFT_DIRECTORY', 'OTHER'])
export type TermEnd = z.output<typeof TermEnd>
export const termEndLabels: Record<TermEnd, string> = {
  REPLACED: '换人', POST_CHANGED: '工作变动', MOVED_AWAY: '迁走、外出', OWN_WISH: '本人提出', UNFIT: '不宜继续担任', DECEASED: '去世', SEAT_CHANGED: '改坐其他席位', LEFT_DIRECTORY: '名册中停用', OTHER: '其他',
}

/** A term of office (任期) that is over: the member as he stood, until when, and why. Never deleted. */
export const EndedTerm = z.strictObject({ id: z.string().min(1).max(80), ...GroupMember.shape, endedOn: LocalDate, reason: TermEnd, note: z.string().max(200) })
export type EndedTerm = z.output<typeof EndedTerm>

/** One version of the responsibility letter: its number, and whose signatures it asks for. */
export const LetterVersion = z.strictObject({
  serial: z.string().min(1).max(40),
  printedAt: Instant,
  members: z.array(z.strictObject({ personId: PersonId, name: z.string().max(40), seat: GroupSeat, isLeader: z.boolean() })).max(30),
})
export type LetterVersion = z.output<typeof LetterVersion>

/** One group per subject (一人一矫正小组): the group's id *is* the subject's. */
export const CorrectionGroup = z.strictObject({
  id: SubjectId,
  members: merging({ kind: 'setById', key: 'personId' }, z.array(GroupMember)),
  /** G-02: why a fixed seat stays empty, e.g. no family exists. */
  exceptionReason: z.string().max(300),
  /** 定组: the day the group was formed without hard findings; null while it is being built. */
  formedOn: LocalDate.nullable(),
  /** When the responsibility letter (责任书) was last printed for exactly these members; null after any change of members. */
  letterPrintedAt: merging({ kind: 'about', field: 'members' }, Instant.nullable()),
  /** Terms that are over, oldest first. */
  former: merging({ kind: 'appendOnly', key: 'id' }, z.array(EndedTerm).max(300).optional()),
  /** Every version of the letter that was printed, oldest first. */
  letters: merging({ kind: 'appendOnly', key: 'serial' }, z.array(LetterVersion).max(300).optional()),
  editedAt: Instant,
  editedBy: z.string().max(40),
  ...wordFields(),
  ...syncFields,
})
export type CorrectionGroup = z.output<typeof CorrectionGroup>

/** A member on his seat: what the signatures on the letter stand for. */
export type Seated = Pick<GroupMember, 'personId' | 'seat' | 'isLeader'>

/** Text that is equal for equal members, in whatever order they stand. */
export function keyOfMembers(members: readonly Seated[]): string {
  return members.map(({ personId, seat, isLeader }) => `${personId} ${seat} ${isLeader}`).sort().join('\n')
}

/**
 * The version of the letter that stands for exactly the members of today, the newest first; null where there is none.
 * Asked of the members and not of a mark: two desks may each have changed and printed without knowing of the other.
 */
export function currentLetter({ members, letters = [] }: Pick<CorrectionGroup, 'members' | 'letters'>): LetterVersion | null {
  const key = keyOfMembers(members)
  return letters.findLast((letter) => keyOfMembers(letter.members) === key) ?? null
}

/** Names a term for good, the same on every desk. */
export function termId({ personId, seat, joinedOn }: Pick<GroupMember, 'personId' | 'seat' | 'joinedOn'>): string {
  return `${personId}/${joinedOn}/${seat}`
}

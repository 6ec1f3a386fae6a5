import { type CorrectionGroup, currentLetter, type GroupMember } from '../../domain/group.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** Whether a member has signed the letter that stands for the members of today, and which version he signed last. */
export type Signature = { readonly personId: GroupMember['personId']; readonly name: string; readonly signedOn: LocalDate | null; readonly serial: string; readonly current: boolean }
type Signed = { readonly on: LocalDate; readonly names: readonly string[]; readonly serial: string }
type Group = Pick<CorrectionGroup, 'members' | 'former' | 'letters'>

/** The day on which somebody last came or left; null for a group without members. */
export function lastChangeOf({ members, former = [] }: Pick<Group, 'members' | 'former'>): LocalDate | null {
  return [...members.map(({ joinedOn }) => joinedOn), ...former.map(({ endedOn }) => endedOn)].reduce<LocalDate | null>((latest, day) => (!latest || day > latest ? day : latest), null)
}

/**
 * One entry for each member, in the order of the group. A signature counts for today's members when it was given on or
 * after the last change; where its version is known, that version must be the one of today's members.
 */
export function signaturesOf(group: Group, signed: readonly Signed[]): Signature[] {
  const changedOn = lastChangeOf(group)
  const valid = currentLetter(group)?.serial ?? null
  const known = new Set(group.letters?.map(({ serial }) => serial))
  const stands = ({ on, serial }: Signed): boolean => (known.has(serial) ? serial === valid : changedOn !== null && on >= changedOn)
  return group.members.map(({ personId, name, joinedOn }) => {
    const own = signed.filter((one) => one.names.includes(name) || (one.names.length === 0 && one.on >= joinedOn))
    const last = own.findLast(stands) ?? own.at(-1)
    return { personId, name, signedOn: last?.on ?? null, serial: last?.serial ?? '', current: last !== undefined && stands(last) }
  })
}

import { type CorrectionGroup, type EndedTerm, termId } from '../domain/group.ts'
import type { LocalDate } from '../kernel/time.ts'

/** So many ended terms a group keeps. */
const MOST_TERMS = 300

/**
 * The group of a person who goes to another office. His family goes with him; everybody else's term ends on that day and
 * stays on record, and the group is to be formed anew at the new office. Pure.
 */
export function closeGroup(group: CorrectionGroup, { on, toOfficeName }: { on: LocalDate; toOfficeName: string }): CorrectionGroup {
  const staying = group.members.filter(({ seat, kind }) => seat === 'FIXED_FAMILY' || kind === 'FAMILY' || kind === 'GUARDIAN')
  const ended = group.members.filter((member) => !staying.includes(member)).map((member): EndedTerm => ({ ...member, id: termId(member), endedOn: on, reason: 'OTHER', note: `对象转到${toOfficeName}` }))
  const former = [...(group.former ?? [])]
  for (const one of ended) if (!former.some(({ id }) => id === one.id)) former.push(one)
  return { ...group, members: staying.map((member) => ({ ...member, isLeader: false })), former: former.slice(-MOST_TERMS), formedOn: null, letterPrintedAt: null }
}

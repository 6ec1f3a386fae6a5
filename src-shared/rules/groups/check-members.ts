import type { PersonKind } from '../../domain/codes.ts'
import type { GroupMember } from '../../domain/group.ts'
import { type Tie, tieLabels } from '../../domain/person.ts'
import type { Finding } from '../finding.ts'
import { defaultPolicy, type Policy } from '../policy.ts'
import { findingOf } from '../rule.ts'
import { groupRules } from './group-rules.ts'

/** What the caller knows of the people around a group; where he knows nothing, nothing is claimed. */
export type Known = {
  readonly id?: string
  /** Whose relatives the directory says the members are. */
  readonly relatives?: Readonly<Record<string, string | null>>
  /** Ties of members to subjects, by person. */
  readonly ties?: Readonly<Record<string, readonly Tie[]>>
  /** 未经批准不得接触的人 of the subject's file: only names are known of them. */
  readonly barred?: readonly { readonly name: string; readonly why: string }[]
  /** In how many groups of open cases somebody sits, this one counted. */
  readonly loads?: Readonly<Record<string, number>>
  readonly policy?: Policy
}

const { conflictOfInterest, workload } = groupRules
const refused: readonly string[] = conflictOfInterest.parameters.refused

/**
 * G-10: whom the subject may not meet cannot be of his group; other interests are asked about. A relative belongs on the
 * family's seat. A name that also stands on the subject's list is only a name: two people may bear it, so it is asked about.
 */
export function checkConflicts(members: readonly GroupMember[], { id, ties = {}, barred = [] }: Known): Finding[] {
  return members.flatMap((member) => {
    const own = (ties[member.personId] ?? []).filter(({ subjectId }) => subjectId === id)
    const found = own.flatMap(({ tie }): Finding[] => {
      const who = `${member.name} 在名册里登记为本对象的${tieLabels[tie]}`
      if (tie === 'IN_CORRECTION') return [findingOf(conflictOfInterest, 'hard', { text: `${member.name} 登记为社区矫正对象，不能担任小组成员，请改选。`, seat: member.seat })]
      if (refused.includes(tie)) return [findingOf(conflictOfInterest, 'hard', { text: `${who}，对象未经批准不得接触，不能担任小组成员，请改选。`, seat: member.seat })]
      if (tie === 'RELATIVE' && member.seat === 'FIXED_FAMILY') return []
      return [findingOf(conflictOfInterest, 'soft', { text: `${who}，请考虑回避；确需保留的，请说明理由。`, seat: member.seat })]
    })
    const named = own.length === 0 ? barred.filter(({ name }) => name.trim() !== '' && name.trim() === member.name) : []
    return [...found, ...named.map(({ why }) => findingOf(conflictOfInterest, 'soft', { text: `${member.name} 与对象档案“未经批准不得接触的人”中的${why ? `${why}` : '人员'}同名，请核对是不是同一人；是的，请改选。`, seat: member.seat }))]
  })
}

/** Whom a ceiling is meant for: who helps. Staff carry what the office gives them, a village cadre his whole village. */
const counted: readonly PersonKind[] = ['VOLUNTEER', 'SOCIAL_WORKER']

/** G-11: more groups than the county's ceiling. */
export function checkWorkload(members: readonly GroupMember[], { loads = {}, policy = defaultPolicy }: Known): Finding[] {
  return members.flatMap(({ personId, name, kind, seat }) => {
    const load = loads[personId] ?? 0
    // A social worker's measure is the seed's own: one for so many subjects.
    const most = kind === 'SOCIAL_WORKER' ? policy.subjectsPerSocialWorker : policy.volunteerCeiling
    return counted.includes(kind) && load > most ? [findingOf(workload, 'soft', { text: `${name} 已在 ${load} 个小组，超过县局设定的 ${most} 个，请考虑由别人担任。`, seat })] : []
  })
}

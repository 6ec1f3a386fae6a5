import type { CorrectionGroup } from '#shared/domain/group.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import { atDesk, type Context } from '../host/office.ts'

/**
 * The one gate: the subject, if the caller may know of it at all; else null, and the caller hears NOT_AVAILABLE,
 * the same for absent, withdrawn and not his. A volunteer reaches open subjects of whose group he is a member (G-08);
 * his access ends when he leaves the group or the subject leaves the books.
 */
export async function findSubject(context: Context, id: string): Promise<Subject | null> {
  const { office, me, reach } = atDesk(context)
  const subject = (await office.data.subjects.findOne(id).exec())?.toMutableJSON()
  if (!subject || subject.withdrawn) return null
  if (reach === 'office') return subject
  if (reach !== 'ownGroups' || !isOpen(subject)) return null
  const group = (await office.data.groups.findOne(id).exec())?.toMutableJSON()
  return group && isMember(group, me.personId) ? subject : null
}

/** Whether the caller sees everything of his office, or only his own groups. */
export function seesWholeOffice(context: Context): boolean {
  return atDesk(context).reach === 'office'
}

/** Whether a person sits in a group, formed or still being built. */
export function isMember(group: Pick<CorrectionGroup, 'members'>, personId: string): boolean {
  return group.members.some((member) => member.personId === personId)
}

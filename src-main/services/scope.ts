import { reachOf } from '#shared/authz/matrix.ts'
import type { Reach } from '#shared/authz/roles.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import { atDesk, type Context } from '../host/office.ts'

/**
 * The one gate: the subject, if the caller may know of it at all; else null, and the caller hears NOT_AVAILABLE,
 * the same for absent, withdrawn and not his. A volunteer reaches open subjects of whose group he is a member (G-08);
 * his access ends when he leaves the group or the subject leaves the books.
 */
export async function findSubject(context: Context, id: string): Promise<Subject | null> {
  const { office, me } = atDesk(context)
  const reach = reachOverSubjects(context)
  const subject = (await office.data.subjects.findOne(id).exec())?.toMutableJSON()
  if (!subject || subject.withdrawn) return null
  if (reach === 'office') return subject
  if (reach !== 'ownGroups' || !isOpen(subject)) return null
  const group = (await office.data.groups.findOne(id).exec())?.toMutableJSON()
  return group && isMember(group, me.personId) ? subject : null
}

/**
 * Whom a record is about: a subject within the caller's reach, null for the office itself (staff only), undefined when
 * there is nobody or he is not the caller's.
 */
export async function findAbout(context: Context, id: string): Promise<Subject | null | undefined> {
  if (id === officeItself) return seesWholeOffice(context) ? null : undefined
  return (await findSubject(context, id)) ?? undefined
}

/** Whether the caller sees everything of his office, or only his own groups. */
export function seesWholeOffice(context: Context): boolean {
  return reachOverSubjects(context) === 'office'
}

// An action about oneself (drafts) reaches only oneself; whose subjects it may name is then what the role may read.
function reachOverSubjects(context: Context): Reach | null {
  const { me, reach } = atDesk(context)
  return reach === 'self' ? reachOf(me.role, 'subject.read') : reach
}

/** Whether a person sits in a group, formed or still being built. */
function isMember(group: Pick<CorrectionGroup, 'members'>, personId: string): boolean {
  return group.members.some((member) => member.personId === personId)
}

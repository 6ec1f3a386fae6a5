import { reachOf } from '#shared/authz/matrix.ts'
import type { Reach } from '#shared/authz/roles.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import { atDesk, type Context } from '../host/office.ts'
import { actsFor, emergencySubjects } from './rights/standing.ts'
import { directoryOf } from './subject/directory.ts'

/**
 * The one gate: the subject, if the caller may know of it at all; else null, and the caller hears NOT_AVAILABLE,
 * the same for absent, withdrawn and not his. A volunteer reaches open subjects of whose group he is a member (G-08);
 * his access ends when he leaves the group or the subject leaves the books. A social worker reaches his own cases.
 */
export async function findSubject(context: Context, id: string): Promise<Subject | null> {
  const { office, me } = atDesk(context)
  const reach = reachOverSubjects(context)
  const subject = (await office.data.subjects.findOne(id).exec())?.toMutableJSON()
  if (!subject || subject.withdrawn) return null
  if (reach === 'office') return subject
  if (reach === 'ownCases') return (await isOwnCase(context, subject)) ? subject : null
  if (reach !== 'ownGroups' || !isOpen(subject)) return null
  const group = (await office.data.groups.findOne(id).exec())?.toMutableJSON()
  return group && isMember(group, me.personId) ? subject : null
}

async function isOwnCase(context: Context, subject: Subject): Promise<boolean> {
  const { office } = atDesk(context)
  const persons = await actsFor(context)
  if (subject.responsibleOfficerId && persons.has(subject.responsibleOfficerId)) return true
  const group = (await office.data.groups.findOne(subject.id).exec())?.toMutableJSON()
  if (group?.members.some(({ personId }) => persons.has(personId))) return true
  return (await emergencySubjects(context)).has(subject.id)
}

/**
 * The ids of all subjects within the caller's reach, for lists; null where it is everybody. Closed and withdrawn ones may
 * be among them: the list leaves those out for itself.
 */
export async function subjectsInReach(context: Context): Promise<ReadonlySet<string> | null> {
  const { office, me } = atDesk(context)
  const reach = reachOverSubjects(context)
  if (reach === 'office') return null
  const directory = await directoryOf(office)
  const inGroupOf = (persons: ReadonlySet<string>): string[] => directory.ordered('name').filter(({ id }) => directory.groupOf(id)?.memberIds.some((one) => persons.has(one))).map(({ id }) => id)
  if (reach !== 'ownCases') return new Set(directory.ordered('name').filter(({ id, open }) => open && directory.groupOf(id)?.memberIds.includes(me.personId)).map(({ id }) => id))
  const persons = await actsFor(context)
  const inCharge = await office.data.subjects.find({ selector: { responsibleOfficerId: { $in: [...persons] } } }).exec()
  return new Set([...inGroupOf(persons), ...inCharge.map(({ id }) => String(id)), ...(await emergencySubjects(context))])
}

/**
 * Whom a record is about: a subject within the caller's reach, null for the office itself (staff only), undefined when
 * there is nobody or he is not the caller's.
 */
export async function findAbout(context: Context, id: string): Promise<Subject | null | undefined> {
  if (id === officeItself) return seesWholeOffice(context) ? null : undefined
  return (await findSubject(context, id)) ?? undefined
}

/** Whether the caller reaches everybody of his office. */
export function seesWholeOffice(context: Context): boolean {
  return reachOverSubjects(context) === 'office'
}

/** Whether of whom he reaches the caller sees the whole file; a volunteer sees a projection, and of records his own. */
export function seesWholeFiles(context: Context): boolean {
  const reach = reachOverSubjects(context)
  return reach === 'office' || reach === 'ownCases'
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

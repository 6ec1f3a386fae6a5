import type { PersonId, SubjectId } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { directoryOf } from '../subject/directory.ts'
import { serially } from '../serially.ts'
import { laterThan } from '../subject/edit.ts'
import { findSubject } from '../scope.ts'
import { findGroup, findingsOf } from './save.ts'
import { endTerm } from './terms.ts'

/** Ends the terms of somebody who was set inactive, in every group of an open case; a group that misses him is being built again. */
export async function leaveGroups(context: Context, personId: PersonId): Promise<void> {
  const { office, me } = atDesk(context)
  const directory = await directoryOf(office)
  for (const { id, open } of directory.ordered('name')) {
    if (!open || !directory.groupOf(id)?.memberIds.includes(personId) || !(await findSubject(context, id))) continue
    await leaveGroup(office, { subjectId: id, personId, by: me.name })
  }
}

/** Who ends a seat nobody ended: set inactive at another PC, or by a version of this program that left the seat as it was. */
const BY_ITSELF = '名册中停用，自动离组'

/**
 * Ends the seats that inactive people still hold in open groups; answers in whose. `note` writes each down before it is
 * done. Where nobody holds one nothing is read but the inactive people.
 */
export async function settleMembers(office: Office, note: (subjectId: SubjectId) => Promise<void>): Promise<SubjectId[]> {
  const inactive = new Set((await office.data.people.find({ selector: { active: { $eq: false } } }).exec()).map(({ id }) => id))
  if (inactive.size === 0) return []
  const directory = await directoryOf(office)
  const settled: SubjectId[] = []
  for (const { id, open } of directory.ordered('name')) {
    const leaving = open ? (directory.groupOf(id)?.memberIds ?? []).flatMap((one) => [...inactive].filter((personId) => personId === one)) : []
    if (leaving.length > 0) {
      await note(id)
      settled.push(id)
    }
    for (const personId of leaving) await leaveGroup(office, { subjectId: id, personId, by: BY_ITSELF })
  }
  return settled
}

async function leaveGroup(office: Office, { subjectId, personId, by }: { subjectId: SubjectId; personId: PersonId; by: string }): Promise<void> {
  await serially(office, `group ${subjectId}`, async () => {
    const [subject, before] = await Promise.all([office.data.subjects.findOne(subjectId).exec(), findGroup(office, subjectId)])
    const leaving = before?.members.find((member) => member.personId === personId)
    if (!subject || !before || !leaving) return
    const ended = endTerm(leaving, { endedOn: localDateOf(office.now()), reason: 'LEFT_DIRECTORY' })
    const former = [...(before.former ?? []).filter((term) => term.id !== ended.id), ended]
    const next = { ...before, members: before.members.filter((member) => member !== leaving), former, letterPrintedAt: null }
    const hard = (await findingsOf(office, subject.toMutableJSON(), { group: next, saved: before })).some(({ level }) => level === 'hard')
    const document = await office.data.groups.findOne(subjectId).exec(true)
    await document.incrementalPatch({
      members: next.members, former, letterPrintedAt: null, formedOn: hard ? null : before.formedOn, editedAt: laterThan(before.editedAt, office.now()), editedBy: by, receivedAt: null, refused: null,
    })
    office.emit('subject.changed', { subjectId })
  })
}

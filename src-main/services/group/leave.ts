import type { PersonId } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
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
    if (!open || !directory.groupOf(id)?.memberIds.includes(personId)) continue
    await serially(office, `group ${id}`, async () => {
      const [subject, before] = await Promise.all([findSubject(context, id), findGroup(office, id)])
      const leaving = before?.members.find((member) => member.personId === personId)
      if (!subject || !before || !leaving) return
      const ended = endTerm(leaving, { endedOn: localDateOf(office.now()), reason: 'LEFT_DIRECTORY' })
      const former = [...(before.former ?? []).filter((term) => term.id !== ended.id), ended]
      const next = { ...before, members: before.members.filter((member) => member !== leaving), former, letterPrintedAt: null }
      const hard = (await findingsOf(office, subject, { group: next, saved: before })).some(({ level }) => level === 'hard')
      const document = await office.data.groups.findOne(id).exec(true)
      await document.incrementalPatch({
        members: next.members, former, letterPrintedAt: null, formedOn: hard ? null : before.formedOn, editedAt: laterThan(before.editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null,
      })
      office.emit('subject.changed', { subjectId: id })
    })
  }
}

import type { SliceHandlers } from '#shared/contract/define.ts'
import type { person } from '#shared/contract/person.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Person } from '#shared/domain/person.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { findSubject } from './scope.ts'
import { serially } from './serially.ts'
import { directoryOf } from './subject/directory.ts'
import { laterThan } from './subject/edit.ts'

/** The directory of people who work with subjects, or belong to one's family. */
export const personHandlers: SliceHandlers<typeof person, Context> = {
  async list(context, { kind, activeOnly }) {
    const { office } = atDesk(context)
    const directory = await directoryOf(office)
    const people = (await office.data.people.find().exec()).map((document) => document.toMutableJSON())
    const shown = people.filter((one) => (!kind || one.kind === kind) && (!activeOnly || one.active))
    return ok(shown.sort((a, b) => chinese.compare(a.name, b.name)).map((one) => ({ person: one, groupCount: directory.groupsOf(one.id) })))
  },
  async create(context, facts) {
    const { office, me } = atDesk(context)
    if (facts.relativeOf && !(await findSubject(context, facts.relativeOf))) return fail('NOT_AVAILABLE')
    const now = office.now()
    const made: Person = { id: office.newId(PersonId), ...facts, account: null, createdAt: now, editedAt: now, editedBy: me.name, ...neverSent }
    await office.data.people.insert(made)
    return ok(made)
  },
  async edit(context, { id, editedAt, facts }) {
    const { office, me } = atDesk(context)
    if (facts.relativeOf && !(await findSubject(context, facts.relativeOf))) return fail('NOT_AVAILABLE')
    return serially(office, `person ${id}`, async () => {
      const document = await office.data.people.findOne(id).exec()
      if (!document) return fail('NOT_AVAILABLE')
      if (document.editedAt !== editedAt) return fail('STALE_EDIT')
      const changed = await document.incrementalPatch({ ...facts, editedAt: laterThan(editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null })
      return ok(changed.toMutableJSON())
    })
  },
}

const chinese = new Intl.Collator('zh-CN')

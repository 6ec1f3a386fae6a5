import type { SliceHandlers } from '#shared/contract/define.ts'
import type { person } from '#shared/contract/person.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Person, PersonFacts } from '#shared/domain/person.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { policyPackOf } from './duty/policy-pack.ts'
import { leaveGroups } from './group/leave.ts'
import { loadsOf, sessionsOf } from './group/load.ts'
import { findSubject, subjectsInReach } from './scope.ts'
import { serially } from './serially.ts'
import { laterThan } from './subject/edit.ts'

/** The directory of people who work with subjects, or belong to one's family. */
export const personHandlers: SliceHandlers<typeof person, Context> = {
  async list(context, { kind, activeOnly }) {
    const { office } = atDesk(context)
    const [loads, sessions, policy] = await Promise.all([loadsOf(office), sessionsOf(office), policyPackOf(office)])
    const people = (await office.data.people.find().exec()).map((document) => document.toMutableJSON())
    // Somebody's family is part of his file.
    const own = await subjectsInReach(context)
    const shown = people.filter((one) => (!kind || one.kind === kind) && (!activeOnly || one.active) && (own === null || one.relativeOf === null || own.has(one.relativeOf)))
    return ok(shown.sort((a, b) => chinese.compare(a.name, b.name)).map((one) => ({
      person: one, groupCount: loads.get(one.id) ?? 0, sessions30: sessions.get(one.id)?.days30 ?? 0, sessions90: sessions.get(one.id)?.days90 ?? 0,
      ceiling: one.kind === 'VOLUNTEER' ? policy.volunteerCeiling : one.kind === 'SOCIAL_WORKER' ? policy.subjectsPerSocialWorker : null,
    })))
  },
  async create(context, facts) {
    const { office, me } = atDesk(context)
    if (!(await reaches(context, facts))) return fail('NOT_AVAILABLE')
    const now = office.now()
    const made: Person = { id: office.newId(PersonId), ...facts, account: null, createdAt: now, editedAt: now, editedBy: me.name, ...neverSent }
    await office.data.people.insert(made)
    return ok(made)
  },
  async edit(context, { id, editedAt, facts }) {
    const { office, me } = atDesk(context)
    if (!(await reaches(context, facts))) return fail('NOT_AVAILABLE')
    return serially(office, `person ${id}`, async () => {
      const document = await office.data.people.findOne(id).exec()
      if (!document) return fail('NOT_AVAILABLE')
      if (document.editedAt !== editedAt) return fail('STALE_EDIT')
      const changed = await document.incrementalPatch({ ...facts, editedAt: laterThan(editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null })
      // Who works no more leaves his groups, and the seats show as empty.
      if (!facts.active) await leaveGroups(context, id)
      return ok(changed.toMutableJSON())
    })
  },
}

/** Whether every subject that is named is the caller's. */
async function reaches(context: Context, { relativeOf, ties = [] }: PersonFacts): Promise<boolean> {
  for (const id of new Set([...(relativeOf ? [relativeOf] : []), ...ties.map(({ subjectId }) => subjectId)])) if (!(await findSubject(context, id))) return false
  return true
}

const chinese = new Intl.Collator('zh-CN')

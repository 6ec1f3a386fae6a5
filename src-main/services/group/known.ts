import { barredOf } from '#shared/casework/barred.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Known } from '#shared/rules/index.ts'
import type { Office } from '../../host/office.ts'
import { policyPackOf } from '../duty/policy-pack.ts'
import { loadsOf } from './load.ts'

/** What this desk knows of the people of some groups, read once for all of them. */
export type Surroundings = { readonly people: ReadonlyMap<string, Person>; readonly loads: ReadonlyMap<string, number>; readonly policy: NonNullable<Known['policy']> }

export async function surroundingsOf(office: Office, groups: readonly CorrectionGroup[]): Promise<Surroundings> {
  const ids = [...new Set(groups.flatMap(({ members }) => members.map(({ personId }) => String(personId))))]
  const [found, loads, policy] = await Promise.all([office.data.people.findByIds(ids).exec(), loadsOf(office), policyPackOf(office)])
  return { people: new Map([...found.values()].map((document) => [String(document.id), document.toMutableJSON()])), loads, policy }
}

/** What the rules may know of one group; the group itself counts for the load of those who are only now chosen for it. */
export function knownOf(subject: Subject, members: CorrectionGroup['members'], { people, loads, policy }: Surroundings, savedIds: ReadonlySet<string>): Known {
  const own = members.flatMap(({ personId }) => people.get(personId) ?? [])
  return {
    id: subject.id, policy,
    relatives: Object.fromEntries(members.filter(({ seat }) => seat === 'FIXED_FAMILY').flatMap(({ personId }) => (people.has(personId) ? [[personId, people.get(personId)?.relativeOf ?? null]] : []))),
    ties: Object.fromEntries(own.map((person) => [person.id, person.ties ?? []])),
    barred: barredOf(subject.more),
    loads: Object.fromEntries(members.map(({ personId }) => [personId, (loads.get(personId) ?? 0) + (savedIds.has(personId) ? 0 : 1)])),
  }
}

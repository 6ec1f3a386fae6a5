import type { PersonFacts } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { z } from 'zod'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import { inventName, villages, volunteerPlan } from './people.ts'
import type { Choice } from './random.ts'

type Facts = z.input<typeof PersonFacts>

const person = (facts: Partial<Facts> & Pick<Facts, 'name' | 'gender' | 'kind'>): Facts => ({
  phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ...facts,
})

/** A member to choose for a group. */
export type Candidate = { personId: string; gender: string; minorsKnowledge: boolean }

/** Volunteers, and one or two cadres for each village. */
export async function fillDirectory(client: OfficeClient, choice: Choice, volunteers: number): Promise<{ volunteers: Candidate[]; cadres: Candidate[] }> {
  const add = async (facts: Facts): Promise<Candidate> => {
    const made = await must('登记名册', client.person.create(facts))
    return { personId: made.id, gender: made.gender, minorsKnowledge: made.minorsKnowledge }
  }
  const result: { volunteers: Candidate[]; cadres: Candidate[] } = { volunteers: [], cadres: [] }
  for (const plan of volunteerPlan.slice(0, volunteers)) result.volunteers.push(await add(person({ ...plan, kind: 'VOLUNTEER', specialties: [...plan.specialties], phone: phone(choice) })))
  for (const village of villages)
    for (const gender of choice.chance(0.5) ? (['1', '2'] as const) : (['1'] as const))
      result.cadres.push(await add(person({ name: inventName(choice, gender), gender, kind: 'VILLAGE', organisation: `${village}委员会`.replace('社区委员会', '社区居委会'), village, phone: phone(choice) })))
  return result
}

/** A relative of the subject, of the other gender more often than not. */
export async function addRelative(client: OfficeClient, choice: Choice, subject: Pick<Subject, 'id' | 'gender' | 'minorRegime' | 'village'>): Promise<Candidate> {
  const other = subject.gender === '1' ? '2' : '1'
  const gender = choice.chance(0.8) ? other : subject.gender === '2' ? '2' : '1'
  const relation = subject.minorRegime ? (gender === '1' ? '父亲' : '母亲') : gender === other ? '配偶' : '兄弟姐妹'
  const made = await must('登记家属', client.person.create(person({ name: inventName(choice, gender), gender, kind: subject.minorRegime ? 'GUARDIAN' : 'FAMILY', relation, relativeOf: subject.id, village: subject.village, phone: phone(choice) })))
  return { personId: made.id, gender: made.gender, minorsKnowledge: false }
}

/** Invented: the 199-0000 block is not given to anybody. */
function phone(choice: Choice): string {
  return `1990000${String(choice.below(10_000)).padStart(4, '0')}`
}

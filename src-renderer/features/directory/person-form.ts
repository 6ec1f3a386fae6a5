import { type Person, PersonFacts } from '#shared/domain/person.ts'

export const emptyPerson: PersonFacts = { name: '', gender: '1', kind: 'VILLAGE', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ties: [] }

/** What can be changed of a person of the directory. */
export function personFactsOf(person: Person): PersonFacts {
  const fields = Object.keys(emptyPerson)
  return PersonFacts.parse(Object.fromEntries(Object.entries(person).filter(([name]) => fields.includes(name))))
}

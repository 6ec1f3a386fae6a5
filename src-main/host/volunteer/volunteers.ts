import type { Person } from '#shared/domain/person.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { OpenOffice } from '../open-office.ts'

/** The people with a volunteer's log-in on this PC. */
export async function volunteersOf({ office }: OpenOffice, keyring: Pick<Keyring, 'content'>): Promise<Person[]> {
  const people = await office.data.people.findByIds(keyring.content().slots.map(({ personId }) => String(personId))).exec()
  return [...people.values()].map((person) => person.toMutableJSON()).filter(({ account }) => account?.role === 'volunteer')
}

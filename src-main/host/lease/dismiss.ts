import type { PersonId } from '#shared/kernel/ids.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { OpenOffice } from '../open-office.ts'

/**
 * Ends the accounts that the county has ended: the slot opens nothing any more, and the person's document says so. The last
 * director stays, or nobody could hand over. Gives whom it ended now.
 */
export async function endDismissed({ office, audit, dataKey }: OpenOffice, keyring: Pick<Keyring, 'content' | 'setSuspended'>, dismissed: readonly PersonId[]): Promise<PersonId[]> {
  const ended: PersonId[] = []
  for (const personId of dismissed) {
    const document = await office.data.people.findOne(personId).exec()
    const person = document?.toMutableJSON()
    const slot = keyring.content().slots.find((one) => one.personId === personId)
    if (!document || !person?.account || (!person.account.active && (!slot || slot.suspended))) continue
    const directors = (await office.data.people.find().exec()).filter(({ account }) => account?.role === 'director' && account.active)
    if (person.account.role === 'director' && directors.every(({ id }) => id === personId)) continue
    await audit.append({ at: office.now(), personId: '', role: '', operation: 'account.endedByCounty', objectId: personId, outcome: 'intent' })
    if (slot) await keyring.setSuspended(personId, true, { dataKey })
    await document.incrementalPatch({ account: { ...person.account, active: false }, editedAt: office.now(), editedBy: '县局', receivedAt: null, refused: null })
    ended.push(personId)
  }
  return ended
}

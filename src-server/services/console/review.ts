import { toInstant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { type NewVersion, selectDocuments, storeVersions } from '../../db/documents.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { ConsoleUser } from './session.ts'

type Review = { ids: string[]; state: 'APPROVED' | 'RETURNED'; comment: string }

/**
 * Writes the county's field of these records, each as a new revision that the office pulls. Answers how many changed:
 * unknown ids, confirmations and records that already stand so are left as they are.
 */
export async function review(county: County, { ids, state, comment }: Review, by: ConsoleUser): Promise<number> {
  const receivedAt = toInstant(county.now())
  const keys = [...new Set(ids)].map((id) => ({ collection: 'records' as const, id }))
  return inTransaction(county.db, async (transaction) => {
    const known = await selectDocuments(transaction, keys)
    await lockOffices(transaction, [...new Set(known.map((held) => held.officeId))])
    const held = await selectDocuments(transaction, keys)
    const versions = held
      .filter(({ document }) => document['kind'] !== 'confirmation' && !stands(document, state, comment))
      .map((one): NewVersion => ({ ...one, revision: one.revision + 1, receivedAt, document: { ...one.document, review: { state, comment, by: by.name, at: receivedAt } } }))
    await storeVersions(transaction, versions, { user: by.login })
    await announceChange(transaction)
    return versions.length
  })
}

function stands({ review: now }: WireDocument, state: string, comment: string): boolean {
  return typeof now === 'object' && now !== null && 'state' in now && now.state === state && now.comment === comment
}

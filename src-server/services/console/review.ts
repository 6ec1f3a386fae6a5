import { toInstant } from '#shared/kernel/time.ts'
import { Review as ReviewSchema, type Review, type ReviewState } from '#shared/domain/record.ts'
import type { Comment } from '#shared/domain/words.ts'
import { DocumentId, makeId } from '#shared/kernel/ids.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { type NewVersion, selectOpenDocuments, storeVersions } from '../../db/documents.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { ConsoleUser } from './session.ts'

type Asked = { ids: string[]; state: ReviewState; comment: string; comments?: { field: string; text: string }[] | undefined }

/**
 * Writes the county's field of these records, each as a new revision that the office pulls. Answers how many changed:
 * unknown ids, confirmations and records that already stand so are left as they are.
 */
export async function review(county: County, { ids, state, comment, comments = [] }: Asked, by: ConsoleUser): Promise<number> {
  const receivedAt = toInstant(county.now())
  const said = comments.map((one): Comment => ({ id: DocumentId.parse(makeId(county.now(), county.randomBytes(10))), field: one.field, text: one.text, by: by.name, at: receivedAt }))
  const reviewOf = (before: unknown): Review => {
    const all = [...(ReviewSchema.safeParse(before).data?.comments ?? []), ...said].slice(-200)
    return { state, comment, by: by.name, at: receivedAt, ...(all.length > 0 ? { comments: all } : {}) }
  }
  const keys = [...new Set(ids)].map((id) => ({ collection: 'records' as const, id }))
  return inTransaction(county.db, async (transaction) => {
    const known = await selectOpenDocuments(transaction, keys)
    await lockOffices(transaction, [...new Set(known.map((held) => held.officeId))])
    const held = await selectOpenDocuments(transaction, keys)
    const versions = held
      .filter(({ document }) => document['kind'] !== 'confirmation' && (comments.length > 0 || !stands(document, state, comment)))
      .map((one): NewVersion => ({ ...one, revision: one.revision + 1, receivedAt, document: WireDocument.parse({ ...one.document, review: reviewOf(one.document['review']) }) }))
    await storeVersions(transaction, versions, { user: by.login })
    await announceChange(transaction)
    return versions.length
  })
}

function stands({ review: now }: WireDocument, state: string, comment: string): boolean {
  return typeof now === 'object' && now !== null && 'state' in now && now.state === state && now.comment === comment
}

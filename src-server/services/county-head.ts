import { canonicalJson } from '#shared/kernel/canonical.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { CountyHead, ReceiptBody, type Signed } from '#shared/sync/protocol.ts'
import type { County } from '../county.ts'
import { isSignedBy, sha256 } from '../crypto/signing.ts'
import { beginEpoch, type Epoch, growsFrom, lockEpoch, readBooks, readEpoch, systemIdentifier } from '../db/epoch.ts'
import { inTransaction } from '../db/in-transaction.ts'
import { findEntry } from '../db/ledger.ts'
import type { Queryable } from '../db/open-database.ts'

/** The county's signed word on where its books stand; devices show it again at their next check. */
export async function signHead(county: County, db: Queryable, epoch: string): Promise<Signed> {
  return county.seal.sign(canonicalJson({ kind: 'county-head', epoch, at: toInstant(county.now()), ...(await readBooks(db)) } satisfies CountyHead))
}

/**
 * The epoch in force, after looking at what a device has seen of this county. Where our own signed word of this very
 * epoch is about a state that our books do not know, the database was put back (a file copy keeps its identifier, so
 * nothing else would show it): a new epoch begins, and every device offers again what the county has forgotten.
 */
export async function epochAfter(county: County, known: Signed | undefined): Promise<Epoch> {
  const head = known && readHead(county, known)
  const now = await readEpoch(county.db)
  if (!head || head.epoch !== now.epoch || (await growsFrom(county.db, head))) return now
  return beginAfter(county, { epoch: head.epoch, position: head.position, seenAt: head.at })
}

/** The same by a receipt that comes back with its batch: one of this epoch that the ledger does not hold was given before it was put back. */
export async function noticeReceipt(county: County, { body, hash, signature }: Signed): Promise<void> {
  if (sha256(body) !== hash || !isSignedBy(county.seal.publicKey, body, signature)) return
  const { data } = ReceiptBody.safeParse(JSON.parse(body))
  const now = await readEpoch(county.db)
  if (!data || data.epoch !== now.epoch || (await findEntry(county.db, data.deviceId, data.number))?.receipt.hash === hash) return
  await beginAfter(county, { epoch: data.epoch, position: data.position, seenAt: data.receivedAt })
}

/** Begins a new epoch after one of which something is forgotten, unless somebody else has just done so. */
async function beginAfter(county: County, { epoch: former, position, seenAt }: { epoch: string; position: number; seenAt: Instant | undefined }): Promise<Epoch> {
  return inTransaction(county.db, async (transaction) => {
    await lockEpoch(transaction)
    const still = await readEpoch(transaction)
    if (still.epoch !== former) return still
    const epoch = Buffer.from(county.randomBytes(12)).toString('hex')
    await beginEpoch(transaction, epoch, { system: await systemIdentifier(transaction), seenAt })
    county.log('epoch.begun', { position })
    return readEpoch(transaction)
  })
}

function readHead(county: County, { body, signature }: Signed): CountyHead | undefined {
  if (!isSignedBy(county.seal.publicKey, body, signature)) return undefined
  const parsed = CountyHead.safeParse(JSON.parse(body))
  return parsed.data
}

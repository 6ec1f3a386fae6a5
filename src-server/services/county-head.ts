import { canonicalJson } from '#shared/kernel/canonical.ts'
import { CountyHead, type Signed } from '#shared/sync/protocol.ts'
import type { County } from '../county.ts'
import { isSignedBy } from '../crypto/signing.ts'
import { beginEpoch, type Epoch, growsFrom, lockEpoch, readBooks, readEpoch, systemIdentifier } from '../db/epoch.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Queryable } from '../db/open-database.ts'

/** The county's signed word on where its books stand; devices show it again at their next check. */
export async function signHead(county: County, db: Queryable, epoch: string): Promise<Signed> {
  return county.seal.sign(canonicalJson({ kind: 'county-head', epoch, ...(await readBooks(db)) } satisfies CountyHead))
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
  return inTransaction(county.db, async (transaction) => {
    await lockEpoch(transaction)
    const still = await readEpoch(transaction)
    if (still.epoch !== head.epoch) return still
    const epoch = Buffer.from(county.randomBytes(12)).toString('hex')
    await beginEpoch(transaction, epoch, await systemIdentifier(transaction))
    county.log('epoch.begun', { position: head.position })
    return readEpoch(transaction)
  })
}

function readHead(county: County, { body, signature }: Signed): CountyHead | undefined {
  if (!isSignedBy(county.seal.publicKey, body, signature)) return undefined
  const parsed = CountyHead.safeParse(JSON.parse(body))
  return parsed.data
}

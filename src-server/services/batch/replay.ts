import { isSameJson } from '#shared/kernel/canonical.ts'
import { ReceiptBody, type ReceiptItem, type Signed, type WireDocument } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { isSignedBy, sha256 } from '../../crypto/signing.ts'
import type { HeldDocument } from '../../db/documents.ts'
import type { Judgement } from './judge.ts'

/** What this county itself decided about a batch before it was put back to an earlier state. */
export type Former = ReadonlyMap<string, ReceiptItem>

/** The former receipt of a batch, if it is our own word about exactly this batch out of another epoch; else undefined. */
export function readFormer(county: County, batchHash: string, { receipt, epoch }: { receipt: Signed | undefined; epoch: string }): Former | undefined {
  if (!receipt || sha256(receipt.body) !== receipt.hash || !isSignedBy(county.seal.publicKey, receipt.body, receipt.signature)) return undefined
  const { data } = ReceiptBody.safeParse(JSON.parse(receipt.body))
  if (!data || data.batchHash !== batchHash || data.epoch === epoch) return undefined
  return new Map(data.items.map((item) => [`${item.collection}/${item.id}`, item]))
}

/** A former judgement, and the revision under which its version is kept. */
export type Replayed = Pick<Judgement, 'verdict' | 'reason' | 'fields' | 'next'> & { revision: number }

/**
 * The version that stood at the county after this item, where the county has forgotten it: it is stored under its number
 * of then. So it does not matter in which order devices come back. Undefined where the item must be judged anew: it was
 * not taken then, or somebody has changed the document since the county was put back. `stood`: what stands here under
 * the number of then, where that is known.
 */
export function replayed(former: ReceiptItem | undefined, sent: WireDocument, { held, floor, stood }: { held: HeldDocument | undefined; floor: number; stood: WireDocument | undefined }): Replayed | undefined {
  if (!former || former.revision === 0 || former.verdict === 'quarantined') return undefined
  const known = held?.revision ?? 0
  if (known > floor) return undefined
  const { verdict, reason, fields = [], revision } = former
  const there = revision === known ? held?.document : stood
  // Put back without anybody noticing, the county gave the same number to another version before the epoch began.
  if (revision <= known && there && !isSameJson(there, former.current ?? sent)) return undefined
  // A later version that another device has brought back already grew out of this one.
  return { verdict, reason, fields, ...(revision > known ? { revision, next: former.current ?? sent } : { revision: known, next: null }) }
}

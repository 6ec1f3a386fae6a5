import { isSameJson } from '#shared/kernel/canonical.ts'
import { mergeDocuments } from '#shared/sync/merge.ts'
import { BatchBody, ReceiptBody, type ReceiptItem, type Signed, type WireDocument } from '#shared/sync/protocol.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import { syncedCollectionNames } from '#shared/domain/collections.ts'
import type { Office } from '../host/office.ts'
import type { StoredBatch } from '../store/documents.ts'
import { packText } from './packed-batch.ts'
import { sha256Hex, verifyText } from './signatures.ts'
import { noteReturns } from './returns.ts'
import { type Stored, writeAsSync } from './sync-write.ts'
import { nothingTouched, tellTouched, touch } from './tell-changed.ts'

/** A receipt that is the county's own word about exactly this batch; null for anything else. */
export function checkReceipt(batch: StoredBatch, receipt: Signed, countyPublicKey: string): ReceiptBody | null {
  if (sha256Hex(receipt.body) !== receipt.hash || !verifyText(countyPublicKey, receipt.body, receipt.signature)) return null
  const body = ReceiptBody.safeParse(JSON.parse(receipt.body))
  if (!body.success) return null
  const { batchHash, number, items } = body.data
  return batchHash === batch.hash && number === batch.number && items.length === batch.items.length ? body.data : null
}

/**
 * Brings each document of a receipted batch to the county's word, then marks the batch. Every step may run again after
 * a kill: a document that already carries the receipt's revision is left alone, and the batch is marked last.
 */
export async function applyReceipt(office: Office, batch: StoredBatch, receipt: { signed: Signed; body: ReceiptBody }): Promise<void> {
  const sentBody = BatchBody.parse(JSON.parse(batch.body))
  const sent = new Map(sentBody.items.map((item) => [`${item.collection}/${item.id}`, item.document]))
  await noteReturns(office, receipt.body.items, { mineOf: (item) => sent.get(`${item.collection}/${item.id}`) ?? {}, batchNumber: batch.number })
  const touched = nothingTouched()
  for (const collection of syncedCollectionNames) {
    const items = receipt.body.items.filter((item) => item.collection === collection)
    if (items.length === 0) continue
    const verdicts = new Map(items.map((item) => [item.id, item]))
    await writeAsSync(office, collection, [...verdicts.keys()], (current, id) => {
      const item = verdicts.get(DocumentId.parse(id))
      const was = sent.get(`${collection}/${id}`)
      const next = current && item && was ? settle(current, item, { was, at: receipt.body.receivedAt }) : null
      if (was && next) touch(touched, collection, was)
      return next
    })
  }
  const stored = await office.data.batches.findOne(batch.id).exec(true)
  await stored.incrementalPatch({
    state: 'receipted',
    receipt: { body: await packText(receipt.signed.body), hash: receipt.signed.hash, signature: receipt.signed.signature, position: receipt.body.position, receivedAt: receipt.body.receivedAt },
  })
  tellTouched(office, touched)
}

/** What one local document becomes by the county's verdict on the version that was sent. */
export function settle(current: Stored, item: ReceiptItem, sent: { was: WireDocument; at: string }): Stored | null {
  const untouched = isSameJson(toWire(current), sent.was)
  if (item.verdict === 'quarantined') return untouched ? { ...current, refused: { verdict: 'quarantined', reason: item.reason, at: sent.at } } : null
  if (untouched && item.current === null) return { ...current, revision: item.revision, receivedAt: sent.at, refused: null }
  if (untouched) return copy(current.id, fromWire(item.current ?? sent.was, { revision: item.revision, receivedAt: sent.at }))
  // Edited again since it was sent: the edit stays and waits. It can rest on the county's word only where both join.
  if (typeof current['revision'] === 'number' && current['revision'] >= item.revision) return null
  // No edit of anybody's: a version fetched from a county that was put back while this batch was on its way again.
  if (current['receivedAt'] !== null) return copy(current.id, fromWire(item.current ?? sent.was, { revision: item.revision, receivedAt: sent.at }))
  const merged = mergeDocuments(item.collection, sent.was, item.current ?? sent.was, toWire(current))
  if (merged.conflicts.length > 0) return null
  return copy(current.id, { ...merged.document, revision: item.revision, receivedAt: null, refused: null })
}

function copy(id: string, fields: Record<string, unknown>): Stored {
  return { ...fields, id }
}

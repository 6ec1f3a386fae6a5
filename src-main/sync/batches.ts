import type { Office } from '../host/office.ts'
import type { StoredBatch } from '../store/documents.ts'
import { packBatch, unpackBatch } from './packed-batch.ts'

/** What is known of a batch without unpacking it. */
export type BatchHead = Omit<StoredBatch, 'body'>

/** The newest batch ever built here; null before the first. */
export async function newestBatch(office: Office): Promise<BatchHead | null> {
  const [found] = await office.data.batches.find({ sort: [{ id: 'desc' }], limit: 1 }).exec()
  return found ? found.toMutableJSON() : null
}

/** Batches without a receipt, oldest first, as they were signed. */
export async function waitingBatches(office: Office): Promise<StoredBatch[]> {
  return (await findWaiting(office)).map(unpackBatch)
}

/** The same, for those who ask what is in them and not for their texts. */
export async function waitingHeads(office: Office): Promise<BatchHead[]> {
  return findWaiting(office)
}

async function findWaiting(office: Office): Promise<StoredBatch[]> {
  const found = await office.data.batches.find({ selector: { state: { $eq: 'waiting' } }, sort: [{ id: 'asc' }] }).exec()
  return found.map((document) => document.toMutableJSON())
}

/** Writes a batch to the disk. */
export async function keepBatch(office: Office, batch: StoredBatch): Promise<void> {
  await office.data.batches.insert(await packBatch(batch))
}

/** The newest batches first, for the sync page. */
export async function recentBatches(office: Office, limit: number): Promise<StoredBatch[]> {
  const found = await office.data.batches.find({ sort: [{ id: 'desc' }], limit }).exec()
  return found.map((document) => unpackBatch(document.toMutableJSON()))
}

/** The county lacks these batches although we hold their receipts: they are offered again, byte for byte. */
export async function offerAgainAfter(office: Office, number: number): Promise<void> {
  const found = await office.data.batches.find({ selector: { id: { $gt: batchId(number) }, state: { $eq: 'receipted' } } }).exec()
  for (const batch of found) await batch.incrementalPatch({ state: 'waiting' })
}

/** Batch numbers as ids that sort. */
export function batchId(number: number): string {
  return String(number).padStart(10, '0')
}

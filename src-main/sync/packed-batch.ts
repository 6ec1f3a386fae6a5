import { gunzipSync, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { MESSAGE_LIMIT } from '#shared/sync/protocol.ts'
import type { StoredBatch } from '../store/documents.ts'

const compress = promisify(gzip)
/** No text of ours begins so: batches and receipts are JSON. Those of earlier versions lie there as they are. */
const mark = 'gzip:'

/** A signed text as it is kept: a tenth as long. Every letter of it comes back, or its signature would be worth nothing. */
export async function packText(text: string): Promise<string> {
  return mark + (await compress(text, { level: 1 })).toString('base64')
}

/** The text out of what packText made. What was kept as it is, or is damaged, is given as it is: no signature holds for the latter. */
export function unpackText(kept: string): string {
  if (!kept.startsWith(mark)) return kept
  try {
    return gunzipSync(Buffer.from(kept.slice(mark.length), 'base64'), { maxOutputLength: 4 * MESSAGE_LIMIT }).toString('utf8')
  } catch {
    return kept
  }
}

/** A batch as it is written to the disk. */
export async function packBatch(batch: StoredBatch): Promise<StoredBatch> {
  return { ...batch, body: await packText(batch.body), receipt: batch.receipt && { ...batch.receipt, body: await packText(batch.receipt.body) } }
}

/** A batch as it was signed, out of what lies on the disk. */
export function unpackBatch(kept: StoredBatch): StoredBatch {
  return { ...kept, body: unpackText(kept.body), receipt: kept.receipt && { ...kept.receipt, body: unpackText(kept.receipt.body) } }
}

import { canonicalJson } from '../kernel/canonical.ts'
import { BATCH_LIMITS, type BatchBody, type Item } from './protocol.ts'

/** An item as it stands in the text of a batch. */
export function itemText(item: Item): string {
  return canonicalJson(item)
}

/** How many of the first items fit into one batch, by the lengths of their texts. At least one, so that a large item never blocks the queue. */
export function fittingItems(texts: readonly string[], limits: { items: number; bytes: number } = BATCH_LIMITS): number {
  let bytes = 0
  let count = 0
  for (const text of texts) {
    // Letters are counted, not their bytes: exact enough for a bound, and nothing has to be encoded for it.
    bytes += text.length
    if (count > 0 && (count >= limits.items || bytes > limits.bytes)) break
    count++
  }
  return count
}

/** The text of a batch: built once, hashed, signed, kept, and re-sent byte for byte. */
export function batchText(body: BatchBody): string {
  return batchTextOf(body, body.items.map(itemText))
}

/** The same from the items' own texts, so that no item is written out twice. Canonical like canonicalJson of the whole. */
export function batchTextOf(body: Omit<BatchBody, 'items'>, items: readonly string[]): string {
  const { auditHead, createdAt, deviceId, number, officeId, previousHash, protocol, suite } = body
  const before = canonicalJson({ auditHead, createdAt, deviceId })
  const after = canonicalJson({ number, officeId, previousHash, protocol, suite })
  return `${before.slice(0, -1)},"items":[${items.join(',')}],${after.slice(1)}`
}

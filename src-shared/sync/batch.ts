import { canonicalJson } from '../kernel/canonical.ts'
import { BATCH_LIMITS, type BatchBody, type Item } from './protocol.ts'

/** How many of the first items fit into one batch. At least one, so that a large item never blocks the queue. */
export function fittingItems(items: readonly Item[], limits: { items: number; bytes: number } = BATCH_LIMITS): number {
  let bytes = 0
  let count = 0
  for (const item of items) {
    bytes += canonicalJson(item).length
    if (count > 0 && (count >= limits.items || bytes > limits.bytes)) break
    count++
  }
  return count
}

/** The text of a batch: built once, hashed, signed, kept, and re-sent byte for byte. */
export function batchText(body: BatchBody): string {
  return canonicalJson(body)
}

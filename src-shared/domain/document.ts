import { z } from 'zod'
import { Instant } from '../kernel/time.ts'

/**
 * What every synced document carries. There is no outbox beside the document: one whose `receivedAt` is null *is* what
 * waits to be sent (house rule: one document is the only atomic unit of the store).
 * `revision` is the county's number of the version this copy rests on, 0 while the county has none.
 */
export const syncFields = {
  revision: z.int().nonnegative(),
  receivedAt: Instant.nullable(),
  /** Set when the county could not take this version: a code and the sentence for people. Cleared by the next edit. */
  refused: z.strictObject({ verdict: z.enum(['conflict', 'quarantined']), reason: z.string(), at: Instant }).nullable(),
} as const

export type SyncFields = { revision: number; receivedAt: Instant | null; refused: { verdict: 'conflict' | 'quarantined'; reason: string; at: Instant } | null }

/** The fields of a new document that the county has never seen. */
export const neverSent: SyncFields = { revision: 0, receivedAt: null, refused: null }

/** Where a document stands on its way: lists filter by it, the sync page counts it. */
export const SyncState = z.enum(['waiting', 'inReview', 'returned', 'received'])
export type SyncState = z.output<typeof SyncState>

/** The way of any document that the county does not review. */
export function syncStateOf(document: SyncFields): SyncState {
  if (document.refused) return 'returned'
  return document.receivedAt ? 'received' : 'waiting'
}

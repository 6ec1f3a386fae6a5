import type { SyncStatus } from '#shared/contract/sync.ts'
import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { type Change, type Counts, PAGE_LIMITS } from '#shared/sync/protocol.ts'

/** How far a fetch has come in each collection: what is to come by the county's word, and what has been written. */
export type Parts = { expect(remaining: Counts): void; take(changes: readonly Change[]): void; total(): number; shown(): SyncStatus['parts'] }

/** Nothing to come yet. */
export function createParts(): Parts {
  const done = new Map<Change['collection'], number>()
  let expected: Counts = {}
  const total = (): number => Object.values(expected).reduce((sum, count) => sum + count, 0)
  return {
    expect: (remaining) => void (expected = remaining),
    take(changes) {
      for (const { collection } of changes) done.set(collection, (done.get(collection) ?? 0) + 1)
    },
    total,
    // What comes in one page is there before anybody could read its names.
    shown: () => (total() <= PAGE_LIMITS.items ? [] : syncedCollectionNames.flatMap((collection) => {
      // While it is fetched somebody may have written more of it.
      const [came, of] = [done.get(collection) ?? 0, expected[collection] ?? 0]
      return of + came === 0 ? [] : [{ collection, done: came, of: Math.max(of, came) }]
    })),
  }
}

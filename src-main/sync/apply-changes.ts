import { syncedCollections, syncedCollectionNames } from '#shared/domain/collections.ts'
import { isNews } from '#shared/sync/news.ts'
import type { Change } from '#shared/sync/protocol.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { Office } from '../host/office.ts'
import { noteRulings } from './rulings.ts'
import { writeAsSync } from './sync-write.ts'
import { nothingTouched, tellTouched, touch } from './tell-changed.ts'

/**
 * Writes one page of the county's changes. A copy with an unsent edit is never touched: the receipt of that edit brings
 * the county's word on both. Answers how many documents this version of the program cannot read. Safe to run twice.
 */
export async function applyChanges(office: Office, changes: readonly Change[]): Promise<number> {
  let unreadable = 0
  const touched = nothingTouched()
  for (const collection of syncedCollectionNames) {
    const newest = new Map<string, Change>(changes.filter((change) => change.collection === collection).map((change) => [change.id, change]))
    if (newest.size === 0) continue
    await writeAsSync(office, collection, [...newest.keys()], (current, id) => {
      const change = newest.get(id)
      if (!change || !isNews(current, change.revision)) return null
      const document = syncedCollections[collection].safeParse(fromWire(change.document, change))
      if (!document.success) {
        unreadable++
        return null
      }
      touch(touched, collection, change.document)
      return { ...document.data }
    })
  }
  await noteRulings(office, changes)
  tellTouched(office, touched)
  return unreadable
}

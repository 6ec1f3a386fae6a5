import { type SyncedCollection, syncedCollections } from '#shared/domain/collections.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import type { Exchange } from './exchange-kit.ts'
import { writeAsSync } from './sync-write.ts'
import { nothingTouched, tellTouched, touch } from './tell-changed.ts'

const PAGE = 100
type Difference = { collection: SyncedCollection; take: readonly string[]; offer: readonly string[] }
export type Put = { taken: number; offered: number; mended: number }

/**
 * Puts a difference right: the county first mends its own copies, then its word is taken, and what it has no word on is
 * offered to it like an edit. An unsent edit is never touched. Null where the county could not be asked. Safe to run twice.
 */
export async function mend({ office, county }: Exchange, { collection, take, offer }: Difference): Promise<Put | null> {
  const put: Put = { taken: 0, offered: 0, mended: 0 }
  const ids = [...new Set([...take, ...offer])]
  const touched = nothingTouched()
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE)
    const answer = await county.sync.repair({ protocol: PROTOCOL_VERSION, collection, ids: page.map((id) => DocumentId.parse(id)) })
    if (!answer.ok) return null
    put.mended += answer.value.mended
    const word = new Map<string, (typeof answer.value.changes)[number]>(answer.value.changes.map((change) => [change.id, change]))
    const elsewhere = new Set<string>(answer.value.elsewhere)
    await writeAsSync(office, collection, page, (current, id) => {
      const change = word.get(id)
      if ((current && current['receivedAt'] === null) || elsewhere.has(id)) return null
      if (!change || (current && change.revision < Number(current['revision']))) {
        if (current) put.offered++
        return current ? { ...current, receivedAt: null } : null
      }
      const read = syncedCollections[collection].safeParse(fromWire(change.document, change))
      if (!read.success) return null
      const next = { ...read.data }
      if (current && Number(current['revision']) === change.revision && canonicalJson(toWire(current)) === canonicalJson(toWire(next))) return null
      put.taken++
      touch(touched, collection, change.document)
      return next
    })
  }
  tellTouched(office, touched)
  return put
}

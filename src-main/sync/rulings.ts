import { canonicalJson } from '#shared/kernel/canonical.ts'
import { Ruling } from '#shared/domain/words.ts'
import { valueAt } from '#shared/sync/paths.ts'
import type { Change, WireDocument } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import type { Office } from '../host/office.ts'

const Rulings = z.array(Ruling)

/**
 * The county's decisions about edits of this device, found in documents that came from it: each opens the entry in 退回
 * of the edit that lost or won, with what stands now, until somebody has read it. Safe to run twice.
 */
export async function noteRulings(office: Office, changes: readonly Pick<Change, 'collection' | 'id' | 'document'>[]): Promise<void> {
  for (const { collection, id, document } of changes) {
    const rulings = document['rulings'] === undefined ? [] : (Rulings.safeParse(document['rulings']).data ?? [])
    for (const ruling of rulings) if (ruling.deviceId === office.deviceId) await note(office, { collection, id, document, ruling })
  }
}

type Noted = { collection: Change['collection']; id: string; document: WireDocument; ruling: Ruling }

async function note(office: Office, { collection, id, document, ruling }: Noted): Promise<void> {
  const entry = await office.data.returns.findOne(`${ruling.number}-${id}`).exec()
  const known = Ruling.safeParse(JSON.parse(entry?.toMutableJSON().ruling ?? 'null')).data
  if (known && known.at >= ruling.at) return
  const told = { ruling: canonicalJson(ruling), current: canonicalJson(document), fields: ruling.fields.map(({ field }) => field), reason: ruling.reason, at: ruling.at, closedAt: null }
  if (entry) await entry.incrementalPatch(told)
  // The entry was lost with an older database: what was sent is not known any more, what stands now is.
  else await office.data.returns.insert({ id: `${ruling.number}-${id}`, kind: 'conflict', collectionName: collection, documentId: id, mine: '{}', ...told })
}

/** Values of an entry at a path, for its own words. */
export function sidesAt(collection: Change['collection'], sides: { mine: WireDocument; current: WireDocument }, path: string): { mine: WireDocument[string] | undefined; current: WireDocument[string] | undefined } {
  return { mine: valueAt(collection, sides.mine, path), current: valueAt(collection, sides.current, path) }
}

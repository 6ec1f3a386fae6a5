import { z } from 'zod'
import { type BatchBody, Item, type WireDocument } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import { type HeldDocument, selectVersions } from '../../db/documents.ts'
import { selectBodies } from '../../db/ledger.ts'
import type { Queryable } from '../../db/open-database.ts'
import { keyText } from './judge-batch.ts'
import type { Former } from './replay.ts'

const SentItems = z.object({ items: z.array(Item) })

/**
 * Looks up the versions on which edits rest: the county's version of `baseRevision`, or what this device itself sent in
 * batch `baseBatch`. `floor`: the last revision of the epoch before, 0 in the first. Asks the database only where the base
 * is not simply the current version.
 */
export async function findBases(db: Queryable, body: BatchBody, held: HeldDocument[], floor: number): Promise<(item: Item) => WireDocument | null> {
  const current = new Map(held.map((document) => [keyText(document), document]))
  const edits = body.items.filter((item) => item.collection !== 'records' && current.has(keyText(item)))
  const older = edits.filter((item) => item.baseBatch === null && item.baseRevision > 0 && current.get(keyText(item))?.revision !== item.baseRevision)
  const versions = await selectVersions(db, older.map((item) => ({ collection: item.collection, id: item.id, revision: item.baseRevision })))
  const byRevision = new Map(versions.map((version) => [`${keyText(version)}@${version.revision}`, version.document]))
  const numbers = [...new Set(body.items.flatMap((item) => (item.collection === 'records' || item.baseBatch === null ? [] : [item.baseBatch])))]
  const bySelf = new Map<string, WireDocument>()
  for (const sent of await selectBodies(db, body.deviceId, numbers)) {
    for (const item of SentItems.parse(JSON.parse(sent.body)).items) bySelf.set(`${keyText(item)}#${sent.number}`, toWire(item.document))
  }
  return (item) => chooseBase(item, {
    now: current.get(keyText(item)),
    floor,
    sentIn: (number) => bySelf.get(`${keyText(item)}#${number}`),
    versionOf: (revision) => byRevision.get(`${keyText(item)}@${revision}`),
  })
}

/** Looks up what stands under the numbers that a former receipt gave: before an epoch begins a number can be given twice. */
export async function findStood(db: Queryable, former: Former | undefined): Promise<(item: Item) => WireDocument | undefined> {
  const said = [...(former?.values() ?? [])].filter(({ revision }) => revision > 0)
  const versions = await selectVersions(db, said.map(({ collection, id, revision }) => ({ collection, id, revision })))
  const stood = new Map(versions.map((version) => [keyText(version), version.document]))
  return (item) => stood.get(keyText(item))
}

/** The document an item rests on, out of what is known of it; null: not known. Pure. */
export function chooseBase(item: Item, known: { now: HeldDocument | undefined; floor: number; sentIn(number: number): WireDocument | undefined; versionOf(revision: number): WireDocument | undefined }): WireDocument | null {
  if (item.baseBatch !== null) return known.sentIn(item.baseBatch) ?? null
  const { now } = known
  // Put back to an earlier state, the county has forgotten the version this rests on. It grew out of the one it has.
  if (now && now.revision < item.baseRevision && item.baseRevision <= known.floor) return now.document
  return now && now.revision === item.baseRevision ? now.document : (known.versionOf(item.baseRevision) ?? null)
}

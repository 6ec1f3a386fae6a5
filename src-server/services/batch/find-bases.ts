import { z } from 'zod'
import { type BatchBody, Item, type WireDocument } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import { type HeldDocument, type HeldVersion, selectVersions, type VersionKey } from '../../db/documents.ts'
import type { Epoch } from '../../db/epoch.ts'
import { selectBodies } from '../../db/ledger.ts'
import type { Queryable } from '../../db/open-database.ts'
import { keyText } from './judge-batch.ts'
import type { Former } from './replay.ts'

const SentItems = z.object({ items: z.array(Item) })

type Past = Pick<Epoch, 'epoch' | 'floor' | 'knewThrough'>

/**
 * Looks up the versions on which edits rest: the county's version of `baseRevision`, or what this device itself sent in
 * batch `baseBatch`. Asks the database only where the base is not simply the current version, or where that one's number
 * may have been given twice.
 */
export async function findBases(db: Queryable, body: BatchBody, held: HeldDocument[], past: Past): Promise<(item: Item) => WireDocument | null> {
  const current = new Map(held.map((document) => [keyText(document), document]))
  const edits = body.items.filter((item) => item.collection !== 'records' && item.baseBatch === null && item.baseRevision > 0 && current.has(keyText(item)))
  const older = edits.filter((item) => current.get(keyText(item))?.revision !== item.baseRevision).map((item) => versionKey(item, item.baseRevision))
  const late = edits.flatMap((item) => {
    const now = current.get(keyText(item))
    return now?.receivedAt !== undefined && past.knewThrough !== null && now.receivedAt > past.knewThrough ? [versionKey(item, now.revision)] : []
  })
  const versions = await selectVersions(db, [...older, ...late])
  const byRevision = new Map(versions.map((version) => [`${keyText(version)}@${version.revision}`, version]))
  const numbers = [...new Set(body.items.flatMap((item) => (item.collection === 'records' || item.baseBatch === null ? [] : [item.baseBatch])))]
  const bySelf = new Map<string, WireDocument>()
  for (const sent of await selectBodies(db, body.deviceId, numbers)) {
    for (const item of SentItems.parse(JSON.parse(sent.body)).items) bySelf.set(`${keyText(item)}#${sent.number}`, toWire(item.document))
  }
  return (item) => chooseBase(item, {
    now: current.get(keyText(item)),
    floor: past.floor,
    sentIn: (number) => bySelf.get(`${keyText(item)}#${number}`),
    versionOf: (revision) => byRevision.get(`${keyText(item)}@${revision}`)?.document,
    isOtherLife: (revision) => {
      const version = byRevision.get(`${keyText(item)}@${revision}`)
      // What a device sent itself it knows.
      return version !== undefined && version.deviceId !== body.deviceId && isLate(version, past)
    },
  })
}

/** Whether a version got its number after the county had been put back and before anybody noticed. What devices brought back since keeps its own. */
function isLate({ revision, receivedAt, epoch }: HeldVersion, past: Past): boolean {
  return past.knewThrough !== null && revision <= past.floor && receivedAt > past.knewThrough && epoch !== past.epoch
}

const versionKey = ({ collection, id }: Item, revision: number): VersionKey => ({ collection, id, revision })

/** Looks up what stands under the numbers that a former receipt gave: before an epoch begins a number can be given twice. */
export async function findStood(db: Queryable, former: Former | undefined): Promise<(item: Item) => WireDocument | undefined> {
  const said = [...(former?.values() ?? [])].filter(({ revision }) => revision > 0)
  const versions = await selectVersions(db, said.map(({ collection, id, revision }) => ({ collection, id, revision })))
  const stood = new Map(versions.map((version) => [keyText(version), version.document]))
  return (item) => stood.get(keyText(item))
}

export type KnownVersions = {
  now: HeldDocument | undefined
  floor: number
  sentIn(number: number): WireDocument | undefined
  versionOf(revision: number): WireDocument | undefined
  /** Whether the county gave this number after it had been put back, to a version that this device did not send. */
  isOtherLife(revision: number): boolean
}

/** The document an item rests on, out of what is known of it; null: not known. Pure. */
export function chooseBase(item: Item, known: KnownVersions): WireDocument | null {
  if (item.baseBatch !== null) return known.sentIn(item.baseBatch) ?? null
  const { now, floor } = known
  const isForgotten = item.baseRevision <= floor
  // Put back without anybody noticing, the county gave this number, or the ones before it, to what somebody else wrote since.
  if (isForgotten && now && known.isOtherLife(Math.min(now.revision, item.baseRevision))) return null
  // Put back to an earlier state, the county has forgotten the version this rests on. It grew out of the one it has.
  if (now && now.revision < item.baseRevision && isForgotten) return now.document
  return now && now.revision === item.baseRevision ? now.document : (known.versionOf(item.baseRevision) ?? null)
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { batchTextOf, fittingItems, itemText } from '#shared/sync/batch.ts'
import { type BatchBody, Collection, GENESIS_HASH, type Item, PROTOCOL_VERSION, SUITE } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import type { Office } from '../host/office.ts'
import type { StoredBatch } from '../store/documents.ts'
import { batchId, type BatchHead, keepBatch, newestBatch, waitingHeads } from './batches.ts'
import { sha256Hex, signText } from './signatures.ts'
import { scannedSetting, type DeviceKey, type StoredEnrolment } from './sync-settings.ts'

/** How many documents are read and written out in one turn of the event loop. */
const pageSize = 250

export type Signer = { enrolment: StoredEnrolment; key: DeviceKey; /** The protocol version that the county understands. */ protocol: number }
type Waiting = { sequence: number; name: string; text: string }

/**
 * Puts everything that waits and is in no batch yet into batches, in the order in which the office worked (the store's
 * sequence, never the clock), keeps each and gives it. Building and keeping is one insert: a kill leaves a whole batch or none.
 */
export async function* makeBatches(office: Office, signer: Signer): AsyncGenerator<StoredBatch, void, void> {
  // What is written from here on, by an officer or by a receipt that comes meanwhile, is looked at the next time.
  const end = office.log.lastSequence()
  if ((await countUnreceived(office)) === 0) return office.settings.set(scannedSetting.id, { sequence: end })
  let last = await newestBatch(office)
  const underway = new Map((await waitingHeads(office)).flatMap((batch) => batch.items.map((name) => [name, batch.number] as const)))
  let after = await scannedThrough(office, last)
  const gathered = new Map<string, Waiting>()
  for (let more = true; more; ) {
    const page = await office.log.changesSince({ after, limit: pageSize, collections: [...syncedCollectionNames] })
    const looked = page.filter((change) => change.sequence <= end)
    more = looked.length === pageSize
    after = looked.at(-1)?.sequence ?? after
    for (const change of looked) if (isWaiting(change)) gather(gathered, change, underway)
    await nextTurn()
    for (;;) {
      const items = [...gathered.values()]
      const count = fittingItems(items.map(({ text }) => text))
      if (count === 0 || (count === items.length && more)) break
      // Everything up to the first item that did not fit has been looked at.
      const through = count < items.length ? (items[count]?.sequence ?? 0) - 1 : end
      const built = build(office, signer, { last, items: items.slice(0, count), through })
      last = built
      for (const name of built.items) gathered.delete(name)
      await keepBatch(office, built)
      for (const name of built.items) underway.set(name, built.number)
      yield built
    }
  }
  await office.settings.set(scannedSetting.id, { sequence: end })
}

/** Puts everything that waits into batches at once, for a carrier that does not answer at once. */
export async function collectBatches(office: Office, enrolment: StoredEnrolment, key: DeviceKey): Promise<void> {
  for await (const _built of makeBatches(office, { enrolment, key, protocol: PROTOCOL_VERSION }));
}

/** Documents that lack the county's word, refused ones among them; from the index, so that it may be asked at any time. */
export async function countUnreceived(office: Office): Promise<number> {
  const { subjects, people, groups, records, procedures } = office.data
  const unreceived = { selector: { receivedAt: { $eq: null } } }
  const counts = await Promise.all([subjects.count(unreceived).exec(), people.count(unreceived).exec(), groups.count(unreceived).exec(), records.count(unreceived).exec(), procedures.count(unreceived).exec()])
  return counts.reduce((sum, count) => sum + count, 0)
}

async function scannedThrough(office: Office, last: BatchHead | null): Promise<number> {
  const hint = await office.settings.get(scannedSetting.id, scannedSetting.schema)
  return Math.max(last?.throughSequence ?? 0, hint?.sequence ?? 0)
}

type LoggedChange = Awaited<ReturnType<Office['log']['changesSince']>>[number]

function isWaiting(change: LoggedChange): boolean {
  const document = fieldsOf(change.document)
  return !change.deleted && document['receivedAt'] === null && document['refused'] === null
}

/** The same document twice in one batch would rest on itself: a later text takes the place of what was gathered, at the end. */
function gather(gathered: Map<string, Waiting>, change: LoggedChange, underway: ReadonlyMap<string, number>): void {
  const name = `${change.collection}/${change.id}`
  gathered.delete(name)
  gathered.set(name, { sequence: change.sequence, name, text: itemText(itemOf(change, underway.get(name) ?? null)) })
}

function itemOf(change: LoggedChange, baseBatch: number | null): Item {
  const document = fieldsOf(change.document)
  return { collection: Collection.parse(change.collection), id: DocumentId.parse(change.id), baseRevision: Number(document['revision']), baseBatch, document: toWire(document) }
}

function fieldsOf(document: unknown): Readonly<Record<string, unknown>> {
  return isFields(document) ? document : {}
}

function isFields(document: unknown): document is Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null
}

type Parts = { last: BatchHead | null; items: readonly Waiting[]; through: number }

function build(office: Office, { enrolment, key, protocol }: Signer, { last, items, through }: Parts): StoredBatch {
  const number = (last?.number ?? 0) + 1
  const createdAt = office.now()
  const head: Omit<BatchBody, 'items'> = { protocol, suite: SUITE, officeId: enrolment.officeId, deviceId: office.deviceId, number, previousHash: last?.hash ?? GENESIS_HASH, createdAt, auditHead: office.auditHead() }
  const body = batchTextOf(head, items.map(({ text }) => text))
  return {
    id: batchId(number),
    number,
    state: 'waiting',
    body,
    hash: sha256Hex(body),
    signature: signText(key.privateKey, body),
    throughSequence: through,
    items: items.map(({ name }) => name),
    createdAt,
    receipt: null,
  }
}

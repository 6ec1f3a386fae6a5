import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { batchText, fittingItems } from '#shared/sync/batch.ts'
import { BatchBody, GENESIS_HASH, Item, PROTOCOL_VERSION, SUITE } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { Office } from '../host/office.ts'
import type { StoredBatch } from '../store/documents.ts'
import { batchId, newestBatch, waitingBatches } from './batches.ts'
import { sha256Hex, signText } from './signatures.ts'
import { scannedSetting, type DeviceKey, type StoredEnrolment } from './sync-settings.ts'

const pageSize = 500

/**
 * Puts everything that waits and is in no batch yet into batches, in the order in which the office worked (the store's
 * sequence, never the clock), and keeps them. Building and keeping is one insert: a kill leaves a whole batch or none.
 */
export async function collectBatches(office: Office, enrolment: StoredEnrolment, key: DeviceKey): Promise<void> {
  let last = await newestBatch(office)
  const underway = new Map((await waitingBatches(office)).flatMap((batch) => batch.items.map((name) => [name, batch.number] as const)))
  let after = await scannedThrough(office, last)
  for (;;) {
    const page = await office.log.changesSince({ after, limit: pageSize, collections: [...syncedCollectionNames] })
    if (page.length === 0) break
    const waiting = page.filter((change) => isWaiting(change)).map((change) => ({ sequence: change.sequence, item: itemOf(change, underway) }))
    // Checking five hundred items is one turn's work, making a batch of them another's.
    await nextTurn()
    const count = fittingItems(waiting.map((one) => one.item))
    // Everything of the page up to the first item that did not fit has been looked at.
    const through = count < waiting.length ? (waiting[count]?.sequence ?? 0) - 1 : (page.at(-1)?.sequence ?? after)
    if (count > 0) {
      last = build(office, { enrolment, key, last, items: waiting.slice(0, count).map((one) => one.item), through })
      await office.data.batches.insert(last)
      for (const name of last.items) underway.set(name, last.number)
    }
    after = through
    await nextTurn()
  }
  await office.settings.set(scannedSetting.id, { sequence: after })
}

/** How many documents wait and are in no batch yet, counted up to `most`. */
export async function countUncollected(office: Office, most = 10_000): Promise<number> {
  let after = await scannedThrough(office, await newestBatch(office))
  let count = 0
  while (count < most) {
    const page = await office.log.changesSince({ after, limit: pageSize, collections: [...syncedCollectionNames] })
    if (page.length === 0) break
    count += page.filter(isWaiting).length
    after = page.at(-1)?.sequence ?? after
  }
  return count
}

async function scannedThrough(office: Office, last: StoredBatch | null): Promise<number> {
  const hint = await office.settings.get(scannedSetting.id, scannedSetting.schema)
  return Math.max(last?.throughSequence ?? 0, hint?.sequence ?? 0)
}

type LoggedChange = Awaited<ReturnType<Office['log']['changesSince']>>[number]

function isWaiting(change: LoggedChange): boolean {
  const document = fieldsOf(change.document)
  return !change.deleted && document['receivedAt'] === null && document['refused'] === null
}

function itemOf(change: LoggedChange, underway: ReadonlyMap<string, number>): Item {
  const document = fieldsOf(change.document)
  return Item.parse({
    collection: change.collection,
    id: change.id,
    baseRevision: document['revision'],
    baseBatch: underway.get(`${change.collection}/${change.id}`) ?? null,
    document: toWire(document),
  })
}

function fieldsOf(document: unknown): Record<string, unknown> {
  return typeof document === 'object' && document ? { ...document } : {}
}

type Parts = { enrolment: StoredEnrolment; key: DeviceKey; last: StoredBatch | null; items: Item[]; through: number }

function build(office: Office, parts: Parts): StoredBatch {
  const number = (parts.last?.number ?? 0) + 1
  const createdAt = office.now()
  const body = batchText(
    BatchBody.parse({
      protocol: PROTOCOL_VERSION,
      suite: SUITE,
      officeId: parts.enrolment.officeId,
      deviceId: office.deviceId,
      number,
      previousHash: parts.last?.hash ?? GENESIS_HASH,
      createdAt,
      auditHead: office.auditHead(),
      items: parts.items,
    }),
  )
  return {
    id: batchId(number),
    number,
    state: 'waiting',
    body,
    hash: sha256Hex(body),
    signature: signText(parts.key.privateKey, body),
    throughSequence: parts.through,
    items: parts.items.map((item) => `${item.collection}/${item.id}`),
    createdAt,
    receipt: null,
  }
}

import { syncedCollections, syncedCollectionNames, type SyncedCollection } from '#shared/domain/collections.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import { BatchBody, GENESIS_HASH, type Item, PROTOCOL_VERSION, type ReceiptBody, type ReceiptItem, type Signed, type WireDocument } from '#shared/sync/protocol.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import { restoredSetting, type RestoredSetting } from '../backup/backup-settings.ts'
import type { Office } from '../host/office.ts'
import type { StoredBatch } from '../store/documents.ts'
import { checkReceipt } from './apply-receipt.ts'
import { batchId, type BatchHead, keepBatch, newestBatch } from './batches.ts'
import type { Exchange } from './exchange-kit.ts'
import { noteReturn } from './returns.ts'
import { sha256Hex, verifyText } from './signatures.ts'
import { progressSetting } from './sync-settings.ts'
import { type Stored, writeAsSync } from './sync-write.ts'

/** So few at a time that an answer stays far below what a slow line gives up on. */
const PAGE = 4

type Sent = { batch: Signed; receipt: Signed }

/**
 * Brings a restored database to where this device was at its last contact: its own batches come back from the county as
 * they were signed, are checked against its own key and the chain of the ones it knows, and every document takes the
 * county's word on what was sent. Ends with the number from which it may go on. An answer that does not fit the chain is
 * BACKUP_BEHIND: then nothing more is done. Each batch is kept last, so a kill anywhere means doing one of them again.
 */
export async function regain(exchange: Exchange, { restored, through }: { restored: RestoredSetting; through: number }): Promise<Result<null, 'BACKUP_BEHIND' | 'COUNTY_UNREACHABLE'>> {
  const { office } = exchange
  const edited = await editedSince(office, restored.sequence)
  let newest: BatchHead | null = await newestBatch(office)
  const from = newest?.number ?? 0
  const unfit = fail('BACKUP_BEHIND', { madeAt: `${localDateOf(restored.madeAt)} ${localTimeOf(restored.madeAt)}`, batches: through - from })
  let { batches, documents } = restored.regained ?? { batches: 0, documents: 0 }
  while ((newest?.number ?? 0) < through) {
    if (exchange.stopped()) return fail('COUNTY_UNREACHABLE')
    exchange.onPhase('fetching', (newest?.number ?? 0) - from, through - from)
    const page = await exchange.county.sync.sent({ protocol: PROTOCOL_VERSION, after: newest?.number ?? 0, limit: PAGE })
    if (!page.ok) return fail('COUNTY_UNREACHABLE')
    if (page.value.batches.length === 0) return unfit
    for (const sent of page.value.batches) {
      const own = readOwn(exchange, newest, sent)
      if (!own) return unfit
      await takeBack(office, own, edited)
      await keepBatch(office, own.stored)
      newest = own.stored
      batches++
      documents += own.stored.items.length
      await keep(office, { regained: { batches, documents, through: own.stored.createdAt } })
    }
  }
  // The cursor in the backup is older than what came back; from the beginning nothing can be missed.
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  if (progress) await office.settings.set(progressSetting.id, { ...progress, cursor: null })
  return ok(null)
}

/** Changes what is known of the restore. */
export async function keep(office: Office, change: Partial<RestoredSetting>): Promise<void> {
  const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
  if (restored) await office.settings.set(restoredSetting.id, { ...restored, ...change })
}

type Own = { stored: StoredBatch; body: BatchBody; receipt: ReceiptBody }

/** A batch that this device signed and that follows the one before, with the county's receipt of it; null for anything else. */
function readOwn({ office, key, enrolment }: Exchange, last: BatchHead | null, { batch, receipt }: Sent): Own | null {
  if (sha256Hex(batch.body) !== batch.hash || !verifyText(key.publicKey, batch.body, batch.signature)) return null
  const body = BatchBody.safeParse(JSON.parse(batch.body))
  if (!body.success || body.data.deviceId !== office.deviceId) return null
  const { number, previousHash, createdAt, items } = body.data
  if (number !== (last?.number ?? 0) + 1 || previousHash !== (last?.hash ?? GENESIS_HASH)) return null
  const names = items.map((item) => `${item.collection}/${item.id}`)
  // The restored store has its own sequence: what waits in it has been in none of these batches.
  const stored: StoredBatch = { id: batchId(number), number, state: 'receipted', ...batch, throughSequence: last?.throughSequence ?? 0, items: names, createdAt, receipt: null }
  const word = checkReceipt(stored, receipt, enrolment.countyPublicKey)
  return word && { stored: { ...stored, receipt: { ...receipt, position: word.position, receivedAt: word.receivedAt } }, body: body.data, receipt: word }
}

/** Writes what a batch carried as the county's receipt left it. What somebody has edited since the restore is his. */
async function takeBack(office: Office, { body, receipt }: Own, edited: ReadonlySet<string>): Promise<void> {
  const sent = new Map(body.items.map((item) => [`${item.collection}/${item.id}`, item]))
  for (const collection of syncedCollectionNames) {
    const verdicts = new Map(receipt.items.filter((item) => item.collection === collection).map((item) => [String(item.id), item]))
    for (const item of verdicts.values()) await noteReturn(office, item, { mine: sent.get(`${collection}/${item.id}`)?.document ?? {}, batchNumber: body.number })
    await writeAsSync(office, collection, [...verdicts.keys()], (current, id) => {
      const was = sent.get(`${collection}/${id}`)
      const item = verdicts.get(id)
      return was && item ? takenBack(current, item, { was, at: receipt.receivedAt, edited: edited.has(`${collection}/${id}`) }) : null
    })
  }
}

/** What a document becomes by a batch that came back: the county's word, unless somebody has edited it since the restore or it is newer. Pure. */
export function takenBack(current: Stored | null, item: ReceiptItem, sent: { was: Item; at: Instant; edited: boolean }): Stored | null {
  const { was, at, edited } = sent
  if (current && edited && isOther(current, was.document)) return null
  if (current && current['receivedAt'] !== null && Number(current['revision']) >= item.revision) return null
  return readable(item.collection, asReceipted(item, { was: was.document, base: was.baseRevision, at }), item.id)
}

function isOther(current: Stored, sent: WireDocument): boolean {
  return current['receivedAt'] === null && canonicalJson(toWire(current)) !== canonicalJson(sent)
}

function asReceipted(item: ReceiptItem, { was, base, at }: { was: WireDocument; base: number; at: Instant }): Record<string, unknown> {
  if (item.verdict !== 'quarantined') return fromWire(item.current ?? was, { revision: item.revision, receivedAt: at })
  return { ...was, revision: base, receivedAt: null, refused: { verdict: 'quarantined', reason: item.reason, at } }
}

/** What this version of the program cannot read comes again with the pull, which counts it. */
function readable(collection: SyncedCollection, fields: Record<string, unknown>, id: string): Stored | null {
  return syncedCollections[collection].safeParse(fields).success ? { ...fields, id } : null
}

/** Documents that somebody has written or changed since the restore. */
async function editedSince(office: Office, sequence: number): Promise<Set<string>> {
  const edited = new Set<string>()
  for (let after = sequence; ; ) {
    const page = await office.log.changesSince({ after, limit: 500, collections: [...syncedCollectionNames] })
    if (page.length === 0) return edited
    for (const { collection, id } of page) edited.add(`${collection}/${id}`)
    after = page.at(-1)?.sequence ?? after
  }
}

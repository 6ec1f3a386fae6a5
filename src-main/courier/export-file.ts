import { templates } from '#shared/forms/catalogue.ts'
import { shortSeries } from '#shared/forms/serial.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import type { DeviceState, OutboundEntry } from '#shared/sync/courier/contents.ts'
import { COURIER_FORMAT, type OutboundHeader } from '#shared/sync/courier/header.ts'
import { courierName } from '#shared/sync/courier/names.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { GENESIS_HASH, PROTOCOL_VERSION, SUITE } from '#shared/sync/protocol.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import { APP_VERSION } from '../host/app-version.ts'
import type { Office } from '../host/office.ts'
import { policyHeadSetting } from '../services/duty/policy-pack.ts'
import { numberBlocksSetting } from '../services/form/numbers.ts'
import type { StoredBatch, StoredDraft } from '../store/documents.ts'
import { newestBatch, waitingBatches } from '../sync/batches.ts'
import { collectBatches } from '../sync/collect-batch.ts'
import { countWaiting } from '../sync/count-waiting.ts'
import { currentMark } from '../sync/hand-over.ts'
import { countyHeadSetting, progressSetting } from '../sync/sync-settings.ts'
import { fileEntries, leftAfter, type Loaded, noteCarried, type PictureChoice, roomFor, waitingFiles } from './carry-files.ts'
import { countyCourierKeySetting, type SentFiles } from './courier-settings.ts'
import { countyId, deviceCourierKeys, findEnrolment } from './keys.ts'
import { courierPrimitives } from './primitives.ts'
import { noteSent, reserveNumber } from './sent-files.ts'
import { signBytes } from './sign-bytes.ts'
import { type WriteProblem, writeSafely } from './write-safely.ts'

type Exported = SentFiles['files'][number]

/** So many batches make one file at most; the rest goes into the next one. */
const mostBatches = 1500

/**
 * Writes all that has no receipt, as the very batches that the line would carry, into one file for the county. To be
 * called while no exchange runs. A number is used up even where writing fails.
 */
export async function exportFile(office: Office, folder: string, { final = false, pictures = 'none' }: { /** The last one of a stopped device: all of it, unsubmitted forms too. */ final?: boolean; pictures?: PictureChoice } = {}): Promise<Result<Exported, 'NOT_ENROLLED' | 'COURIER_NO_KEY' | WriteProblem>> {
  const enrolment = await findEnrolment(office)
  if (!enrolment) return fail('NOT_ENROLLED')
  const county = await office.settings.get(countyCourierKeySetting.id, countyCourierKeySetting.schema)
  if (!county) return fail('COURIER_NO_KEY')
  const keys = await deviceCourierKeys(office)
  const restored = (await office.settings.get(restoredSetting.id, restoredSetting.schema))?.settled === false
  // A restored database may lack batches that the county has: until the answer, nothing is built or sent (S28).
  if (!restored || final) await collectBatches(office, enrolment, keys.signing)
  const batches = restored && !final ? [] : (await waitingBatches(office)).slice(0, final ? Infinity : mostBatches)
  const drafts = final ? (await office.data.drafts.find().exec()).map((document) => document.toMutableJSON()) : []
  const { sent, number } = await reserveNumber(office)
  const { ephemeral, cipher } = courierPrimitives.sealTo(county.publicKey)
  const at = office.now()
  const last = sent.files[0]
  const header: OutboundHeader = {
    format: COURIER_FORMAT, suite: SUITE, kind: 'outbound', deviceId: office.deviceId, createdAt: at, county: countyId(enrolment.countyPublicKey), officeId: enrolment.officeId,
    chain: sent.chain, number, previous: last ? { number: last.number, hash: last.hash } : null, ephemeral, courierKey: keys.publicKey,
  }
  const files = await waitingFiles(office, enrolment.epoch, { again: final })
  const state = { ...(await stateOf(office, { batches, restored })), files: { open: files.book.open.slice(0, 20_000).map(({ id }) => id), wanted: files.book.wanted.slice(0, 2000) } }
  const choice = final ? 'all' : pictures
  const loaded: Loaded = { pieces: new Map(), bytes: 0, unfit: false }
  const room = await roomFor(folder, batches.reduce((sum, { body }) => sum + body.length, 0))
  const written = await writeSafely({ folder, fileName: courierName(header, localDateOf(at)) }, (sink) =>
    writeCourierFile(courierPrimitives, sink, { header, cipher, entries: allEntries(entriesOf(state, batches, drafts), fileEntries(office, files, { choice, room, loaded })), sign: (text) => signBytes(keys.signing.privateKey, text) }))
  if (!written.ok) return written
  const { fileName, hash, size } = written.value
  const documents = new Set(batches.flatMap(({ items }) => items)).size
  const exported: Exported = { number, hash, at, fileName, folder, batches: batches.length, documents, bytes: size, through: batches.at(-1)?.number ?? 0, fileBytes: loaded.bytes, filesLeft: loaded.unfit ? leftAfter(files, loaded, choice) : 0 }
  await noteCarried(office, loaded)
  await noteSent(office, exported)
  return ok(exported)
}

async function* allEntries(first: Iterable<OutboundEntry>, then: AsyncIterable<OutboundEntry>): AsyncGenerator<OutboundEntry> {
  yield* first
  yield* then
}

function* entriesOf(state: DeviceState, batches: readonly StoredBatch[], drafts: readonly StoredDraft[]): Generator<OutboundEntry> {
  yield state
  for (const { body, hash, signature, receipt } of batches) {
    // One that had its receipt once was lost by the county: what was decided then goes along.
    const was = receipt && { body: receipt.body, hash: receipt.hash, signature: receipt.signature }
    yield { kind: 'batch', batch: { body, hash, signature }, ...(was && { receipt: was }) }
  }
  for (const { personId, ...draft } of drafts) yield { kind: 'draft', personId, draft }
}

async function stateOf(office: Office, { batches, restored }: { batches: readonly StoredBatch[]; restored: boolean }): Promise<DeviceState> {
  const newest = await newestBatch(office)
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  const known = await office.settings.get(countyHeadSetting.id, countyHeadSetting.schema)
  const blocks = (await office.settings.get(numberBlocksSetting.id, numberBlocksSetting.schema)) ?? []
  const year = Number(office.now().slice(0, 4))
  return {
    kind: 'state',
    protocol: PROTOCOL_VERSION,
    check: {
      protocol: PROTOCOL_VERSION, waiting: await countWaiting(office), appVersion: APP_VERSION, deviceTime: office.now(),
      head: { number: newest?.number ?? 0, hash: newest?.hash ?? GENESIS_HASH, restored }, handOvers: await currentMark(office), ...(known && { known }),
    },
    receiptsFrom: batches[0]?.number ?? (newest?.number ?? 0) + 1,
    cursor: progress && progress.unreadable === 0 ? progress.cursor : null,
    policy: (await office.settings.get(policyHeadSetting.id, policyHeadSetting.schema))?.hash ?? '',
    numbers: { year, series: shortSeries(blocks, [...new Set(templates.map((one) => one.series).filter((name) => name !== ''))], { year, least: 8 }) },
  }
}

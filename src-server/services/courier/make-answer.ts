import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { OfficeId, DeviceId } from '#shared/kernel/ids.ts'
import { DeviceState } from '#shared/sync/courier/contents.ts'
import { type AnswerHeader, COURIER_FORMAT } from '#shared/sync/courier/header.ts'
import { courierName } from '#shared/sync/courier/names.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { SUITE } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { courierPrimitives } from '../../crypto/courier-primitives.ts'
import { sha256 } from '../../crypto/signing.ts'
import { insertFile, removePieces, selectFiles, takeFileNumber } from '../../db/courier.ts'
import { findDevice } from '../../db/devices.ts'
import { answerEntries } from './answer-entries.ts'
import { countyId } from './county-keys.ts'
import { piecesSink } from './pieces.ts'

export type MadeFile = { fileId: string; fileName: string; bytes: number }

/**
 * Writes the answer to what a device last brought: it may be asked for as often as needed, each time under a number of its
 * own. The bytes of older answers are removed, their entries stay.
 */
export async function makeAnswer(county: County, deviceId: string, by: string): Promise<Result<MadeFile, 'COURIER_UNKNOWN_DEVICE'>> {
  const device = await findDevice(county.db, deviceId)
  const [brought] = await newestBrought(county, deviceId)
  if (!device?.courier_key || !brought) return fail('COURIER_UNKNOWN_DEVICE')
  const state = DeviceState.parse(brought.state)
  const { epoch, entries, counted } = await answerEntries(county, device, state)
  const chain = sha256(`${epoch}|${deviceId}`).slice(0, 24)
  const former = await selectFiles(county.db, deviceId, 'out')
  const previous = former.filter((file) => file.chain === chain).sort((a, b) => b.number - a.number)[0]
  const number = await takeFileNumber(county.db, { deviceId, chain })
  const { ephemeral, cipher } = courierPrimitives.sealTo(device.courier_key)
  const createdAt = toInstant(county.now())
  const header: AnswerHeader = {
    format: COURIER_FORMAT, suite: SUITE, kind: 'answer', deviceId: DeviceId.parse(deviceId), createdAt, county: countyId(county), officeId: OfficeId.parse(device.office_id),
    chain, number, previous: previous ? { number: previous.number, hash: previous.hash } : null, ephemeral, answers: { chain: brought.chain, number: brought.number },
  }
  const fileId = Buffer.from(county.randomBytes(16)).toString('hex')
  const sink = piecesSink(county.db, fileId)
  const written = await writeCourierFile(courierPrimitives, sink, { header, cipher, entries, sign: county.seal.courier.signBytes })
  await sink.end()
  const fileName = courierName(header, localDateOf(createdAt))
  await insertFile(county.db, {
    id: fileId, direction: 'out', device_id: deviceId, chain, number, hash: written.hash, created_at: createdAt, handled_at: createdAt, handled_by: by, file_name: fileName, bytes: written.size,
    batches: 0, documents: 0, receipts: counted.receipts, changes: counted.changes, state: null,
  })
  await removePieces(county.db, former.map(({ id }) => id))
  return ok({ fileId, fileName, bytes: written.size })
}

/** The newest file of the chain that began last. */
export async function newestBrought(county: County, deviceId: string) {
  const files = await selectFiles(county.db, deviceId, 'in')
  const begun = new Map<string, string>()
  for (const { chain, handled_at } of files) if ((begun.get(chain) ?? '9') > handled_at) begun.set(chain, handled_at)
  return files.sort((a, b) => (begun.get(b.chain) ?? '').localeCompare(begun.get(a.chain) ?? '') || b.number - a.number)
}

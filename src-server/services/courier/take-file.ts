import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { judgeArrival } from '#shared/sync/courier/arrival.ts'
import { OutboundEntry } from '#shared/sync/courier/contents.ts'
import { fingerprint, requestIdentity } from '#shared/sync/courier/fingerprint.ts'
import type { OutboundHeader, RequestHeader } from '#shared/sync/courier/header.ts'
import { type FormProblem, type Inspected, inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import { courierName } from '#shared/sync/courier/names.ts'
import type { CourierOutcome } from '#shared/sync/courier/outcome.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { County } from '../../county.ts'
import { courierPrimitives } from '../../crypto/courier-primitives.ts'
import { sha256 } from '../../crypto/signing.ts'
import { insertFile, selectFiles } from '../../db/courier.ts'
import { type DeviceRow, findDevice } from '../../db/devices.ts'
import { countyId } from './county-keys.ts'
import { mayClaim } from '../hand-over/merge-offices.ts'
import { ingestEntries } from './ingest-entries.ts'
import { openContents, type OpenProblem } from './open-contents.ts'
import { layBefore } from '../revocation/tray.ts'

export type TakeProblem = FormProblem | OpenProblem | 'COURIER_SIGNATURE' | 'COURIER_OTHER_COUNTY' | 'COURIER_OTHER_OFFICE' | 'COURIER_WRONG_WAY' | 'COURIER_FORK' | 'COURIER_UNKNOWN_DEVICE' | 'DEVICE_REVOKED' | 'BATCH_FORK'
export type TakenFile = { outcome: CourierOutcome; deviceId: string; officeId: string | null; fingerprint: string | null }

const nothing = { missing: [], batches: 0, fresh: 0, documents: 0, receipts: 0, changes: 0, more: false, stopped: null, takenAt: null }

/** Reads a file that somebody brought and takes what it holds. A request is only described: a person decides on it. */
export async function takeFile(county: County, source: ByteSource, by: string): Promise<Result<TakenFile, TakeProblem>> {
  const inspected = await inspectCourierFile(courierPrimitives, source)
  if (!inspected.ok) return inspected
  const { header } = inspected.value
  if (header.kind === 'request') return describeRequest(inspected.value, header)
  return header.kind === 'outbound' ? takeOutbound(county, { source, inspected: { ...inspected.value, header }, by }) : fail('COURIER_WRONG_WAY')
}

function describeRequest(inspected: Inspected, header: RequestHeader): Result<TakenFile, 'COURIER_SIGNATURE'> {
  if (!inspected.isSignedBy(header.publicKey)) return fail('COURIER_SIGNATURE')
  return ok({ outcome: { ...nothing, kind: 'request', as: 'next', number: 0, createdAt: header.createdAt }, deviceId: header.deviceId, officeId: null, fingerprint: fingerprint(sha256(requestIdentity(header))) })
}

type Outbound = { source: ByteSource; inspected: Inspected & { header: OutboundHeader }; by: string }

async function takeOutbound(county: County, { source, inspected, by }: Outbound): Promise<Result<TakenFile, TakeProblem>> {
  const { header } = inspected
  const device = await whose(county, inspected)
  if (!device.ok) return device
  const seen = await selectFiles(county.db, header.deviceId, 'in')
  const arrival = judgeArrival(seen, { chain: header.chain, number: header.number, hash: inspected.hash, previous: header.previous })
  if (arrival.as === 'fork') return fail('COURIER_FORK', { number: arrival.number })
  const base = { ...nothing, kind: 'outbound', number: header.number, createdAt: header.createdAt } as const
  const from = { deviceId: header.deviceId, officeId: header.officeId, fingerprint: null }
  if (arrival.as === 'again') {
    const before = seen.find((one) => one.hash === inspected.hash)
    return ok({ ...from, outcome: { ...base, as: 'again', takenAt: before?.handled_at ?? null, batches: before?.batches ?? 0, documents: before?.documents ?? 0 } })
  }
  const opened = await openContents({ source, inspected, privateKey: county.seal.courier.privateKey }, OutboundEntry)
  if (!opened.ok) return opened
  if (device.value.revoked_at) return ok({ ...from, outcome: { ...base, ...(await layAside(county, { source, inspected, by }, opened.value.entries)) } })
  const taken = await ingestEntries(county, { device: device.value, entries: opened.value.entries, isNewest: arrival.as === 'next' })
  if (!taken.ok) return taken
  const { state, batches, documents, fresh, files, stopped } = taken.value
  await county.db.updateTable('devices').set({ courier_key: header.courierKey }).where('id', '=', header.deviceId).execute()
  // Noted last: a kill before means that the same file is taken again, which changes nothing that is there.
  if (!stopped) {
    await insertFile(county.db, {
      id: Buffer.from(county.randomBytes(16)).toString('hex'), direction: 'in', device_id: header.deviceId, chain: header.chain, number: header.number, hash: inspected.hash, created_at: header.createdAt,
      handled_at: toInstant(county.now()), handled_by: by, file_name: courierName(header, header.createdAt.slice(0, 10)), bytes: source.size, batches, documents, receipts: 0, changes: 0, state: JSON.stringify(state),
    })
  }
  return ok({ ...from, outcome: { ...base, as: arrival.as, missing: arrival.as === 'next' ? arrival.missing : [], batches, fresh, documents, files, stopped } })
}

/** The file of a stopped device goes no further than before somebody's eyes; noted all the same, so that an answer can tell the device. */
async function layAside(county: County, { source, inspected, by }: Outbound, entries: () => AsyncGenerator<OutboundEntry>): Promise<Pick<CourierOutcome, 'as' | 'batches' | 'documents' | 'stopped'>> {
  const { header, hash } = inspected
  const said = await layBefore(county, { source, inspected, by }, entries())
  await county.db.updateTable('devices').set({ courier_key: header.courierKey }).where('id', '=', header.deviceId).execute()
  for await (const state of entries()) {
    if (state.kind !== 'state') continue
    await insertFile(county.db, {
      id: Buffer.from(county.randomBytes(16)).toString('hex'), direction: 'in', device_id: header.deviceId, chain: header.chain, number: header.number, hash, created_at: header.createdAt,
      handled_at: toInstant(county.now()), handled_by: by, file_name: courierName(header, header.createdAt.slice(0, 10)), bytes: source.size, ...said, receipts: 0, changes: 0, state: JSON.stringify(state),
    })
  }
  return { as: 'next', ...said, stopped: { at: 1, code: 'HANDED_IN', params: {} } }
}

/** The device that wrote this file, if it is one of ours and signed it itself. */
async function whose(county: County, { header, isSignedBy }: Outbound['inspected']): Promise<Result<DeviceRow, TakeProblem>> {
  if (header.county !== countyId(county)) return fail('COURIER_OTHER_COUNTY')
  const device = await findDevice(county.db, header.deviceId)
  if (!device) return fail('COURIER_UNKNOWN_DEVICE')
  // Written in the name of an office that was joined to this one since, it is this one's.
  if (!(await mayClaim(county.db, header.officeId, device.office_id))) return fail('COURIER_OTHER_OFFICE')
  if (!isSignedBy(device.public_key)) return fail('COURIER_SIGNATURE')
  return ok(device)
}

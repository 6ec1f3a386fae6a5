import { OfficeId, DeviceId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { CertificateEntry } from '#shared/sync/courier/contents.ts'
import { fingerprint, isFingerprint, requestIdentity } from '#shared/sync/courier/fingerprint.ts'
import { type CertificateHeader, COURIER_FORMAT, type RequestHeader } from '#shared/sync/courier/header.ts'
import { type FormProblem, inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import { courierName } from '#shared/sync/courier/names.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { GENESIS_HASH, SUITE } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { courierPrimitives } from '../../crypto/courier-primitives.ts'
import { readPublicKey, sha256 } from '../../crypto/signing.ts'
import { findDevice } from '../../db/devices.ts'
import { readEpochOf } from './epoch-of.ts'
import { recoveryKeyInForce } from '../recovery/recovery-key.ts'
import { courierKey } from './county-keys.ts'
import type { MadeFile } from './make-answer.ts'
import { piecesSink } from './pieces.ts'

export type Admission = { officeId: string; label: string; check: string }
type Problem = FormProblem | 'COURIER_SIGNATURE' | 'COURIER_WRONG_WAY' | 'COURIER_FINGERPRINT' | 'COURIER_DEVICE_KNOWN' | 'DEVICE_REVOKED' | 'NOT_AVAILABLE'

/**
 * Lets the device of a request in, when the fingerprint that was read out over the telephone is the request's. A device
 * that is known gets its certificate again; it never changes its office or its key.
 */
export async function admit(county: County, source: ByteSource, admission: Admission): Promise<Result<MadeFile, Problem>> {
  const inspected = await inspectCourierFile(courierPrimitives, source)
  if (!inspected.ok) return inspected
  const { header } = inspected.value
  if (header.kind !== 'request') return fail('COURIER_WRONG_WAY')
  if (!readPublicKey(header.publicKey) || !inspected.value.isSignedBy(header.publicKey)) return fail('COURIER_SIGNATURE')
  if (!isFingerprint(admission.check, fingerprint(sha256(requestIdentity(header))))) return fail('COURIER_FINGERPRINT')
  const office = await county.db.selectFrom('offices').selectAll().where('id', '=', admission.officeId).executeTakeFirst()
  if (!office) return fail('NOT_AVAILABLE')
  const registered = await register(county, header, { officeId: office.id, label: admission.label })
  return registered.ok ? ok(await writeCertificate(county, header, office)) : registered
}

async function register(county: County, header: RequestHeader, { officeId, label }: { officeId: string; label: string }): Promise<Result<null, 'COURIER_DEVICE_KNOWN' | 'DEVICE_REVOKED'>> {
  const now = toInstant(county.now())
  await county.db
    .insertInto('devices')
    .values({ id: header.deviceId, office_id: officeId, label, public_key: header.publicKey, enrolled_at: now, last_hash: GENESIS_HASH, courier_key: header.courierKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const device = await findDevice(county.db, header.deviceId)
  if (device?.revoked_at) return fail('DEVICE_REVOKED')
  if (!device || device.public_key !== header.publicKey || device.office_id !== officeId) {
    const held = device && (await county.db.selectFrom('offices').select('name').where('id', '=', device.office_id).executeTakeFirst())
    return fail('COURIER_DEVICE_KNOWN', { office: held?.name ?? '' })
  }
  await county.db.updateTable('devices').set({ courier_key: header.courierKey }).where('id', '=', header.deviceId).execute()
  county.log('device.enrolled', { deviceId: header.deviceId })
  return ok(null)
}

async function writeCertificate(county: County, request: RequestHeader, office: { id: string; name: string }): Promise<MadeFile> {
  const { name: countyName } = await county.db.selectFrom('county').select('name').executeTakeFirstOrThrow()
  const createdAt = toInstant(county.now())
  const { ephemeral, cipher } = courierPrimitives.sealTo(request.courierKey)
  const officeId = OfficeId.parse(office.id)
  const header: CertificateHeader = { format: COURIER_FORMAT, suite: SUITE, kind: 'certificate', deviceId: DeviceId.parse(request.deviceId), createdAt, officeId, countyPublicKey: county.seal.publicKey, ephemeral }
  const entry: CertificateEntry = {
    kind: 'certificate', courierKey: courierKey(county), recoveryKey: await recoveryKeyInForce(county),
    enrolment: { countyName, officeId, officeName: office.name, epoch: await readEpochOf(county), countyPublicKey: county.seal.publicKey, serverTime: createdAt },
  }
  const fileId = Buffer.from(county.randomBytes(16)).toString('hex')
  const sink = piecesSink(county.db, fileId)
  const written = await writeCourierFile(courierPrimitives, sink, { header, cipher, entries: [entry], sign: county.seal.courier.signBytes })
  await sink.end()
  return { fileId, fileName: courierName(header, localDateOf(createdAt)), bytes: written.size }
}

import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { CertificateEntry } from '#shared/sync/courier/contents.ts'
import { isFingerprint } from '#shared/sync/courier/fingerprint.ts'
import { COURIER_FORMAT, type RequestHeader } from '#shared/sync/courier/header.ts'
import { type FormProblem, inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import { courierName } from '#shared/sync/courier/names.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { SUITE } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { learnRecoveryKey } from '../sync/recovery-key.ts'
import { enrolmentSetting } from '../sync/sync-settings.ts'
import { withCourierFile } from './file-source.ts'
import { countyFingerprint, deviceCourierKeys, findEnrolment, learnCourierKey, ownFingerprint } from './keys.ts'
import { openContents } from './open-file.ts'
import { courierPrimitives } from './primitives.ts'
import { signBytes } from './sign-bytes.ts'
import { type WriteProblem, writeSafely } from './write-safely.ts'

/** Writes the request by which this device asks to be let in. It holds public keys only. */
export async function writeRequest(office: Office, folder: string): Promise<Result<{ fileName: string; fingerprint: string }, WriteProblem>> {
  const keys = await deviceCourierKeys(office)
  const header: RequestHeader = { format: COURIER_FORMAT, suite: SUITE, kind: 'request', deviceId: office.deviceId, createdAt: office.now(), publicKey: keys.signing.publicKey, courierKey: keys.publicKey }
  const written = await writeSafely({ folder, fileName: courierName(header, localDateOf(header.createdAt)) }, (sink) =>
    writeCourierFile(courierPrimitives, sink, { header, cipher: null, entries: [], sign: (text) => signBytes(keys.signing.privateKey, text) }))
  return written.ok ? ok({ fileName: written.value.fileName, fingerprint: await ownFingerprint(office) }) : written
}

type Problem = FormProblem | 'COURIER_SEALED' | 'COURIER_SIGNATURE' | 'COURIER_WRONG_WAY' | 'COURIER_OTHER_COUNTY' | 'COURIER_OTHER_DEVICE' | 'COURIER_FINGERPRINT' | 'COURIER_REMOVED' | 'COURIER_FOLDER_UNUSABLE'

/**
 * Takes the county's certificate. Whose key signed it is decided by the fingerprint that the county read out; a device
 * that knows its county already needs none, and learns only the key for exchange files.
 */
export async function takeCertificate(office: Office, { check, ...at }: { folder: string; fileName: string; check: string }): Promise<Result<null, Problem>> {
  return withCourierFile(at, async (source): Promise<Result<null, Problem>> => {
    const inspected = await inspectCourierFile(courierPrimitives, source)
    if (!inspected.ok) return inspected
    const { header } = inspected.value
    if (header.kind !== 'certificate') return fail('COURIER_WRONG_WAY')
    if (header.deviceId !== office.deviceId) return fail('COURIER_OTHER_DEVICE')
    const { countyPublicKey } = header
    const enrolment = await findEnrolment(office)
    if (enrolment && enrolment.countyPublicKey !== countyPublicKey) return fail('COURIER_OTHER_COUNTY')
    if (!enrolment && !isFingerprint(check, countyFingerprint(countyPublicKey))) return fail('COURIER_FINGERPRINT')
    if (!inspected.value.isSignedBy(countyPublicKey)) return fail('COURIER_SIGNATURE')
    const { privateKey } = await deviceCourierKeys(office)
    const opened = await openContents({ source, inspected: { ...inspected.value, header }, privateKey }, CertificateEntry)
    if (!opened.ok) return opened
    for await (const entry of opened.value.entries()) {
      if (entry.enrolment.countyPublicKey !== countyPublicKey) return fail('COURIER_SIGNATURE')
      await learnCourierKey(office, countyPublicKey, entry.courierKey)
      // No address: there is no line. One can be told later, under 设置.
      if (!enrolment) await office.settings.set(enrolmentSetting.id, { address: '', ...entry.enrolment })
      await learnRecoveryKey(office, countyPublicKey, entry.recoveryKey)
    }
    office.emit('sync.changed', {})
    return ok(null)
  })
}

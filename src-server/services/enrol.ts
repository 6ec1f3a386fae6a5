import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type Enrolment, GENESIS_HASH } from '#shared/sync/protocol.ts'
import { OfficeId } from '#shared/kernel/ids.ts'
import type { County } from '../county.ts'
import { isSignedBy, readPublicKey } from '../crypto/signing.ts'
import { clearAttempts, takeAttempt } from '../db/attempts.ts'
import { findDevice } from '../db/devices.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Queryable } from '../db/open-database.ts'
import { hashCode } from './enrolment-code.ts'

export type EnrolRequest = { code: string; deviceId: string; publicKey: string; label: string; proof: string; volunteer?: boolean | undefined }
type EnrolProblem = 'CODE_INVALID' | 'REQUEST_UNSIGNED' | 'DEVICE_REVOKED' | 'TOO_MANY_TRIES'

const hour = 3_600_000

/**
 * Trades a one-time code for membership. The same device with the same code again has the same answer, because its first
 * answer may have been lost. Guessing is limited by address, whatever the process.
 */
export async function enrol(county: County, request: EnrolRequest, address: string): Promise<Result<Enrolment, EnrolProblem>> {
  if (!readPublicKey(request.publicKey) || !isSignedBy(request.publicKey, `${request.deviceId}\n${request.code}`, request.proof)) return fail('REQUEST_UNSIGNED')
  const key = `enrol:${address}`
  if ((await takeAttempt(county.db, { key, most: 20, windowMs: hour }, county.now())) > 0) return fail('TOO_MANY_TRIES')
  const enrolled = await inTransaction(county.db, (transaction) => join(county, transaction, request))
  if (!enrolled.ok) return enrolled
  await clearAttempts(county.db, key)
  county.log('device.enrolled', { deviceId: request.deviceId })
  return ok(enrolled.value)
}

async function join(county: County, db: Queryable, request: EnrolRequest): Promise<Result<Enrolment, EnrolProblem>> {
  const now = toInstant(county.now())
  const code = await db
    .selectFrom('enrolment_codes').innerJoin('offices', 'offices.id', 'enrolment_codes.office_id')
    .select(['code_hash', 'office_id', 'offices.name as officeName', 'expires_at', 'used_by', 'enrolment_codes.person_id as personId'])
    .where('code_hash', '=', hashCode(request.code)).forUpdate('enrolment_codes').executeTakeFirst()
  // An office's PC that took a volunteer's code would be given a volunteer's view, and nothing of its work would be taken.
  if (code && (code.personId !== null) !== (request.volunteer ?? false)) return fail('CODE_INVALID')
  if (!code || (code.used_by ?? request.deviceId) !== request.deviceId) return fail('CODE_INVALID')
  if (code.used_by === null && code.expires_at <= now) return fail('CODE_INVALID')
  const device = await findDevice(db, request.deviceId)
  if (device) {
    // A known device keeps its key and its office; a code never hands it to somebody else.
    if (device.revoked_at) return fail('DEVICE_REVOKED')
    if (device.public_key !== request.publicKey || device.office_id !== code.office_id || device.person_id !== code.personId) return fail('CODE_INVALID')
  } else {
    await db.insertInto('devices').values({ id: request.deviceId, office_id: code.office_id, label: request.label, public_key: request.publicKey, enrolled_at: now, last_hash: GENESIS_HASH, person_id: code.personId }).execute()
  }
  await db.updateTable('enrolment_codes').set({ used_at: now, used_by: request.deviceId }).where('code_hash', '=', code.code_hash).where('used_at', 'is', null).execute()
  const { name, epoch } = await db.selectFrom('county').select(['name', 'epoch']).executeTakeFirstOrThrow()
  return ok({ countyName: name, officeId: OfficeId.parse(code.office_id), officeName: code.officeName, epoch, countyPublicKey: county.seal.publicKey, serverTime: now })
}

import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { lineErrors } from '#shared/contract/line.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toMilliseconds } from '#shared/kernel/time.ts'
import { type Enrolment, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { createCountyClient } from './county-client.ts'
import type { EnrolProblem, MoveProblem } from './engine.ts'
import { signText } from './signatures.ts'
import { deviceKeySetting, enrolmentSetting } from './sync-settings.ts'

export type EnrolOptions = { office: Office; fetch: typeof fetch; address: string; code: string }

/**
 * Trades the one-time code for membership and keeps what the county told. The same device may ask again with the same
 * code after a lost answer: the county knows its key and answers the same.
 */
export async function enrolAtCounty({ office, fetch, address, code }: EnrolOptions): Promise<Result<Enrolment, EnrolProblem>> {
  if (await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)) return fail('ALREADY_ENROLLED')
  const key = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
  if (!key) throw new Error('no device key: set-up did not finish')
  const base = trimmed(address)
  if (!/^https?:\/\//.test(base)) return fail('NOT_A_COUNTY')
  const typed = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const county = createCountyClient({
    address: base,
    deviceId: office.deviceId,
    privateKey: key.privateKey,
    now: () => toMilliseconds(office.now()),
    newNonce: () => randomBytes(16).toString('hex'),
    fetch,
  })
  const answer = await county.enrolment.enrol({
    protocol: PROTOCOL_VERSION,
    code: typed,
    deviceId: office.deviceId,
    publicKey: key.publicKey,
    label: hostname().slice(0, 80),
    proof: signText(key.privateKey, `${office.deviceId}\n${typed}`),
  })
  if (!answer.ok) return { ok: false, error: known(answer.error) }
  await office.settings.set(enrolmentSetting.id, { address: base, ...answer.value })
  return ok(answer.value)
}

type EnrolFailure = Extract<Result<never, EnrolProblem>, { ok: false }>['error']
const problems: ReadonlySet<string> = new Set<EnrolProblem>([...lineErrors, 'NOT_A_COUNTY', 'CODE_INVALID', 'CLOCK_SKEW', 'TOO_MANY_TRIES', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'])

function known(error: { code: string }): EnrolFailure {
  if (isEnrolFailure(error)) return error
  return fail('COUNTY_UNREACHABLE').error
}

function isEnrolFailure(error: { code: string }): error is EnrolFailure {
  return problems.has(error.code)
}

export type MoveOptions = { office: Office; fetch: typeof fetch; address: string; appVersion: string }

/** Points this device to the county's new address, if the county that knows this device answers there. */
export async function changeAddress({ office, fetch, address, appVersion }: MoveOptions): Promise<Result<null, MoveProblem>> {
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  const key = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
  if (!enrolment || !key) return fail('NOT_ENROLLED')
  const base = trimmed(address)
  const county = createCountyClient({ address: base, deviceId: office.deviceId, privateKey: key.privateKey, now: () => toMilliseconds(office.now()), newNonce: () => randomBytes(16).toString('hex'), fetch })
  const answer = await county.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion, deviceTime: office.now() })
  if (!answer.ok) return { ok: false, error: isMoveFailure(answer.error) ? answer.error : fail('COUNTY_UNREACHABLE').error }
  await office.settings.set(enrolmentSetting.id, { ...enrolment, address: base })
  return ok(null)
}

function trimmed(address: string): string {
  return address.replace(/\/+$/, '')
}

type MoveFailure = Extract<Result<never, MoveProblem>, { ok: false }>['error']
const moveProblems: ReadonlySet<string> = new Set<MoveProblem>([...lineErrors, 'NOT_A_COUNTY', 'DEVICE_UNKNOWN', 'DEVICE_REVOKED', 'REQUEST_UNSIGNED', 'CLOCK_SKEW', 'TOO_MANY_TRIES', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'])

function isMoveFailure(error: { code: string }): error is MoveFailure {
  return moveProblems.has(error.code)
}

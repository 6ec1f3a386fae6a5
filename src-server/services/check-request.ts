import { Instant, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { requestSignatureText } from '#shared/sync/request-signature.ts'
import type { County } from '../county.ts'
import { isSignedBy, sha256 } from '../crypto/signing.ts'
import { type DeviceRow, findDevice, forgetNonces, takeNonce } from '../db/devices.ts'

/** A request as it came in, with its four headers. */
export type IncomingRequest = { method: string; path: string; body: Uint8Array; deviceId: string; time: string; nonce: string; signature: string }

const windowMs = 10 * 60_000
const rememberMs = 2 * windowMs

/**
 * Finds the device that signed this request; whether it has been stopped is for the caller to look at. A request is taken once, and only while its time is near the county's:
 * order and once-ness rest on nonce and batch number, the time only bounds how long nonces are kept.
 */
export async function checkRequest(county: County, request: IncomingRequest): Promise<Result<DeviceRow, 'DEVICE_UNKNOWN' | 'REQUEST_UNSIGNED' | 'CLOCK_SKEW'>> {
  const device = await findDevice(county.db, request.deviceId)
  if (!device) return fail('DEVICE_UNKNOWN')
  const { method, path, time, nonce } = request
  const text = requestSignatureText({ method, path, bodyHash: sha256(request.body), time, nonce })
  if (!Instant.safeParse(time).success || !/^[\w-]{16,100}$/.test(nonce) || !isSignedBy(device.public_key, text, request.signature)) return fail('REQUEST_UNSIGNED')
  const now = county.now()
  const skew = toMilliseconds(time) - now
  if (!(Math.abs(skew) <= windowMs)) {
    await noteSkew(county, device.id, skew)
    return fail('CLOCK_SKEW', { serverTime: toInstant(now) })
  }
  if (!(await takeNonce(county.db, { deviceId: device.id, nonce, at: toInstant(now) }))) return fail('REQUEST_UNSIGNED')
  // One in a hundred requests sweeps up for all: no clock of its own, nothing to forget.
  if (county.randomBytes(1)[0] === 0) await forgetNonces(county.db, toInstant(now - rememberMs))
  return ok(device)
}

/** The console shows a wrong clock even though the device cannot get through. */
async function noteSkew(county: County, id: string, skewMs: number): Promise<void> {
  const seconds = Math.max(-2_000_000_000, Math.min(2_000_000_000, Math.round(skewMs / 1000)))
  await county.db.updateTable('devices').set({ clock_skew_seconds: Number.isFinite(seconds) ? seconds : 0, last_seen_at: toInstant(county.now()) }).where('id', '=', id).execute()
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ExtensionDays, extensionDigits, extensionText } from '#shared/sync/lease/extension.ts'
import type { County } from '../../county.ts'

/** What one device and the county alone know, for one purpose; made from the county's own key, so that nothing is kept. */
function keyFor(county: County, purpose: 'lease' | 'hand in', deviceId: string): Buffer {
  return createHmac('sha256', county.seal.courier.privateKey).update(`judicial-office ${purpose}|${deviceId}`).digest()
}

/** The key of a device's extensions (base64). */
export function leaseKey(county: County, deviceId: string): string {
  return keyFor(county, 'lease', deviceId).toString('base64')
}

/** The code that extends the lease of a device that shows `ask`. */
export function extensionCode(county: County, given: { deviceId: string; ask: string; days: ExtensionDays }): string {
  return extensionDigits(createHmac('sha256', keyFor(county, 'lease', given.deviceId)).update(extensionText(given)).digest('hex'))
}

/** By what a stopped device hands in its last work. */
export function handInToken(county: County, deviceId: string): string {
  return keyFor(county, 'hand in', deviceId).toString('base64url')
}

/** Whether that is its token. */
export function isHandInToken(county: County, deviceId: string, said: string): boolean {
  const [mine, theirs] = [Buffer.from(handInToken(county, deviceId)), Buffer.from(said)]
  return mine.length === theirs.length && timingSafeEqual(mine, theirs)
}

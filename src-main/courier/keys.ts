import { createHash } from 'node:crypto'
import { CountyCourierKey } from '#shared/sync/courier/contents.ts'
import { countyIdentity, fingerprint, requestIdentity } from '#shared/sync/courier/fingerprint.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { sha256Hex, verifyText } from '../sync/signatures.ts'
import { type DeviceKey, deviceKeySetting, enrolmentSetting, type StoredEnrolment } from '../sync/sync-settings.ts'
import { countyCourierKeySetting } from './courier-settings.ts'
import { courierPrivateKey, courierPublicKey } from './primitives.ts'

/** Both halves of what this device signs with and opens with. The private ones never leave the host. */
export type DeviceCourierKeys = { signing: DeviceKey; privateKey: Uint8Array; publicKey: string }

/** Throws where set-up has not finished. */
export async function deviceCourierKeys(office: Office): Promise<DeviceCourierKeys> {
  const signing = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
  if (!signing) throw new Error('no device key: set-up did not finish')
  const privateKey = courierPrivateKey(signing.privateKey)
  return { signing, privateKey, publicKey: courierPublicKey(privateKey) }
}

/** What the county compares when this device asks to be let in. */
export async function ownFingerprint(office: Office): Promise<string> {
  const { signing, publicKey } = await deviceCourierKeys(office)
  return fingerprint(sha256Hex(requestIdentity({ deviceId: office.deviceId, publicKey: signing.publicKey, courierKey: publicKey })))
}

export function countyFingerprint(countyPublicKey: string): string {
  return fingerprint(sha256Hex(countyIdentity(countyPublicKey)))
}

/** How a county is named in a header. */
export function countyId(countyPublicKey: string): string {
  return createHash('sha256').update(countyPublicKey).digest('hex')
}

/** Keeps the county's key for exchange files, if it is the county's own word. Anything else is not, and is ignored. */
export async function learnCourierKey(office: Office, countyPublicKey: string, said: Signed | undefined): Promise<void> {
  if (!said || sha256Hex(said.body) !== said.hash || !verifyText(countyPublicKey, said.body, said.signature)) return
  const key = readKey(said.body)
  const known = await office.settings.get(countyCourierKeySetting.id, countyCourierKeySetting.schema)
  if (key && key.publicKey !== known?.publicKey) await office.settings.set(countyCourierKeySetting.id, { publicKey: key.publicKey })
}

function readKey(body: string): { publicKey: string } | null {
  try {
    return CountyCourierKey.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}

export async function findEnrolment(office: Office): Promise<StoredEnrolment | null> {
  return office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
}

import { z } from 'zod'
import type { Instant } from '#shared/kernel/time.ts'
import { derivedKey } from '../host/derive-key.ts'
import type { Office } from '../host/office.ts'

/** Data keys that were in force until a time: backups made before it are still checked with them. */
const formerKeysSetting = { id: 'former-keys', schema: z.array(z.object({ until: z.string(), key: z.base64() })) }

/** Keeps the data key that is about to be replaced. Who holds the new one could open the old backups anyway: their keyrings lie beside them. */
export async function rememberFormerKey(office: Office, { until, key }: { until: Instant; key: Uint8Array }): Promise<void> {
  const known = (await office.settings.get(formerKeysSetting.id, formerKeysSetting.schema)) ?? []
  await office.settings.set(formerKeysSetting.id, [...known, { until, key: Buffer.from(key).toString('base64') }])
}

/** The keys of a backup that was made at a time. The caller zeroes them. */
export async function backupKeys(office: Office, madeAt: Instant): Promise<{ storeKey: Uint8Array; sealKey: Uint8Array }> {
  const former = (await office.settings.get(formerKeysSetting.id, formerKeysSetting.schema)) ?? []
  const then = former.find(({ until }) => madeAt < until)
  const derive = (purpose: string): Uint8Array => (then ? derivedKey(Buffer.from(then.key, 'base64'), office.deviceId, purpose) : office.deriveKey(purpose))
  return { storeKey: derive('database'), sealKey: derive('backup manifest') }
}

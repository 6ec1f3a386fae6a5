import { z } from 'zod'
import { recoveryContext, SealedBox } from '#shared/sync/recovery.ts'
import { Vault, type VaultKeys } from './key-slot.ts'
import { sealTo } from './sealed-box.ts'

/** The county's way in: the keys sealed to its recovery public key, whose private half is in three people's hands (2 of 3). */
export const RecoverySlot = z.strictObject({ publicKey: z.base64(), grants: z.partialRecord(Vault, SealedBox) })
export type RecoverySlot = z.output<typeof RecoverySlot>

/** Seals keys to the county. */
export function makeRecoverySlot(publicKey: string, keys: VaultKeys, how: { deviceId: string; randomBytes(count: number): Uint8Array }): RecoverySlot {
  const grants: RecoverySlot['grants'] = {}
  for (const vault of Vault.options) {
    const key = keys[vault]
    if (key) grants[vault] = sealTo(publicKey, key, { context: recoveryContext(how.deviceId, vault), randomBytes: how.randomBytes })
  }
  return { publicKey, grants }
}

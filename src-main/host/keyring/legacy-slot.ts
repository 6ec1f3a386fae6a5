import { z } from 'zod'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { KeyDerivation, seal, Sealed, unseal, wrappingKey } from './password-wrap.ts'

/**
 * A slot of keyring format 1: the password wraps the data key itself, so nobody but the owner can put a new data key in
 * it. It becomes a KeySlot with the owner's next log-in. `suspended` seals the wrapped key once more, by a key that only
 * the open office has.
 */
export const LegacySlot = z.strictObject({
  personId: PersonId,
  login: z.string(),
  name: z.string(),
  salt: z.base64(),
  kdf: KeyDerivation,
  generation: z.int().positive(),
  wrapped: Sealed,
  suspended: z.boolean(),
})
export type LegacySlot = z.output<typeof LegacySlot>

/** The data key of a slot of format 1, or null when the password does not open it. */
export async function openLegacySlot(slot: LegacySlot, password: string, deviceId: string): Promise<Uint8Array | null> {
  const key = await wrappingKey(password, slot, deviceId)
  try {
    return unseal(key, slot.wrapped, canonicalJson([deviceId, slot.login, slot.personId, slot.generation]))
  } finally {
    key.fill(0)
  }
}

/** Closes a slot for its owner: without the open office's key his password opens nothing. */
export function suspendLegacySlot(slot: LegacySlot, officeKey: Uint8Array, randomBytes: (count: number) => Uint8Array): LegacySlot {
  if (slot.suspended) return slot
  const wrapped = seal(officeKey, Buffer.from(JSON.stringify(slot.wrapped)), { nonce: randomBytes(12), context: `suspended ${slot.personId}` })
  return { ...slot, wrapped, suspended: true }
}

/** Gives a suspended slot back to its owner. Throws when the office's key is not the one that suspended it. */
export function resumeLegacySlot(slot: LegacySlot, officeKey: Uint8Array): LegacySlot {
  if (!slot.suspended) return slot
  const inner = unseal(officeKey, slot.wrapped, `suspended ${slot.personId}`)
  if (!inner) throw new Error('suspended slot does not open with this office key')
  return { ...slot, wrapped: Sealed.parse(JSON.parse(Buffer.from(inner).toString('utf8'))), suspended: false }
}

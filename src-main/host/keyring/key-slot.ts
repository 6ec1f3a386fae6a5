import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { PersonId } from '#shared/kernel/ids.ts'

/** Argon2id's cost. Kept in every slot, so that a slower machine or a later policy can differ. */
export const KeyDerivation = z.strictObject({ memoryKiB: z.int().positive(), passes: z.int().positive(), lanes: z.int().positive() })
export type KeyDerivation = z.output<typeof KeyDerivation>

const Base64 = z.base64()
const Sealed = z.strictObject({ nonce: Base64, data: Base64 })
type Sealed = z.output<typeof Sealed>

/** One user's way to the data key. `suspended` seals the wrapped key once more, by a key that only the open office has. */
export const KeySlot = z.strictObject({
  personId: PersonId,
  login: z.string(),
  name: z.string(),
  salt: Base64,
  kdf: KeyDerivation,
  /** The keyring generation that wrote this slot; part of the sealed context, so an old slot cannot be put back unseen. */
  generation: z.int().positive(),
  wrapped: Sealed,
  suspended: z.boolean(),
})
export type KeySlot = z.output<typeof KeySlot>

export type SlotOwner = Pick<KeySlot, 'personId' | 'login' | 'name'>
export type SlotContext = { deviceId: string; generation: number }
type Random = (count: number) => Uint8Array

/** Wraps the data key under a password: Argon2id, HKDF, AES-256-GCM bound to device, login, person and generation. */
export async function makeSlot({ personId, login, name }: SlotOwner, secret: { dataKey: Uint8Array; password: string }, how: SlotContext & { kdf: KeyDerivation; randomBytes: Random }): Promise<KeySlot> {
  const salt = how.randomBytes(16)
  const head = { personId, login, name, salt: toBase64(salt), kdf: how.kdf, generation: how.generation, suspended: false }
  const key = await wrappingKey(secret.password, head, how.deviceId)
  try {
    return { ...head, wrapped: seal(key, secret.dataKey, { nonce: how.randomBytes(12), context: contextOf(head, how.deviceId) }) }
  } finally {
    key.fill(0)
  }
}

/** The data key, or null when the password does not open this slot. That it unwraps is the only password check there is. */
export async function openSlot(slot: KeySlot, password: string, deviceId: string): Promise<Uint8Array | null> {
  const key = await wrappingKey(password, slot, deviceId)
  try {
    return unseal(key, slot.wrapped, contextOf(slot, deviceId))
  } finally {
    key.fill(0)
  }
}

/** Closes a slot for its owner: without the open office's key his password opens nothing. */
export function suspendSlot(slot: KeySlot, officeKey: Uint8Array, randomBytes: Random): KeySlot {
  if (slot.suspended) return slot
  const wrapped = seal(officeKey, Buffer.from(JSON.stringify(slot.wrapped)), { nonce: randomBytes(12), context: `suspended ${slot.personId}` })
  return { ...slot, wrapped, suspended: true }
}

/** Gives a suspended slot back to its owner. Throws when the office's key is not the one that suspended it. */
export function resumeSlot(slot: KeySlot, officeKey: Uint8Array): KeySlot {
  if (!slot.suspended) return slot
  const inner = unseal(officeKey, slot.wrapped, `suspended ${slot.personId}`)
  if (!inner) throw new Error('suspended slot does not open with this office key')
  return { ...slot, wrapped: Sealed.parse(JSON.parse(Buffer.from(inner).toString('utf8'))), suspended: false }
}

async function wrappingKey(password: string, slot: Pick<KeySlot, 'salt' | 'kdf' | 'personId'>, deviceId: string): Promise<Uint8Array> {
  const salt = Buffer.from(slot.salt, 'base64')
  // Two keyboards may send the same characters in different compositions.
  const typed = Buffer.from(password.normalize('NFKC'), 'utf8')
  const stretched = await hashRaw(typed, { memoryCost: slot.kdf.memoryKiB, timeCost: slot.kdf.passes, parallelism: slot.kdf.lanes, outputLen: 32, salt })
  typed.fill(0)
  const key = new Uint8Array(hkdfSync('sha256', stretched, salt, `judicial-office key slot|${deviceId}|${slot.personId}`, 32))
  stretched.fill(0)
  return key
}

function contextOf(slot: Pick<KeySlot, 'login' | 'personId' | 'generation'>, deviceId: string): string {
  return canonicalJson([deviceId, slot.login, slot.personId, slot.generation])
}

function seal(key: Uint8Array, plain: Uint8Array, { nonce, context }: { nonce: Uint8Array; context: string }): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'))
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: toBase64(nonce), data: toBase64(data) }
}

function unseal(key: Uint8Array, sealed: Sealed, context: string): Uint8Array | null {
  const bytes = Buffer.from(sealed.data, 'base64')
  if (bytes.length < 16) return null
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'))
  decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(bytes.length - 16))
  try {
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - 16)), decipher.final()]))
  } catch {
    return null
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

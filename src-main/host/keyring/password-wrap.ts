import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'

/** Argon2id's cost. Kept in every slot, so that a slower machine or a later policy can differ. */
export const KeyDerivation = z.strictObject({ memoryKiB: z.int().positive(), passes: z.int().positive(), lanes: z.int().positive() })
export type KeyDerivation = z.output<typeof KeyDerivation>

const Base64 = z.base64()
export const Sealed = z.strictObject({ nonce: Base64, data: Base64 })
export type Sealed = z.output<typeof Sealed>

/** The key that a password gives for one slot: Argon2id, then HKDF bound to device and person. The caller zeroes it. */
export async function wrappingKey(password: string, slot: { salt: string; kdf: KeyDerivation; personId: string }, deviceId: string): Promise<Uint8Array> {
  const salt = Buffer.from(slot.salt, 'base64')
  // Two keyboards may send the same characters in different compositions.
  const typed = Buffer.from(password.normalize('NFKC'), 'utf8')
  const stretched = await hashRaw(typed, { memoryCost: slot.kdf.memoryKiB, timeCost: slot.kdf.passes, parallelism: slot.kdf.lanes, outputLen: 32, salt })
  typed.fill(0)
  const key = new Uint8Array(hkdfSync('sha256', stretched, salt, `judicial-office key slot|${deviceId}|${slot.personId}`, 32))
  stretched.fill(0)
  return key
}

/** AES-256-GCM under a key of ours, bound to a context. */
export function seal(key: Uint8Array, plain: Uint8Array, { nonce, context }: { nonce: Uint8Array; context: string }): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'))
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: toBase64(nonce), data: toBase64(data) }
}

/** The opposite of `seal`; null when key, context or content is another. */
export function unseal(key: Uint8Array, sealed: Sealed, context: string): Uint8Array | null {
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

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

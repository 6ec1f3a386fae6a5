import { createCipheriv, createDecipheriv } from 'node:crypto'

const [NONCE, TAG] = [12, 16]

/** Seals a small secret under a key of 32 bytes, bound to `about`: AES-256-GCM; base64 of nonce, text and tag. */
export function sealSecret(key: Uint8Array, nonce: Uint8Array, about: string, secret: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** Opens it again. Throws when it was altered, is about something else, or the key is another. */
export function openSecret(key: Uint8Array, about: string, sealed: string): Uint8Array {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG }).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG))
  return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]))
}

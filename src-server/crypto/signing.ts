import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'
import { courierPrivateKey } from './courier-primitives.ts'
import { createFileCipher, type FileCipher } from './file-cipher.ts'
import type { Signed } from '#shared/sync/protocol.ts'

/** SHA-256 of text (its UTF-8 bytes) or bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Whether `signature` (base64) over `text` is of this Ed25519 key. Anything malformed is simply not a signature. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = readPublicKey(publicKey)
  return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

/** An Ed25519 public key in SPKI PEM, or null: no other kind of key is known here. */
export function readPublicKey(pem: string): KeyObject | null {
  try {
    if (!pem.includes('PUBLIC KEY')) return null
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** The county's own key, by which receipts are signed. */
export type Seal = {
  publicKey: string
  sign(body: string): Signed
  /** For exchange files: the bare signature, and the private half (32 bytes) of the key that offices seal them to. */
  courier: { signBytes(text: string): Uint8Array; privateKey: Uint8Array }
  /** For kept files. */
  files: FileCipher
  /** 32 bytes for one purpose, made from the county's key: nothing more to keep or to back up, and nothing of it in the database. */
  keyFor(purpose: 'second factor'): Uint8Array
}

export function createSeal(privateKeyPem: string): Seal {
  const privateKey = createPrivateKey(privateKeyPem)
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const courier = { signBytes: (text: string) => new Uint8Array(sign(null, Buffer.from(text), privateKey)), privateKey: courierPrivateKey(privateKeyPem) }
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  const keyFor = (purpose: string) => new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), `judicial-office county ${purpose} intl-1`, 32))
  const files = createFileCipher(privateKeyPem)
  return { publicKey, courier, files, keyFor, sign: (body) => ({ body, hash: sha256(body), signature: sign(null, Buffer.from(body), privateKey).toString('base64') }) }
}

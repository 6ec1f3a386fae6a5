import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'
import type { SealedBox } from '#shared/sync/recovery.ts'

type Random = (count: number) => Uint8Array
const TAG = 16
// The fixed heads of RFC 8410 before 32 bytes of key; Node takes raw keys in no other form.
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex')

/** A new key pair; the public half as base64, the private one as 32 bytes that the caller zeroes. */
export function newBoxKeys(randomBytes: Random): { publicKey: string; privateKey: Uint8Array } {
  const privateKey = new Uint8Array(randomBytes(32))
  return { publicKey: publicKeyOf(privateKey), privateKey }
}

/** The public half (base64) of 32 private bytes. */
export function publicKeyOf(privateKey: Uint8Array): string {
  return createPublicKey(privateObject(privateKey)).export({ type: 'spki', format: 'der' }).subarray(PUBLIC_HEAD.length).toString('base64')
}

/**
 * Seals bytes so that only the holder of one X25519 private key can open them (suite intl-1): a key pair for this box alone,
 * X25519 with the recipient's key, HKDF-SHA-256 over both public keys and the context, AES-256-GCM; key and nonce come from
 * the derivation and are used once. All of it is in OpenSSL and in BoringSSL. `context` says what they are for; the box opens under the same words only. Throws when the key is none.
 */
export function sealTo(publicKey: string, plain: Uint8Array, how: { context: string; randomBytes: Random }): SealedBox {
  const own = newBoxKeys(how.randomBytes)
  try {
    const { key, nonce } = derive({ mine: own.privateKey, theirs: publicKey, ephemeral: own.publicKey, recipient: publicKey }, how.context)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    key.fill(0)
    return { suite: 'intl-1', ephemeral: own.publicKey, data: data.toString('base64') }
  } finally {
    own.privateKey.fill(0)
  }
}

/** What was sealed, or null when key, context or a single bit is another. */
export function openBox(privateKey: Uint8Array, box: SealedBox, context: string): Uint8Array | null {
  const bytes = Buffer.from(box.data, 'base64')
  if (bytes.length < TAG) return null
  try {
    const { key, nonce } = derive({ mine: privateKey, theirs: box.ephemeral, ephemeral: box.ephemeral, recipient: publicKeyOf(privateKey) }, context)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAuthTag(bytes.subarray(-TAG))
    key.fill(0)
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]))
  } catch {
    return null
  }
}

function derive(pair: { mine: Uint8Array; theirs: string; ephemeral: string; recipient: string }, context: string): { key: Buffer; nonce: Buffer } {
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(pair.theirs, 'base64')]), format: 'der', type: 'spki' })
  const shared = diffieHellman({ privateKey: privateObject(pair.mine), publicKey })
  const salt = Buffer.concat([Buffer.from(pair.ephemeral, 'base64'), Buffer.from(pair.recipient, 'base64')])
  const derived = Buffer.from(hkdfSync('sha256', shared, salt, `judicial-office sealed box intl-1|${context}`, 44))
  shared.fill(0)
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) }
}

function privateObject(privateKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, privateKey]), format: 'der', type: 'pkcs8' })
}

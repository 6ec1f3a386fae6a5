import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'
import type { SealedBox } from '#shared/sync/recovery.ts'

// The same as the office's src-main/host/keyring/sealed-box.ts, which this program must not import: two hands of one format.
const TAG = 16
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex')

/** The public half (base64) of 32 private bytes of X25519. */
export function publicKeyOf(privateKey: Uint8Array): string {
  return createPublicKey(privateObject(privateKey)).export({ type: 'spki', format: 'der' }).subarray(PUBLIC_HEAD.length).toString('base64')
}

/** Seals bytes to a public key under a context. Throws when the key is none. */
export function sealTo(publicKey: string, plain: Uint8Array, { context, randomBytes }: { context: string; randomBytes(size: number): Uint8Array }): SealedBox {
  const own = Uint8Array.from(randomBytes(32))
  const ephemeral = publicKeyOf(own)
  const { key, nonce } = derive({ mine: own, theirs: publicKey, ephemeral, recipient: publicKey }, context)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  own.fill(0)
  return { suite: 'intl-1', ephemeral, data: data.toString('base64') }
}

/** What was sealed, or null when key, context or a single bit is another. */
export function openBox(privateKey: Uint8Array, box: SealedBox, context: string): Uint8Array | null {
  const bytes = Buffer.from(box.data, 'base64')
  try {
    const { key, nonce } = derive({ mine: privateKey, theirs: box.ephemeral, ephemeral: box.ephemeral, recipient: publicKeyOf(privateKey) }, context)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAuthTag(bytes.subarray(-TAG))
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

import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject, randomBytes, verify } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ChunkCipher, CourierPrimitives } from '#shared/sync/courier/primitives.ts'

// The same as src-main/courier/primitives.ts, which this program must not import: two hands of one format.
const TAG = 16
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex')

/** Node's cryptography for exchange files (suite intl-1): X25519, HKDF-SHA-256, AES-256-GCM by chunk, Ed25519, SHA-256. */
export const courierPrimitives: CourierPrimitives = {
  encode: (text) => new Uint8Array(Buffer.from(text, 'utf8')),
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
  hash() {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) }
  },
  deflate: (bytes) => new Uint8Array(deflateRawSync(bytes)),
  inflate(bytes, most) {
    try {
      return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: most }))
    } catch {
      return null
    }
  },
  sealTo(recipient) {
    const own = new Uint8Array(randomBytes(32))
    const ephemeral = courierPublicKey(own)
    return { ephemeral, cipher: (header) => cipherOf({ mine: own, theirs: recipient, ephemeral, recipient }, header) }
  },
  openWith(privateKey, ephemeral, header) {
    try {
      return cipherOf({ mine: privateKey, theirs: ephemeral, ephemeral, recipient: courierPublicKey(privateKey) }, header)
    } catch {
      return null
    }
  },
  verify(publicKey, text, signature) {
    try {
      const key = createPublicKey(publicKey)
      return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text, 'utf8'), key, signature)
    } catch {
      return false
    }
  },
}

/** The public half (base64) of 32 private bytes of X25519. */
export function courierPublicKey(privateKey: Uint8Array): string {
  return createPublicKey(privateObject(privateKey)).export({ type: 'spki', format: 'der' }).subarray(PUBLIC_HEAD.length).toString('base64')
}

/** The X25519 private key (32 bytes) that belongs to an Ed25519 private key in PEM: derived under a name of its own, so nothing more has to be kept or backed up. */
export function courierPrivateKey(signingKeyPem: string): Uint8Array {
  const seed = createPrivateKey(signingKeyPem).export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  return new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), 'judicial-office courier x25519 intl-1', 32))
}

type Pair = { mine: Uint8Array; theirs: string; ephemeral: string; recipient: string }

/** The whole header is part of the key: contents under another header do not open. */
function cipherOf(pair: Pair, header: string): ChunkCipher {
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(pair.theirs, 'base64')]), format: 'der', type: 'spki' })
  const shared = diffieHellman({ privateKey: privateObject(pair.mine), publicKey })
  const salt = Buffer.concat([Buffer.from(pair.ephemeral, 'base64'), Buffer.from(pair.recipient, 'base64')])
  const info = `judicial-office courier intl-1|${createHash('sha256').update(header).digest('hex')}`
  const derived = Buffer.from(hkdfSync('sha256', shared, salt, info, 39))
  shared.fill(0)
  const key = derived.subarray(0, 32)
  const nonce = (place: number, last: boolean) => {
    const bytes = Buffer.alloc(12)
    derived.copy(bytes, 0, 32)
    bytes.writeUInt32BE(place, 7)
    bytes.writeUInt8(last ? 1 : 0, 11)
    return bytes
  }
  return {
    seal(place, last, plain) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(place, last))
      return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
    },
    open(place, last, sealed) {
      if (sealed.length < TAG) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce(place, last), { authTagLength: TAG }).setAuthTag(sealed.subarray(-TAG))
        return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]))
      } catch {
        return null
      }
    },
  }
}

function privateObject(privateKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, privateKey]), format: 'der', type: 'pkcs8' })
}

import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const [NONCE, TAG] = [12, 16]

/** The county's hand on kept files (ADR 0019): AES-256-GCM by piece, each content under a key of its own. */
export type FileCipher = {
  /** `place`: what these bytes are, whole words; sealed bytes open for no other. */
  seal(plain: Uint8Array, at: { salt: Uint8Array; place: string }): Buffer
  /** What was sealed; null when a bit, the place or the key is another. */
  open(sealed: Uint8Array, at: { salt: Uint8Array; place: string }): Buffer | null
  /** A word of this county's on a text, for tickets that it gives out and takes back. */
  mark(text: string): string
  isMark(text: string, mark: string): boolean
}

/** Keys are derived from the county's own key under names of their own, so nothing more has to be kept or backed up. */
export function createFileCipher(privateKeyPem: string): FileCipher {
  const seed = createPrivateKey(privateKeyPem).export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  const derive = (salt: Uint8Array, name: string) => Buffer.from(hkdfSync('sha256', seed, salt, `judicial-office county files ${name} intl-1`, 32))
  const tickets = derive(new Uint8Array(), 'tickets')
  const mark = (text: string): string => createHmac('sha256', tickets).update(text).digest('base64url')
  return {
    seal(plain, { salt, place }) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(ALGORITHM, derive(salt, 'content'), nonce).setAAD(Buffer.from(place))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, { salt, place }) {
      if (sealed.length < NONCE + TAG) return null
      try {
        const decipher = createDecipheriv(ALGORITHM, derive(salt, 'content'), sealed.subarray(0, NONCE), { authTagLength: TAG })
        decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG))
        return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
      } catch {
        return null
      }
    },
    mark,
    isMark(text, given) {
      const [mine, theirs] = [Buffer.from(mark(text)), Buffer.from(given)]
      return mine.length === theirs.length && timingSafeEqual(mine, theirs)
    },
  }
}

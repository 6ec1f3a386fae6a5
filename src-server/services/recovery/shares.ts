import { createHash } from 'node:crypto'
import { combine, split } from 'shamir-secret-sharing'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { plainCode } from '#shared/sync/recovery.ts'
import { publicKeyOf } from '../../crypto/sealed-box.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEY_BYTES = 5
/** 32 bytes of key and the place of the share on the curve. */
const SHARE_BYTES = 33
const SUM_BYTES = 4
const LETTERS = Math.ceil(((KEY_BYTES + SHARE_BYTES + SUM_BYTES) * 8) / 5)

export type ShareProblem = 'SHARE_UNREADABLE' | 'SHARE_SAME' | 'SHARE_FOREIGN' | 'SHARE_SINGLE'

/** The number by which people tell one recovery key from another. */
export function keyNumber(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 2 * KEY_BYTES).toUpperCase()
}

/** The private key in three pieces of which any two give it back and one tells nothing, each a line to be written down. */
export async function makeShares(privateKey: Uint8Array): Promise<string[]> {
  const number = Buffer.from(keyNumber(publicKeyOf(privateKey)), 'hex')
  return (await split(privateKey, 3, 2)).map((share) => {
    const body = Buffer.concat([number, share])
    return (toLetters(Buffer.concat([body, checkSum(body)])).match(/.{1,4}/g) ?? []).join('-')
  })
}

/** The private key out of two texts that contain a share each; `names` is what a problem calls them. The caller zeroes it. */
export async function joinShares(texts: readonly string[], names: readonly string[]): Promise<Result<Uint8Array, ShareProblem>> {
  if (texts.length < 2) return fail('SHARE_SINGLE')
  const shares: { number: string; share: Buffer }[] = []
  for (const [index, text] of texts.entries()) {
    const read = readShare(text)
    if (!read) return fail('SHARE_UNREADABLE', { file: names[index] ?? String(index + 1) })
    shares.push(read)
  }
  const [first, second] = shares
  if (!first || !second) return fail('SHARE_SINGLE')
  if (first.number !== second.number) return fail('SHARE_FOREIGN')
  if (first.share.equals(second.share)) return fail('SHARE_SAME')
  const privateKey = await combine([Uint8Array.from(first.share), Uint8Array.from(second.share)])
  // Whole shares of one number that give another key: of two splittings, or made up.
  if (keyNumber(publicKeyOf(privateKey)) !== first.number) return fail('SHARE_FOREIGN')
  return ok(privateKey)
}

function readShare(text: string): { number: string; share: Buffer } | null {
  for (const line of text.split(/\r?\n/)) {
    const letters = plainCode(line)
    if (letters.length !== LETTERS || [...letters].some((letter) => !ALPHABET.includes(letter))) continue
    const bytes = fromLetters(letters)
    const body = bytes.subarray(0, KEY_BYTES + SHARE_BYTES)
    if (checkSum(body).equals(bytes.subarray(body.length, body.length + SUM_BYTES))) return { number: body.subarray(0, KEY_BYTES).toString('hex').toUpperCase(), share: body.subarray(KEY_BYTES) }
  }
  return null
}

function checkSum(body: Buffer): Buffer {
  return createHash('sha256').update('recovery share').update(body).digest().subarray(0, SUM_BYTES)
}

function toLetters(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

function fromLetters(letters: string): Buffer {
  const bits = [...letters].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

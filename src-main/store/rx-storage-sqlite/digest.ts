import { crc32 } from 'node:zlib'

/**
 * What a write changes in the digest of its table. A digest is the number of rows and two sums over all rows, modulo
 * 2^32, so that a write updates it without looking at other rows.
 *
 * Why it sees a stale page: a sequence is given out once, and what is stored under it never changes. A page of an earlier
 * day is whole and decrypts, but its rows carry sequences that have been replaced since, or lack some that came later.
 * Both sums lie on another page than the rows. No protection against somebody with the key: that is the audit chain's.
 */
export type Digest = { documents: number; first: number; second: number }

export const EMPTY_DIGEST: Readonly<Digest> = { documents: 0, first: 0, second: 0 }

const MODULUS = 2 ** 32

/** The checksum kept beside a document's JSON: a long one lies on pages of its own, which can be stale by themselves. */
export function contentSum(json: string): number {
  return crc32(json)
}

/** Adds a row to a digest; `sum` is null for rows written before there were checksums. */
export function addRow(digest: Digest, seq: number, sum: number | null): void {
  digest.documents += 1
  digest.first = (digest.first + mix(seq, sum ?? 0, 0x9e3779b1)) % MODULUS
  digest.second = (digest.second + mix(seq, sum ?? 0, 0x7feb352d)) % MODULUS
}

/** Takes a row out of a digest. */
export function takeRow(digest: Digest, seq: number, sum: number | null): void {
  digest.documents -= 1
  digest.first = (digest.first + MODULUS - mix(seq, sum ?? 0, 0x9e3779b1)) % MODULUS
  digest.second = (digest.second + MODULUS - mix(seq, sum ?? 0, 0x7feb352d)) % MODULUS
}

/** Adds the change of one part of a write to that of the whole. */
export function addDigest(digest: Digest, change: Readonly<Digest>): void {
  digest.documents += change.documents
  digest.first = (digest.first + change.first) % MODULUS
  digest.second = (digest.second + change.second) % MODULUS
}

/** Whether two digests are of the same rows. */
export function sameDigest(a: Readonly<Digest>, b: Readonly<Digest>): boolean {
  return a.documents === b.documents && a.first === b.first && a.second === b.second
}

// The rounds of MurmurHash3: neighbours in sequence differ in half of the bits.
function mix(seq: number, sum: number, salt: number): number {
  let h = Math.imul((seq | 0) ^ salt, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ Math.floor(seq / MODULUS), 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16) ^ sum, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

import { createHmac } from 'node:crypto'

// RFC 6238 in its plainest form (SHA-1, 30 seconds, 6 digits): the one that every authenticator app reads. Twenty lines
// with the RFC's own vectors as tests are less to look after than a package.
const STEP_MS = 30_000
/** A phone's clock may be one step off, either way. */
const DRIFT = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a step (RFC 4226 §5.3). */
export function codeOfStep(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** The step that a moment (ms) lies in. */
export const stepAt = (now: number): number => Math.floor(now / STEP_MS)

/** Of which step after `last` this code is, or null: wrong, too old, or used already. */
export function stepOfCode(secret: Uint8Array, code: string, { now, last }: { now: number; last: number }): number | null {
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, place) => stepAt(now) - DRIFT + place)
  return steps.find((step) => step > last && codeOfStep(secret, step) === code) ?? null
}

/** RFC 4648 without padding, as apps read it. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

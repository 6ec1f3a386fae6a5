import { z } from 'zod'
import { canonicalJson } from '../kernel/canonical.ts'
import { DeviceId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { SUITE } from './protocol.ts'

const Base64 = z.base64()

/** Bytes sealed to an X25519 public key: X25519, HKDF-SHA-256, AES-256-GCM. */
export const SealedBox = z.strictObject({ suite: z.literal(SUITE), ephemeral: Base64, data: Base64 })
export type SealedBox = z.output<typeof SealedBox>

/** Said and signed by the county: to this key every office seals its data key. The newest counts. */
export const RecoveryKey = z.strictObject({ kind: z.literal('county-recovery-key'), suite: z.literal(SUITE), publicKey: Base64, madeAt: Instant })
export type RecoveryKey = z.output<typeof RecoveryKey>

/** What an office that nobody can open gives the county: its sealed data key, and a fresh key for the answer. */
export const RecoveryRequest = z.strictObject({
  kind: z.literal('office-recovery-request'),
  suite: z.literal(SUITE),
  requestId: z.string().regex(/^[0-9a-f]{32}$/),
  deviceId: DeviceId,
  officeName: z.string(),
  at: Instant,
  /** The county's public key that `grant` is sealed to. */
  recoveryKey: Base64,
  grant: SealedBox,
  requestKey: Base64,
})
export type RecoveryRequest = z.output<typeof RecoveryRequest>

/** The county's answer: the data key sealed to the request's key, and to a code that is told by another way. */
export const RecoveryResponse = z.strictObject({ kind: z.literal('office-recovery-response'), suite: z.literal(SUITE), requestId: z.string(), deviceId: DeviceId, salt: Base64, box: SealedBox })
export type RecoveryResponse = z.output<typeof RecoveryResponse>

/** How the code is stretched before it becomes part of the key: about a second on a township's PC. */
export const CODE_STRETCH = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const

/** A request's text over which its short number is taken; both sides read that number to each other. */
export function requestText(request: RecoveryRequest): string {
  return canonicalJson(request)
}

/** The eight digits (in two groups) of a SHA-256 (hex) over the request's text. */
export function checkNumber(sha256: string): string {
  const digits = String(Number.parseInt(sha256.slice(0, 12), 16) % 100_000_000).padStart(8, '0')
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

/** Letters and digits of a code as its hash wants them, whatever case, hyphens or look-alikes a person typed. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
}

/** What an office's box for the county is bound to. */
export function recoveryContext(deviceId: string, vault: string): string {
  return canonicalJson(['recovery', deviceId, vault])
}

/** What the answer's box is bound to; `stretched` is the code after CODE_STRETCH, base64. */
export function responseContext({ deviceId, requestId }: { deviceId: string; requestId: string }, stretched: string): string {
  return canonicalJson(['recovery response', deviceId, requestId, stretched])
}

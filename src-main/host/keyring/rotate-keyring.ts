import type { Instant } from '#shared/kernel/time.ts'
import { type AnySlot, grantKeys, isOwnKeyed, isProven, keepKey, keptKey, proofOf } from './key-slot.ts'
import type { KeyringContent } from './keyring-file.ts'
import { makeRecoverySlot } from './recovery-slot.ts'

export type Rotation = { from: Uint8Array; to: Uint8Array; at: Instant; /** The county's, from the office's own settings. */ recoveryKey: string | null }

/** Whose slots only their own password can change; while there are any, the data key stays. */
export function slotsOfFirstFormat({ slots }: KeyringContent): string[] {
  return slots.filter((slot) => !isOwnKeyed(slot)).map((slot) => slot.name)
}

/**
 * The keyring under a new data key: sealed to each public key that was proven under the old one. A slot without that proof
 * was written by somebody else: it loses what it had. Names the database as waiting to take its place.
 */
export function rotatedKeyring(content: KeyringContent, { from, to, at, recoveryKey }: Rotation, randomBytes: (count: number) => Uint8Array): KeyringContent {
  const { deviceId } = content
  const how = { deviceId, randomBytes }
  const change = (slot: AnySlot): AnySlot => {
    if (!isOwnKeyed(slot)) throw new Error('a slot of the first format cannot be given a new key')
    if (!isProven(slot, from, deviceId)) return { ...slot, grants: {}, suspended: true }
    const granted = grantKeys({ ...slot, proof: proofOf(slot, to, deviceId) }, { office: to }, how)
    const ownKey = keptKey(slot, from, deviceId)
    if (!ownKey) return granted
    try {
      return keepKey(granted, ownKey, { ...how, dataKey: to })
    } finally {
      ownKey.fill(0)
    }
  }
  return {
    ...content,
    generation: content.generation + 1,
    slots: content.slots.map(change),
    recovery: recoveryKey === null ? null : makeRecoverySlot(recoveryKey, { office: to }, how),
    rotatedAt: at,
    swaps: ['office.sqlite'],
  }
}

import type { KeyringContent } from './keyring-file.ts'
import { isOwnKeyed } from './key-slot.ts'

/**
 * A keyring that no password opens: the grants are gone. What stays is sealed to others, the data key to the county's
 * recovery key and volunteers' keys by the data key, so that the evidence can still be opened by the written procedure.
 */
export function withoutGrants(content: KeyringContent): KeyringContent {
  const [first, ...rest] = content.slots.map((slot) => (isOwnKeyed(slot)
    ? { ...slot, suspended: true, grants: {} }
    // Of the first format: the password wraps the data key itself. What it wrapped is overwritten.
    : { ...slot, suspended: true, wrapped: { ...slot.wrapped, data: Buffer.alloc(48).toString('base64') } }))
  if (!first) throw new Error('a keyring without a slot')
  return { ...content, generation: content.generation + 1, slots: [first, ...rest] }
}

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import { readIfThere, replaceFile } from '../private-files.ts'
import { KeySlot } from './key-slot.ts'

/** The names of the suite: Argon2id, HKDF-SHA-256, AES-256-GCM. A certified SM suite would be another id. */
export const KEYRING_SUITE = 'intl-1'

const KeyringContent = z.strictObject({
  format: z.literal(1),
  suite: z.literal(KEYRING_SUITE),
  generation: z.int().positive(),
  deviceId: DeviceId,
  officeName: z.string(),
  slots: z.array(KeySlot).min(1),
})
export type KeyringContent = z.output<typeof KeyringContent>

const OnDisk = z.strictObject({ content: KeyringContent, sha256: z.string() })

/** `damaged`: a keyring was there and no copy of it can be read. */
export type LoadedKeyring = { state: 'none' } | { state: 'damaged' } | { state: 'good'; content: KeyringContent }

const places = (dataDir: string): [string, string] => [join(dataDir, 'keyring.json'), join(dataDir, 'keyring.spare.json')]

/** Reads both copies and gives the readable one of the highest generation. */
export function loadKeyring(dataDir: string): LoadedKeyring {
  const texts = places(dataDir).map(readIfThere)
  const readable = texts.flatMap((text) => (text === null ? [] : (parseKeyring(text) ?? [])))
  const [newest] = readable.sort((a, b) => b.generation - a.generation)
  if (newest) return { state: 'good', content: newest }
  return texts.some((text) => text !== null) ? { state: 'damaged' } : { state: 'none' }
}

/**
 * Writes a new generation: the keyring first, proven by reading it back, then the spare. Until the spare is written it
 * holds the generation before, so a power cut at any point leaves one whole keyring; afterwards no file is left that a
 * replaced password opens. Throws when the disk does not take it; then the former generation still stands.
 */
export function saveKeyring(dataDir: string, content: KeyringContent): void {
  const text = JSON.stringify({ content, sha256: hashOf(content) }, null, 1)
  for (const place of places(dataDir)) {
    replaceFile(place, text, (written) => {
      if (parseKeyring(written)?.generation !== content.generation) throw new Error('keyring read back differently')
    })
  }
}

/** The keyring in a text, or null when it is not whole. */
export function parseKeyring(text: string): KeyringContent | null {
  try {
    const { content, sha256 } = OnDisk.parse(JSON.parse(text))
    return hashOf(content) === sha256 ? content : null
  } catch {
    return null
  }
}

function hashOf(content: KeyringContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

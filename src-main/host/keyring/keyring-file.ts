import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson, type Json } from '#shared/kernel/canonical.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import { readIfThere, replaceFile } from '../private-files.ts'
import { AnySlot } from './key-slot.ts'
import { LegacySlot } from './legacy-slot.ts'
import { RecoverySlot } from './recovery-slot.ts'

/** The names of the suite: Argon2id, HKDF-SHA-256, AES-256-GCM. A certified SM suite would be another id. */
export const KEYRING_SUITE = 'intl-1'

/** Raised when an older program would misread the file. Format 1: passwords wrap the data key itself. */
const FORMAT = 2

const Base = { suite: z.literal(KEYRING_SUITE), generation: z.int().positive(), deviceId: DeviceId, officeName: z.string() }
const FirstFormat = z.strictObject({ format: z.literal(1), ...Base, slots: z.array(LegacySlot).min(1) })

const KeyringContent = z.strictObject({
  format: z.literal(FORMAT),
  ...Base,
  slots: z.array(AnySlot).min(1),
  /** Null until the county has told its recovery key. */
  recovery: RecoverySlot.nullable(),
  /** When the data key was last replaced. */
  rotatedAt: Instant.nullable(),
  /** Files of the data directory that wait under `<name>.next` to take their place under the keys of this keyring. */
  swaps: z.array(z.enum(['office.sqlite', 'volunteers.sqlite'])),
})
export type KeyringContent = z.output<typeof KeyringContent>

const OnDisk = z.strictObject({ content: z.json(), sha256: z.string() })
const Numbered = z.object({ content: z.object({ format: z.int() }) })

/** `damaged`: a keyring was there and no copy of it can be read. `newer`: a later program wrote it. */
export type LoadedKeyring = { state: 'none' } | { state: 'damaged' } | { state: 'newer' } | { state: 'good'; content: KeyringContent }

const places = (dataDir: string): [string, string] => [join(dataDir, 'keyring.json'), join(dataDir, 'keyring.spare.json')]

/** Reads both copies and gives the readable one of the highest generation. */
export function loadKeyring(dataDir: string): LoadedKeyring {
  const texts = places(dataDir).map(readIfThere)
  const readable = texts.flatMap((text) => (text === null ? [] : (parseKeyring(text) ?? [])))
  const [newest] = readable.sort((a, b) => b.generation - a.generation)
  if (newest) return { state: 'good', content: newest }
  if (texts.some((text) => text !== null && formatOf(text) > FORMAT)) return { state: 'newer' }
  return texts.some((text) => text !== null) ? { state: 'damaged' } : { state: 'none' }
}

/**
 * Writes a new generation: the keyring first, proven by reading it back, then the spare. Until the spare is written it
 * holds the generation before, so a power cut at any point leaves one whole keyring; afterwards no file is left that a
 * replaced password opens. Throws when the disk does not take it; then the former generation still stands.
 */
export function saveKeyring(dataDir: string, content: KeyringContent): void {
  const text = keyringText(content)
  for (const place of places(dataDir)) {
    replaceFile(place, text, (written) => {
      if (parseKeyring(written)?.generation !== content.generation) throw new Error('keyring read back differently')
    })
  }
}

/** A keyring as it lies on the disk. */
export function keyringText(content: KeyringContent): string {
  return JSON.stringify({ content, sha256: hashOf(content) }, null, 1)
}

/** A keyring without slots, for the first one to be put into. */
export function emptyKeyring(office: { deviceId: DeviceId; officeName: string }): KeyringContent {
  return { format: FORMAT, suite: KEYRING_SUITE, generation: 1, ...office, slots: [], recovery: null, rotatedAt: null, swaps: [] }
}

/** The keyring in a text, also of the first format, or null when it is not whole. */
export function parseKeyring(text: string): KeyringContent | null {
  try {
    const { content, sha256 } = OnDisk.parse(JSON.parse(text))
    if (hashOf(content) !== sha256) return null
    const first = FirstFormat.safeParse(content)
    return first.success ? { ...emptyKeyring(first.data), ...first.data, format: FORMAT } : KeyringContent.parse(content)
  } catch {
    return null
  }
}

function formatOf(text: string): number {
  try {
    return Numbered.parse(JSON.parse(text)).content.format
  } catch {
    return 0
  }
}

function hashOf(content: Json): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { SealedBox } from '#shared/sync/recovery.ts'
import { LegacySlot, openLegacySlot } from './legacy-slot.ts'
import { KeyDerivation, seal, Sealed, toBase64, unseal, wrappingKey } from './password-wrap.ts'
import { newBoxKeys, openBox, sealTo } from './sealed-box.ts'

export { KeyDerivation } from './password-wrap.ts'

/** What has a key of its own: `office` is the staff's database (its key is the data key), `volunteers` theirs. */
export const Vault = z.enum(['office', 'volunteers'])
export type Vault = z.output<typeof Vault>
export type VaultKeys = Partial<Record<Vault, Uint8Array>>

const Grants = z.partialRecord(Vault, SealedBox)
const Base64 = z.base64()

/**
 * One user's way in: the password wraps a private key of his own, and the keys of what he may open are sealed to its
 * public half. So they can be given, taken and changed without his password.
 */
export const KeySlot = z.strictObject({
  personId: PersonId,
  login: z.string(),
  name: z.string(),
  salt: Base64,
  kdf: KeyDerivation,
  /** The keyring generation that wrote this slot; part of the sealed context, so an old slot cannot be put back unseen. */
  generation: z.int().positive(),
  publicKey: Base64,
  wrapped: Sealed,
  /** What he may open when he is not stopped. */
  vaults: z.array(Vault),
  /** The keys themselves; none while he is stopped: then his password opens nothing. */
  grants: Grants,
  suspended: z.boolean(),
  /** A volunteer's own key once more, sealed by the data key: whatever befalls the office's database, his file can be opened. */
  kept: Sealed.optional(),
  /** By a key of the open office over person and public key: a key that somebody wrote into the file is given nothing. */
  proof: Base64,
})
export type KeySlot = z.output<typeof KeySlot>
export const AnySlot = z.union([KeySlot, LegacySlot])
export type AnySlot = z.output<typeof AnySlot>

export type SlotOwner = Pick<KeySlot, 'personId' | 'login' | 'name'>
export type SlotContext = { deviceId: string; generation: number }
type Random = (count: number) => Uint8Array

/** Makes a slot for a password: Argon2id, HKDF, AES-256-GCM bound to device, login, person and generation. `dataKey` proves it. */
export async function makeSlot(
  { personId, login, name }: SlotOwner,
  secret: { keys: VaultKeys; dataKey: Uint8Array; password: string },
  how: SlotContext & { kdf: KeyDerivation; randomBytes: Random },
): Promise<KeySlot> {
  const own = newBoxKeys(how.randomBytes)
  const vaults = Vault.options.filter((vault) => secret.keys[vault] !== undefined)
  const head = { personId, login, name, salt: toBase64(how.randomBytes(16)), kdf: how.kdf, generation: how.generation, publicKey: own.publicKey, vaults, suspended: false }
  const key = await wrappingKey(secret.password, head, how.deviceId)
  try {
    const wrapped = seal(key, own.privateKey, { nonce: how.randomBytes(12), context: contextOf(head, how.deviceId) })
    const slot = { ...head, wrapped, grants: sealKeys(head, secret.keys, how), proof: proofOf(head, secret.dataKey, how.deviceId) }
    const { volunteers } = secret.keys
    return volunteers ? keepKey(slot, volunteers, { ...how, dataKey: secret.dataKey }) : slot
  } finally {
    key.fill(0)
    own.privateKey.fill(0)
  }
}

/** The keys a slot holds, or null when the password does not open it. That it unwraps is the only password check there is. */
export async function openSlot(slot: AnySlot, password: string, deviceId: string): Promise<VaultKeys | null> {
  if (!isOwnKeyed(slot)) {
    const office = await openLegacySlot(slot, password, deviceId)
    return office && { office }
  }
  const key = await wrappingKey(password, slot, deviceId)
  const privateKey = unseal(key, slot.wrapped, contextOf(slot, deviceId))
  key.fill(0)
  if (!privateKey) return null
  try {
    const opened: VaultKeys = {}
    for (const vault of Vault.options) {
      const grant = slot.grants[vault]
      const found = grant && openBox(privateKey, grant, grantContext(slot, vault, deviceId))
      if (found) opened[vault] = found
    }
    return opened
  } finally {
    privateKey.fill(0)
  }
}

/** The same slot, keys and all, under another password of its owner; null when the present one does not open it. */
export async function rewrapSlot(slot: KeySlot, { current, next }: { current: string; next: string }, how: SlotContext & { randomBytes: Random }): Promise<KeySlot | null> {
  const key = await wrappingKey(current, slot, how.deviceId)
  const privateKey = unseal(key, slot.wrapped, contextOf(slot, how.deviceId))
  key.fill(0)
  if (!privateKey) return null
  const head = { ...slot, salt: toBase64(how.randomBytes(16)), generation: how.generation }
  const fresh = await wrappingKey(next, head, how.deviceId)
  try {
    return { ...head, wrapped: seal(fresh, privateKey, { nonce: how.randomBytes(12), context: contextOf(head, how.deviceId) }) }
  } finally {
    fresh.fill(0)
    privateKey.fill(0)
  }
}

/** Whether a slot has a key pair of its own; those of format 1 have none until the next log-in. */
export function isOwnKeyed(slot: AnySlot): slot is KeySlot {
  return 'publicKey' in slot
}

/** The same slot with these keys sealed to its owner; none while he is stopped. What is not given stays as it was. */
export function grantKeys(slot: KeySlot, keys: VaultKeys, how: { deviceId: string; randomBytes: Random }): KeySlot {
  if (slot.suspended) return { ...slot, grants: {} }
  const given = Object.fromEntries(Object.entries(keys).filter(([vault]) => slot.vaults.some((one) => one === vault)))
  return { ...slot, grants: { ...slot.grants, ...sealKeys(slot, given, how) } }
}

/** The same slot with a volunteer's own key kept under the data key. */
export function keepKey(slot: KeySlot, ownKey: Uint8Array, { deviceId, dataKey, randomBytes }: { deviceId: string; dataKey: Uint8Array; randomBytes: Random }): KeySlot {
  const key = keptUnder(dataKey, deviceId)
  try {
    return { ...slot, kept: seal(key, ownKey, { nonce: randomBytes(12), context: keptContext(slot, deviceId) }) }
  } finally {
    key.fill(0)
  }
}

/** The volunteer's own key that a slot keeps; null when it keeps none under this data key. The caller zeroes it. */
export function keptKey(slot: AnySlot, dataKey: Uint8Array, deviceId: string): Uint8Array | null {
  if (!isOwnKeyed(slot) || !slot.kept) return null
  const key = keptUnder(dataKey, deviceId)
  try {
    return unseal(key, slot.kept, keptContext(slot, deviceId))
  } finally {
    key.fill(0)
  }
}

/** The proof that a slot was written by somebody with the data key. */
export function proofOf(slot: Pick<KeySlot, 'personId' | 'login' | 'publicKey' | 'vaults'>, dataKey: Uint8Array, deviceId: string): string {
  const key = Buffer.from(hkdfSync('sha256', dataKey, deviceId, 'judicial-office keyring proof', 32))
  return createHmac('sha256', key).update(canonicalJson([slot.personId, slot.login, slot.publicKey, slot.vaults])).digest('base64')
}

/** Whether a slot carries that proof. */
export function isProven(slot: KeySlot, dataKey: Uint8Array, deviceId: string): boolean {
  const [found, expected] = [Buffer.from(slot.proof, 'base64'), Buffer.from(proofOf(slot, dataKey, deviceId), 'base64')]
  return found.length === expected.length && timingSafeEqual(found, expected)
}

function sealKeys(slot: Pick<KeySlot, 'personId' | 'publicKey'>, keys: VaultKeys, { deviceId, randomBytes }: { deviceId: string; randomBytes: Random }): KeySlot['grants'] {
  const grants: KeySlot['grants'] = {}
  for (const vault of Vault.options) {
    const key = keys[vault]
    if (key) grants[vault] = sealTo(slot.publicKey, key, { context: grantContext(slot, vault, deviceId), randomBytes })
  }
  return grants
}

function grantContext(slot: Pick<KeySlot, 'personId'>, vault: Vault, deviceId: string): string {
  return canonicalJson(['grant', deviceId, slot.personId, vault])
}

function keptUnder(dataKey: Uint8Array, deviceId: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', dataKey, deviceId, 'judicial-office kept keys', 32))
}

function keptContext(slot: Pick<KeySlot, 'personId'>, deviceId: string): string {
  return canonicalJson(['kept', deviceId, slot.personId])
}

function contextOf(slot: Pick<KeySlot, 'login' | 'personId' | 'generation' | 'publicKey'>, deviceId: string): string {
  return canonicalJson([deviceId, slot.login, slot.personId, slot.generation, slot.publicKey])
}

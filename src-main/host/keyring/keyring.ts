import { hkdfSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { DeviceId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { resumeLegacySlot, suspendLegacySlot } from './legacy-slot.ts'
import { createSerial } from '../serial.ts'
import { calibrate } from './calibrate.ts'
import { openGuessing, type Guessing } from './guessing.ts'
import { type AnySlot, grantKeys, isOwnKeyed, isProven, keepKey, type KeyDerivation, keptKey, makeSlot, openSlot, proofOf, rewrapSlot, type SlotOwner, type Vault, type VaultKeys } from './key-slot.ts'
import { makeRecoverySlot } from './recovery-slot.ts'
import { withoutGrants } from './without-grants.ts'
import { emptyKeyring, type KeyringContent, loadKeyring, type LoadedKeyring, saveKeyring } from './keyring-file.ts'

export type KeyringDeps = {
  dataDir: string
  now(): number
  /** Milliseconds that never go backwards. */
  monotonic(): number
  randomBytes(count: number): Uint8Array
  /** Fixed cost of key derivation; calibrated at set-up when absent. */
  kdf?: KeyDerivation
}

export type UnlockProblem = 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED' | 'NOT_SET_UP' | 'KEYRING_DAMAGED' | 'DATABASE_NEWER'

/** The keyring of one data directory: who may open it, and the guessing limits before it. */
export type Keyring = {
  state(): LoadedKeyring['state']
  /** Throws unless the state is `good`. */
  content(): KeyringContent
  readonly guessing: Guessing
  create(owner: SlotOwner, secret: { dataKey: Uint8Array; password: string }, office: { deviceId: DeviceId; officeName: string }): Promise<void>
  /** Gives the slot, what it opens, and a fresh copy of that key (the data key for `office`), which the caller must zero. */
  unlock(login: string, password: string): Promise<Result<{ slot: AnySlot; vault: Vault; dataKey: Uint8Array }, UnlockProblem>>
  /** Adds a person's slot or replaces it under a new password: over the data key, or over `volunteerKey` alone. */
  put(owner: SlotOwner, secret: { dataKey: Uint8Array; volunteerKey?: Uint8Array | undefined; password: string }): Promise<void>
  /** The same slot under another password, which needs nothing but the old one. False when that does not open it. */
  changePassword(personId: string, passwords: { current: string; next: string }): Promise<boolean>
  /** Takes the data key out of a volunteer's slot and puts his own key in, without his password. False for a slot of format 1. */
  restrict(personId: string, keys: { volunteerKey: Uint8Array; dataKey: Uint8Array }): Promise<boolean>
  /** `volunteerKey` is what a volunteer gets back when he is no longer suspended. */
  setSuspended(personId: string, suspended: boolean, keys: { dataKey: Uint8Array; volunteerKey?: Uint8Array | undefined }): Promise<void>
  setOfficeName(officeName: string): Promise<void>
  /** Seals the data key to the county's recovery key, unless it is sealed to it already. */
  setRecovery(publicKey: string, dataKey: Uint8Array): Promise<void>
  /** Destroys what every slot opens; nothing brings it back but the county's recovery key. */
  destroyGrants(): Promise<void>
  /** A volunteer's own key as his slot keeps it under the data key, or null. The caller zeroes it. */
  keptKey(personId: string, dataKey: Uint8Array): Uint8Array | null
  /** Looks at the disk again: a restore has put another keyring there. */
  reload(): void
}

/** Opens the keyring of a data directory; a missing or damaged one is a state, not an error. */
export function openKeyring(deps: KeyringDeps): Keyring {
  const guessing = openGuessing(deps.dataDir, deps.monotonic)
  // One derivation at a time (memory), and never two writers.
  const inTurn = createSerial()
  let loaded = look(deps.dataDir)

  function content(): KeyringContent {
    if (loaded.state !== 'good') throw new Error(`keyring is ${loaded.state}`)
    return loaded.content
  }

  function save(next: KeyringContent): void {
    saveKeyring(deps.dataDir, next)
    loaded = { state: 'good', content: next }
  }

  const derivation = async (): Promise<KeyDerivation> => deps.kdf ?? (loaded.state === 'good' ? strongest(loaded.content) : calibrate(deps.monotonic))

  async function withSlot(base: KeyringContent, owner: SlotOwner, secret: { dataKey: Uint8Array; volunteerKey?: Uint8Array | undefined; password: string }): Promise<void> {
    const keys: VaultKeys = secret.volunteerKey ? { volunteers: secret.volunteerKey } : { office: secret.dataKey }
    const slot = await makeSlot(owner, { ...secret, keys }, { deviceId: base.deviceId, generation: base.generation, kdf: await derivation(), randomBytes: deps.randomBytes })
    save({ ...base, slots: [...base.slots.filter((one) => one.personId !== owner.personId), slot] })
  }

  return {
    state: () => loaded.state,
    content,
    guessing,
    create: (owner, secret, { deviceId, officeName }) =>
      inTurn(async () => {
        if (loaded.state !== 'none') throw new Error('a keyring is there already')
        await withSlot(emptyKeyring({ deviceId, officeName }), owner, secret)
      }),
    unlock: (login, password) =>
      inTurn(async () => {
        if (loaded.state === 'none') return fail('NOT_SET_UP')
        if (loaded.state === 'damaged') return fail('KEYRING_DAMAGED')
        if (loaded.state === 'newer') return fail('DATABASE_NEWER')
        const slot = loaded.content.slots.find((one) => one.login === login)
        const guesser = slot?.personId ?? ''
        const seconds = guessing.waitSeconds(guesser)
        if (seconds > 0) return fail('TRY_LATER', { seconds })
        if (slot?.suspended) return fail('ACCOUNT_DISABLED')
        guessing.begin(guesser, toInstant(deps.now()))
        const keys = slot && (await openSlot(slot, password, loaded.content.deviceId))
        if (!slot || !keys) return fail('WRONG_PASSWORD')
        const vault = keys.office ? 'office' : 'volunteers'
        const dataKey = keys[vault]
        if (!dataKey) throw new Error('a slot without a key')
        guessing.succeeded(guesser)
        // Only its owner's password can bring it into the present format.
        if (!isOwnKeyed(slot)) await withSlot(nextOf(content()), slot, { dataKey, password })
        return ok({ slot, vault, dataKey })
      }),
    put: (owner, secret) => inTurn(() => withSlot(nextOf(content()), owner, secret)),
    changePassword: (personId, passwords) =>
      inTurn(async () => {
        const next = nextOf(content())
        const slot = next.slots.find((one) => one.personId === personId)
        if (!slot || !isOwnKeyed(slot)) return false
        const changed = await rewrapSlot(slot, passwords, { deviceId: next.deviceId, generation: next.generation, randomBytes: deps.randomBytes })
        if (changed) save({ ...next, slots: next.slots.map((one) => (one === slot ? changed : one)) })
        return changed !== null
      }),
    restrict: (personId, { volunteerKey, dataKey }) =>
      inTurn(async () => {
        const next = nextOf(content())
        const slot = next.slots.find((one) => one.personId === personId)
        // A public key that somebody wrote into the file is given nothing.
        if (!slot || !isOwnKeyed(slot) || !isProven(slot, dataKey, next.deviceId)) return false
        const bare = { ...slot, vaults: ['volunteers' as const], grants: {} }
        const how = { deviceId: next.deviceId, dataKey, randomBytes: deps.randomBytes }
        const restricted = keepKey(grantKeys({ ...bare, proof: proofOf(bare, dataKey, next.deviceId) }, { volunteers: volunteerKey }, how), volunteerKey, how)
        save({ ...next, slots: next.slots.map((one) => (one === slot ? restricted : one)) })
        return true
      }),
    setSuspended: (personId, suspended, { dataKey, volunteerKey }) =>
      inTurn(async () => {
        const next = nextOf(content())
        const given: VaultKeys = { office: dataKey, ...(volunteerKey && { volunteers: volunteerKey }) }
        const change = (slot: AnySlot): AnySlot => {
          if (isOwnKeyed(slot)) return grantKeys({ ...slot, suspended }, isProven(slot, dataKey, next.deviceId) ? given : {}, { deviceId: next.deviceId, randomBytes: deps.randomBytes })
          const key = new Uint8Array(hkdfSync('sha256', dataKey, next.deviceId, 'suspended slots', 32))
          return suspended ? suspendLegacySlot(slot, key, deps.randomBytes) : resumeLegacySlot(slot, key)
        }
        save({ ...next, slots: next.slots.map((slot) => (slot.personId === personId ? change(slot) : slot)) })
      }),
    setOfficeName: (officeName) =>
      inTurn(async () => {
        if (content().officeName !== officeName) save({ ...nextOf(content()), officeName })
      }),
    setRecovery: (publicKey, dataKey) =>
      inTurn(async () => {
        if (content().recovery?.publicKey === publicKey) return
        const next = nextOf(content())
        save({ ...next, recovery: makeRecoverySlot(publicKey, { office: dataKey }, { deviceId: next.deviceId, randomBytes: deps.randomBytes }) })
      }),
    destroyGrants: () => inTurn(async () => save(withoutGrants(content()))),
    keptKey(personId, dataKey) {
      const slot = content().slots.find((one) => one.personId === personId)
      return slot ? keptKey(slot, dataKey, content().deviceId) : null
    },
    reload: () => void (loaded = look(deps.dataDir)),
  }
}

function look(dataDir: string): LoadedKeyring {
  const loaded = loadKeyring(dataDir)
  // A database without any keyring is not a first run: somebody lost the keyring, and a new one would hide that.
  return loaded.state === 'none' && existsSync(join(dataDir, 'office.sqlite')) ? { state: 'damaged' } : loaded
}

function nextOf(content: KeyringContent): KeyringContent {
  return { ...content, generation: content.generation + 1 }
}

/** New slots cost at least as much as the dearest one, so that calibration is done once. */
function strongest(content: KeyringContent): KeyDerivation {
  const [first, ...rest] = content.slots.map((slot) => slot.kdf)
  if (!first) throw new Error('keyring without a slot')
  return rest.reduce((a, b) => (b.memoryKiB > a.memoryKiB ? b : a), first)
}

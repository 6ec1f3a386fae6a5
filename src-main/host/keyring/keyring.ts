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
import { type AnySlot, grantKeys, isOwnKeyed, type KeyDerivation, makeSlot, openSlot, type SlotOwner } from './key-slot.ts'
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
  /** Gives the slot and a fresh copy of the data key, which the caller must zero. */
  unlock(login: string, password: string): Promise<Result<{ slot: AnySlot; dataKey: Uint8Array }, UnlockProblem>>
  /** Adds a person's slot or replaces it under a new password. */
  put(owner: SlotOwner, secret: { dataKey: Uint8Array; password: string }): Promise<void>
  setSuspended(personId: string, suspended: boolean, dataKey: Uint8Array): Promise<void>
  setOfficeName(officeName: string): Promise<void>
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

  async function withSlot(base: KeyringContent, owner: SlotOwner, secret: { dataKey: Uint8Array; password: string }): Promise<void> {
    const slot = await makeSlot(owner, { ...secret, keys: { office: secret.dataKey } }, { deviceId: base.deviceId, generation: base.generation, kdf: await derivation(), randomBytes: deps.randomBytes })
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
        const dataKey = keys.office
        if (!dataKey) throw new Error('a slot without the data key')
        guessing.succeeded(guesser)
        // Only its owner's password can bring it into the present format.
        if (!isOwnKeyed(slot)) await withSlot(nextOf(content()), slot, { dataKey, password })
        return ok({ slot, dataKey })
      }),
    put: (owner, secret) => inTurn(() => withSlot(nextOf(content()), owner, secret)),
    setSuspended: (personId, suspended, dataKey) =>
      inTurn(async () => {
        const next = nextOf(content())
        const change = (slot: AnySlot): AnySlot => {
          if (isOwnKeyed(slot)) return grantKeys({ ...slot, suspended }, { office: dataKey }, { deviceId: next.deviceId, randomBytes: deps.randomBytes })
          const key = new Uint8Array(hkdfSync('sha256', dataKey, next.deviceId, 'suspended slots', 32))
          return suspended ? suspendLegacySlot(slot, key, deps.randomBytes) : resumeLegacySlot(slot, key)
        }
        save({ ...next, slots: next.slots.map((slot) => (slot.personId === personId ? change(slot) : slot)) })
      }),
    setOfficeName: (officeName) =>
      inTurn(async () => {
        if (content().officeName !== officeName) save({ ...nextOf(content()), officeName })
      }),
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

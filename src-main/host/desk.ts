import { type BackupJob, createBackupJob } from '../backup/backup-job.ts'
import type { RestoreDeps } from '../backup/restore-backup.ts'
import { createRestoreWatch, type RestoreWatch } from '../backup/restore-watch.ts'
import { finishRestore, forgetRestoredNote, restoredNote } from '../backup/swap-in.ts'
import { fail, ok, type Refusal, type Result } from '#shared/kernel/result.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type Keyring, openKeyring } from './keyring/keyring.ts'
import type { KeyDerivation, KeySlot, Vault } from './keyring/key-slot.ts'
import { createWorkBoard, type WorkBoard } from './long-work.ts'
import { type OpenOffice, openOffice, officeSetting } from './open-office.ts'
import type { Office } from './office.ts'
import { enterNotes } from './closed-notes.ts'
import { finishSwaps } from './rotation/finish-swaps.ts'
import { createRotationJob, type RotationJob } from './rotation/rotation-job.ts'
import { recoveryKeySetting } from '../sync/recovery-key.ts'
import { createSerial } from './serial.ts'
import { ownKeyOf } from './volunteer/file-state.ts'
import { keepVolunteers, type VolunteerKeeper } from './volunteer/keeper.ts'
import { convertSlots } from './volunteer/old-slots.ts'
import { newestGeneration, placeOf } from './volunteer/place.ts'
import { sealWitness, witnessId } from './volunteer/witness.ts'
import { removeUnfinishedSetUp, setUpOffice, type SetUpInput } from './set-up.ts'
import { deliver, isIdle, type Window } from './window.ts'

export type DeskDeps = {
  dataDir: string
  now(): number
  monotonic(): number
  randomBytes(count: number): Uint8Array
  kdf?: KeyDerivation
  fetch: typeof fetch
  /** Codes and ids only. */
  log(line: string): void
}

/** No call of a locked office is waited for longer than this: the keys must go. */
const PATIENCE_MS = 5_000
/** Bringing the volunteers' files up to date may take this long at a lock, for which the shell waits 1.5 s, and at a switch. */
const LAST_REFRESH_MS = { lock: 900, switch: 30_000 } as const

/** What a password opened: whose slot, the office or his own file, and the key of that. */
export type Unlocked = { slot: Pick<KeySlot, 'personId'>; vault: Vault; dataKey: Uint8Array }

/** The office of one data directory and the windows before it: open while somebody is signed in, closed otherwise. */
export type Desk = {
  readonly dataDir: string
  readonly keyring: Keyring
  readonly windows: ReadonlySet<Window>
  opened(): OpenOffice | null
  add(window: Window): void
  /** Ends a window: nobody sits there any more. */
  remove(window: Window): Promise<void>
  setUp(window: Window, input: SetUpInput): Promise<Result<void, 'ALREADY_SET_UP' | 'PASSWORD_TOO_WEAK'>>
  /**
   * Seats a person whose slot was opened; takes the key over. The office and a volunteer's file are never open together:
   * whoever sits at the other one is locked out first.
   */
  signIn(window: Window, unlocked: Unlocked): Promise<Result<void, 'ACCOUNT_DISABLED' | 'VOLUNTEER_NOT_READY'>>
  /** Keeps the volunteers' files; null while the office's database is closed. */
  volunteers(): VolunteerKeeper | null
  /** Takes the person's access from this window; the last one out closes the office. */
  signOut(window: Window): Promise<void>
  /**
   * The same for every window of a person whose account was stopped. Not to be waited for: one of them may be the
   * window of the running call, and closing waits for running calls.
   */
  signOutPerson(personId: string): void
  /** The same for a person who went away, with an entry in the audit. */
  signOutIdle(window: Window): Promise<void>
  lockIdle(): Promise<void>
  /** Remembers a running call, so that the database is not closed under it. */
  track<T>(call: Promise<T>): Promise<T>
  emit(name: string, payload: unknown): void
  readonly backups: BackupJob
  /** What everybody waits for now, or null. */
  readonly work: WorkBoard
  readonly rotation: RotationJob
  randomBytes(count: number): Uint8Array
  /** Opens the office with a data key that no password gave, for one piece of work; everybody is locked out. Takes the key over. */
  withDataKey<T>(dataKey: Uint8Array, act: (opened: OpenOffice) => Promise<T>): Promise<T>
  /** Lets a restore change the data directory while no office is open, and looks at the keyring again afterwards. */
  restore<T>(work: (deps: RestoreDeps) => Promise<T>): Promise<T | Refusal<'RESTORE_WHILE_OPEN'>>
  /** The same for work that only looks. */
  lookWhileClosed<T>(work: (deps: RestoreDeps) => Promise<T>): Promise<T | Refusal<'RESTORE_WHILE_OPEN'>>
  readonly restoring: Pick<RestoreWatch, 'shown' | 'cancel'>
}

/** Makes the desk of a data directory that this process has locked. */
export function createDesk(deps: DeskDeps): Desk {
  removeUnfinishedSetUp(deps.dataDir)
  finishRestore(deps.dataDir)
  finishSwaps(deps.dataDir)
  const keyring = openKeyring(deps)
  const windows = new Set<Window>()
  const running = new Set<Promise<unknown>>()
  // Opening and closing never overlap.
  const inTurn = createSerial()
  let open: OpenOffice | null = null
  let keeper: VolunteerKeeper | null = null

  function tell(window: Window, name: string, payload: unknown): void {
    try {
      deliver(window, name, payload)
    } catch (error) {
      deps.log(`event ${name} not delivered: ${error instanceof Error ? error.name : 'error'}`)
    }
  }

  const emit = (name: string, payload: unknown): void => windows.forEach((window) => tell(window, name, payload))

  async function track<T>(call: Promise<T>): Promise<T> {
    running.add(call)
    try {
      return await call
    } finally {
      running.delete(call)
    }
  }

  const backups = createBackupJob({ ...deps, emit })
  const work = createWorkBoard(() => emit('session.changed', { reason: 'working' }))
  const restoring = createRestoreWatch()
  const rotation = createRotationJob({ ...deps, work, lockedOut: (act) => inTurn(() => evict().then(act).finally(() => keyring.reload())) })

  async function closeIfEmpty(why: keyof typeof LAST_REFRESH_MS = 'lock'): Promise<void> {
    if (!open || [...windows].some((window) => window.signedIn)) return
    const closing = open
    open = null
    await backups.stop()
    const files = keeper
    keeper = null
    await files?.stop(LAST_REFRESH_MS[why]).catch(() => deps.log('volunteer files did not stop cleanly'))
    await closing.stopSync().catch(() => deps.log('sync did not stop cleanly'))
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
    await Promise.race([Promise.allSettled(running), patience])
    clearTimeout(timer)
    // The keys are zeroed in any case; what SQLite could not finish here it finishes at the next opening.
    await closing.close().catch(() => deps.log('database did not close cleanly'))
  }

  const openWith = (dataKey: Uint8Array, deviceId = keyring.content().deviceId): Promise<OpenOffice> =>
    openOffice({ ...deps, deviceId, emit, checkPassword, upgrading: (progress) => work.tell({ kind: 'upgrading', ...progress }), recoveryKey: (publicKey) => keyring.setRecovery(publicKey, dataKey) }, dataKey).finally(() => work.tell(null))

  const checkPassword: Office['checkPassword'] = async (personId, password, recordId) => {
    const slot = keyring.content().slots.find((one) => one.personId === personId)
    if (!slot) return 'wrong'
    const unlocked = await keyring.unlock(slot.login, password)
    if (unlocked.ok) {
      const { dataKey } = unlocked.value
      if (open?.volunteer && recordId) await open.office.settings.set(witnessId({ recordId, personId }), sealWitness(dataKey, open.office.deviceId, { recordId, personId }))
      dataKey.fill(0)
      return 'right'
    }
    return unlocked.error.code === 'TRY_LATER' ? { waitSeconds: unlocked.error.params.seconds } : 'wrong'
  }

  /** Everything that must be true before a person gets access; a refusal or an error leaves the window as it was. */
  async function admit(window: Window, slot: Pick<KeySlot, 'personId'>): Promise<Refusal<'ACCOUNT_DISABLED'> | null> {
    if (!open) throw new Error('no open office')
    const { office, audit } = open
    const person = await office.data.people.findOne(slot.personId).exec()
    const account = person?.account
    if (!person || !account?.active) return fail('ACCOUNT_DISABLED')
    if (!open.volunteer) await enterWhatHappenedMeanwhile(open)
    await audit.append({ at: office.now(), personId: person.id, role: account.role, operation: 'session.logIn', objectId: person.id, outcome: 'intent' })
    window.signedIn = { role: account.role, personId: person.id, name: person.name, login: account.login, office }
    window.lastActiveAt = deps.monotonic()
    return null
  }

  /** Entries for the office's own chain, which was closed. */
  async function enterWhatHappenedMeanwhile({ office, audit, dataKey }: OpenOffice): Promise<void> {
    const failed = [...keyring.guessing.failed()]
    for (const { at, personId } of failed) await audit.append({ at: toInstant(Date.parse(at)), personId, role: '', operation: 'session.logIn', objectId: personId, outcome: 'failed' })
    keyring.guessing.forgetFailed(failed.length)
    const named = await office.settings.get(officeSetting.id, officeSetting.schema)
    if (named) await keyring.setOfficeName(named.name)
    await enterNotes(deps.dataDir, audit)
    // A power cut may have come between learning the county's key and sealing to it.
    const recovery = await office.settings.get(recoveryKeySetting.id, recoveryKeySetting.schema)
    if (recovery) await keyring.setRecovery(recovery.publicKey, dataKey)
    const restored = restoredNote(deps.dataDir)
    if (!restored) return
    await audit.append({ at: restored.at, personId: restored.personId, role: '', operation: 'backup.restore', objectId: '', outcome: 'intent' })
    forgetRestoredNote(deps.dataDir)
  }

  const signOut = async (window: Window): Promise<void> => {
    if (!window.signedIn) return inTurn(closeIfEmpty)
    window.signedIn = null
    tell(window, 'session.changed', { reason: 'locked' })
    await inTurn(closeIfEmpty)
  }

  /** Signs out somebody who went away; the audit says so. A chain that cannot be written keeps nobody in. */
  const signOutIdle = async (window: Window): Promise<void> => {
    const gone = window.signedIn
    if (!gone) return
    window.signedIn = null
    tell(window, 'session.changed', { reason: 'locked' })
    const { office, personId, role } = gone
    if (open?.office === office) {
      const entry = { at: office.now(), personId, role, operation: 'session.idleLock', objectId: personId, outcome: 'intent' } as const
      await track(open.audit.append(entry)).catch(() => deps.log('idle lock not entered in the audit'))
    }
    await inTurn(closeIfEmpty)
  }

  const signOutAll = async (chosen: (window: Window) => boolean): Promise<void> => {
    await Promise.all([...windows].filter((window) => window.signedIn && chosen(window)).map(signOut))
  }

  /** Locks everybody out and closes what is open, inside a turn. */
  async function evict(): Promise<void> {
    for (const window of windows) {
      if (!window.signedIn) continue
      window.signedIn = null
      tell(window, 'session.changed', { reason: 'locked' })
    }
    await closeIfEmpty('switch')
  }

  async function openForStaff(dataKey: Uint8Array): Promise<OpenOffice> {
    if (open?.volunteer) await evict()
    if (open) {
      dataKey.fill(0)
      return open
    }
    open = await openWith(dataKey)
    keeper = keepVolunteers(open, { ...deps, keyring })
    await keeper.takeOverAll()
    return open
  }

  async function openForVolunteer(personId: PersonId, ownKey: Uint8Array): Promise<Refusal<'VOLUNTEER_NOT_READY'> | null> {
    const { deviceId } = keyring.content()
    const place = placeOf(deps.dataDir, { personId, deviceId })
    const hasFile = newestGeneration(place) > 0
    if (hasFile && open && open.volunteer !== personId) await evict()
    // Only now: what is written before the office closes may be a new generation.
    const generation = newestGeneration(place)
    if (hasFile && !open) open = await openOffice({ ...deps, deviceId, emit, checkPassword, ownFile: { place, generation } }, ownKey)
    else ownKey.fill(0)
    return hasFile ? null : fail('VOLUNTEER_NOT_READY')
  }

  /** Opens what the slot opens. A slot that should open his own file and still opens the office gets neither call nor office. */
  async function openFor({ slot: { personId }, vault, dataKey }: Unlocked): Promise<Refusal<'VOLUNTEER_NOT_READY'> | null> {
    if (vault === 'volunteers') return openForVolunteer(personId, dataKey)
    const opened = await openForStaff(dataKey)
    const account = (await opened.office.data.people.findOne(personId).exec())?.account
    if (account?.role !== 'volunteer') return null
    // His password has just given the slot a form that can be changed without it.
    await convertSlots(opened, { ...deps, keyring })
    await keeper?.refresh(personId)
    return openForVolunteer(personId, await ownKeyOf(opened.office, personId, deps.randomBytes))
  }

  return {
    dataDir: deps.dataDir,
    keyring,
    windows,
    opened: () => open,
    add: (window) => void windows.add(window),
    async remove(window) {
      await signOut(window)
      windows.delete(window)
    },
    setUp: (window, input) =>
      inTurn(async () => {
        const made = await setUpOffice({ ...deps, keyring, open: openWith }, input)
        if (!made.ok) return made
        open = made.value.opened
        keeper = keepVolunteers(open, { ...deps, keyring })
        await admit(window, made.value).finally(closeIfEmpty)
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    volunteers: () => keeper,
    signIn: (window, unlocked) =>
      inTurn(async () => {
        const refusal = await openFor(unlocked).then(async (refused) => refused ?? admit(window, unlocked.slot)).finally(closeIfEmpty)
        if (refusal) return refusal
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    signOut,
    signOutPerson: (personId) => void signOutAll((window) => window.signedIn?.personId === personId),
    signOutIdle,
    async lockIdle() {
      await Promise.all([...windows].filter((window) => isIdle(window, deps.monotonic())).map(signOutIdle))
    },
    track,
    emit,
    backups,
    work,
    rotation,
    randomBytes: deps.randomBytes,
    withDataKey: (dataKey, act) =>
      inTurn(async () => {
        await evict()
        return act(await openForStaff(dataKey)).finally(closeIfEmpty)
      }),
    restoring,
    lookWhileClosed: (work) => inTurn(async () => (open ? fail('RESTORE_WHILE_OPEN') : work({ ...deps, keyring, tell: () => undefined, signal: new AbortController().signal }))),
    restore: (work) =>
      inTurn(async () => {
        if (open) return fail('RESTORE_WHILE_OPEN')
        try {
          return await work({ ...deps, keyring, ...restoring.begin() })
        } finally {
          restoring.end()
          keyring.reload()
          for (const window of windows) tell(window, 'session.changed', { reason: 'locked' })
        }
      }),
  }
}

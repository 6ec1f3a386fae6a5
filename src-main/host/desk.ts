import { type BackupJob, createBackupJob } from '../backup/backup-job.ts'
import type { RestoreDeps } from '../backup/restore-backup.ts'
import { finishRestore, forgetRestoredNote, restoredNote } from '../backup/swap-in.ts'
import { fail, ok, type Refusal, type Result } from '#shared/kernel/result.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type Keyring, openKeyring } from './keyring/keyring.ts'
import type { KeyDerivation, KeySlot } from './keyring/key-slot.ts'
import { createWorkBoard, type WorkBoard } from './long-work.ts'
import { type OpenOffice, openOffice, officeSetting } from './open-office.ts'
import { createSerial } from './serial.ts'
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

/** The office of one data directory and the windows before it: open while somebody is signed in, closed otherwise. */
export type Desk = {
  readonly keyring: Keyring
  readonly windows: ReadonlySet<Window>
  opened(): OpenOffice | null
  add(window: Window): void
  /** Ends a window: nobody sits there any more. */
  remove(window: Window): Promise<void>
  setUp(window: Window, input: SetUpInput): Promise<Result<void, 'ALREADY_SET_UP' | 'PASSWORD_TOO_WEAK'>>
  /** Seats a person whose slot was opened; takes the data key over. */
  signIn(window: Window, slot: Pick<KeySlot, 'personId'>, dataKey: Uint8Array): Promise<Result<void, 'ACCOUNT_DISABLED'>>
  /** Takes the person's access from this window; the last one out closes the office. */
  signOut(window: Window): Promise<void>
  /**
   * The same for every window of a person whose account was stopped. Not to be waited for: one of them may be the
   * window of the running call, and closing waits for running calls.
   */
  signOutPerson(personId: string): void
  lockIdle(): Promise<void>
  /** Remembers a running call, so that the database is not closed under it. */
  track<T>(call: Promise<T>): Promise<T>
  emit(name: string, payload: unknown): void
  readonly backups: BackupJob
  /** What everybody waits for now, or null. */
  readonly work: WorkBoard
  /** Lets a restore change the data directory while no office is open, and looks at the keyring again afterwards. */
  restore<T>(work: (deps: RestoreDeps) => Promise<T>): Promise<T | Refusal<'RESTORE_WHILE_OPEN'>>
}

/** Makes the desk of a data directory that this process has locked. */
export function createDesk(deps: DeskDeps): Desk {
  removeUnfinishedSetUp(deps.dataDir)
  finishRestore(deps.dataDir)
  const keyring = openKeyring(deps)
  const windows = new Set<Window>()
  const running = new Set<Promise<unknown>>()
  // Opening and closing never overlap.
  const inTurn = createSerial()
  let open: OpenOffice | null = null

  function tell(window: Window, name: string, payload: unknown): void {
    try {
      deliver(window, name, payload)
    } catch (error) {
      deps.log(`event ${name} not delivered: ${error instanceof Error ? error.name : 'error'}`)
    }
  }

  const emit = (name: string, payload: unknown): void => windows.forEach((window) => tell(window, name, payload))

  const backups = createBackupJob({ ...deps, emit })
  const work = createWorkBoard(() => emit('session.changed', { reason: 'working' }))

  async function closeIfEmpty(): Promise<void> {
    if (!open || [...windows].some((window) => window.signedIn)) return
    const closing = open
    open = null
    await backups.stop()
    await closing.stopSync().catch(() => deps.log('sync did not stop cleanly'))
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
    await Promise.race([Promise.allSettled(running), patience])
    clearTimeout(timer)
    // The keys are zeroed in any case; what SQLite could not finish here it finishes at the next opening.
    await closing.close().catch(() => deps.log('database did not close cleanly'))
  }

  const openWith = (dataKey: Uint8Array, deviceId = keyring.content().deviceId): Promise<OpenOffice> =>
    openOffice({ ...deps, deviceId, emit, checkPassword, upgrading: (progress) => work.tell({ kind: 'upgrading', ...progress }) }, dataKey).finally(() => work.tell(null))

  async function checkPassword(personId: PersonId, password: string): Promise<'right' | 'wrong' | { waitSeconds: number }> {
    const slot = keyring.content().slots.find((one) => one.personId === personId)
    if (!slot) return 'wrong'
    const unlocked = await keyring.unlock(slot.login, password)
    if (unlocked.ok) unlocked.value.dataKey.fill(0)
    if (unlocked.ok) return 'right'
    return unlocked.error.code === 'TRY_LATER' ? { waitSeconds: unlocked.error.params.seconds } : 'wrong'
  }

  /** Everything that must be true before a person gets access; a refusal or an error leaves the window as it was. */
  async function admit(window: Window, slot: Pick<KeySlot, 'personId'>): Promise<Refusal<'ACCOUNT_DISABLED'> | null> {
    if (!open) throw new Error('no open office')
    const { office, audit } = open
    const person = await office.data.people.findOne(slot.personId).exec()
    const account = person?.account
    if (!person || !account?.active) return fail('ACCOUNT_DISABLED')
    const failed = [...keyring.guessing.failed()]
    for (const { at, personId } of failed) await audit.append({ at: toInstant(Date.parse(at)), personId, role: '', operation: 'session.logIn', objectId: personId, outcome: 'failed' })
    keyring.guessing.forgetFailed(failed.length)
    await audit.append({ at: office.now(), personId: person.id, role: account.role, operation: 'session.logIn', objectId: person.id, outcome: 'intent' })
    await enterRestore(open)
    const named = await office.settings.get(officeSetting.id, officeSetting.schema)
    if (named) await keyring.setOfficeName(named.name)
    window.signedIn = { role: account.role, personId: person.id, name: person.name, login: account.login, office }
    window.lastActiveAt = deps.monotonic()
    return null
  }

  /** The restore could not be entered into a chain that was not open yet. */
  async function enterRestore({ audit }: OpenOffice): Promise<void> {
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

  const signOutAll = async (chosen: (window: Window) => boolean): Promise<void> => {
    await Promise.all([...windows].filter((window) => window.signedIn && chosen(window)).map(signOut))
  }

  return {
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
        await admit(window, made.value).finally(closeIfEmpty)
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    signIn: (window, slot, dataKey) =>
      inTurn(async () => {
        if (open) dataKey.fill(0)
        else open = await openWith(dataKey)
        const refusal = await admit(window, slot).finally(closeIfEmpty)
        if (refusal) return refusal
        tell(window, 'session.changed', { reason: 'opened' })
        return ok(undefined)
      }),
    signOut,
    signOutPerson: (personId) => void signOutAll((window) => window.signedIn?.personId === personId),
    lockIdle: () => signOutAll((window) => isIdle(window, deps.monotonic())),
    async track(call) {
      running.add(call)
      try {
        return await call
      } finally {
        running.delete(call)
      }
    },
    emit,
    backups,
    work,
    restore: (work) =>
      inTurn(async () => {
        if (open) return fail('RESTORE_WHILE_OPEN')
        try {
          return await work({ ...deps, keyring, signal: new AbortController().signal })
        } finally {
          keyring.reload()
          for (const window of windows) tell(window, 'session.changed', { reason: 'locked' })
        }
      }),
  }
}

import type { BackupJob } from '../backup/backup-job.ts'
import type { RestoreDeps } from '../backup/restore-backup.ts'
import type { RestoreWatch } from '../backup/restore-watch.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'
import type { KeyDerivation, KeySlot, Vault } from './keyring/key-slot.ts'
import type { Keyring } from './keyring/keyring.ts'
import type { StoppedFile } from './lease/stopped-file.ts'
import type { WorkBoard } from './long-work.ts'
import type { OpenOffice } from './open-office.ts'
import type { RotationJob } from './rotation/rotation-job.ts'
import type { SetUpInput } from './set-up.ts'
import type { VolunteerKeeper } from './volunteer/keeper.ts'
import type { Window } from './window.ts'

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

export type SignInProblem = 'ACCOUNT_DISABLED' | 'VOLUNTEER_NOT_READY' | 'DEVICE_WIPED' | 'DEVICE_STOPPING' | 'LEASE_EXPIRED' | 'LEASE_CODE_WRONG' | 'TRY_LATER'

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
  signIn(window: Window, unlocked: Unlocked, extension?: string): Promise<Result<void, SignInProblem>>
  /** Hands the sealed work of a stopped device in by line; null when it did not arrive. */
  handIn(): Promise<StoppedFile | null>
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

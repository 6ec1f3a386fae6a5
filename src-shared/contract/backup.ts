import { z } from 'zod'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, event, query } from './define.ts'
import { Password } from './session.ts'

/** A folder of this PC as its people write it. */
const Path = z.string().min(1).max(400)

/** `daily` ones are made by the program and rotated; `byHand` ones are only ever removed by people. */
export const BackupKind = z.enum(['daily', 'byHand'])
export type BackupKind = z.output<typeof BackupKind>

/** What was written and never reached the county, by day and kind; no names. */
const LostRow = z.strictObject({ on: LocalDate, what: z.string(), count: z.int() })

/** What became of the restore by which this database came here. */
export const RestoredState = z.strictObject({
  at: Instant,
  madeAt: Instant,
  aside: z.string().nullable(),
  /** The county has been asked since. */
  settled: z.boolean(),
  regained: z.strictObject({ batches: z.int(), documents: z.int(), through: Instant }).nullable(),
  /** What the county last heard of this PC before: how much was waiting here, and when. */
  before: z.strictObject({ waiting: z.int(), seenAt: Instant.nullable() }).nullable(),
  /** From the data that was put aside; null when it could not be looked at. */
  lost: z.array(LostRow).nullable(),
})
export type RestoredState = z.output<typeof RestoredState>

export const BackupStatus = z.strictObject({
  running: z
    .strictObject({
      work: z.enum(['making', 'checking', 'rehearsing', 'restoring']),
      /** `database`: copied as a whole, no numbers. */
      phase: z.enum(['database', 'files', 'checking']),
      done: z.int(),
      of: z.int(),
    })
    .nullable(),
  /** Where the daily backups go. */
  folder: z.string(),
  lastMadeAt: Instant.nullable(),
  /** When the next daily one is due at the earliest, if somebody is signed in then. */
  nextAt: Instant,
  /** The last restore of a backup into a temporary place: when, of which backup, and what was wrong (empty: nothing). Null: not yet. */
  rehearsed: z.strictObject({ at: Instant, madeAt: Instant, problem: z.string() }).nullable(),
  /** Set after a restore until somebody has read what is missing. */
  restored: RestoredState.nullable(),
  /** What became of the last work, when it did not go well; empty otherwise. */
  problem: z.string(),
})
export type BackupStatus = z.output<typeof BackupStatus>

const BackupRow = z.strictObject({
  path: z.string(),
  name: z.string(),
  madeAt: Instant,
  size: z.int(),
  kind: BackupKind,
  /** The last time that all of it was read and found whole: when it was made, or a later check. */
  checkedAt: Instant,
  /** Empty, or what the last check found wrong. */
  problem: z.string(),
})
export type BackupRow = z.output<typeof BackupRow>

/** What a backup says of itself before anybody has opened it. */
export const BackupSummary = z.strictObject({
  path: z.string(),
  officeName: z.string(),
  madeAt: Instant,
  appVersion: z.string(),
  size: z.int(),
  subjects: z.int(),
  records: z.int(),
  files: z.int(),
  /** Who could log in then. */
  users: z.array(z.strictObject({ login: z.string(), name: z.string() })),
})
export type BackupSummary = z.output<typeof BackupSummary>

/** What the data on this PC holds that a backup does not. */
export const BackupComparison = z.strictObject({
  /** `none`: there is no data here. `closed`: this password does not open it, so nothing can be said. `other`: it is not a later state of the backup. `later`: it is. */
  present: z.enum(['none', 'closed', 'other', 'later']),
  officeName: z.string(),
  /** Written or changed since the backup (all of it where `other`). */
  changed: z.strictObject({ subjects: z.int(), records: z.int(), groups: z.int(), people: z.int(), files: z.int() }),
  newestAt: Instant.nullable(),
  lost: z.array(LostRow),
})
export type BackupComparison = z.output<typeof BackupComparison>

export const RestoreProgress = z.strictObject({ phase: z.enum(['files', 'checking']), done: z.int(), of: z.int() })
export type RestoreProgress = z.output<typeof RestoreProgress>

const unusable = ['NOT_A_BACKUP', 'BACKUP_NEWER'] as const

/** Backup of the whole office and its way back. Making and checking run on; `status` and `changed` tell how far they are. */
export const backup = {
  status: query({ action: 'backup.manage', input: z.strictObject({}), output: BackupStatus, errors: [] }),
  /** Begins a backup by hand into `folder` (a stick, say); absent: where the daily ones go. */
  start: command({ action: 'backup.manage', input: z.strictObject({ folder: Path.nullable() }), output: BackupStatus, errors: ['BACKUP_RUNNING', 'BACKUP_FOLDER_UNUSABLE'] }),
  cancel: command({ action: 'backup.manage', input: z.strictObject({}), output: BackupStatus, errors: [] }),
  /** Where the daily backups go from now on; null: below the data directory. */
  setFolder: command({ action: 'backup.manage', input: z.strictObject({ folder: Path.nullable() }), output: BackupStatus, errors: ['BACKUP_FOLDER_UNUSABLE'] }),
  /** This PC's backups in a folder, newest first; absent: where the daily ones go. */
  list: query({ action: 'backup.manage', input: z.strictObject({ folder: Path.nullable() }), output: z.array(BackupRow), errors: [] }),
  /** Begins to read a backup whole. */
  check: command({ action: 'backup.manage', input: z.strictObject({ path: Path }), output: BackupStatus, errors: ['BACKUP_RUNNING', ...unusable] }),
  /** Before log-in: what lies at a path. */
  inspect: query({ action: 'backup.restore', input: z.strictObject({ path: Path }), output: BackupSummary, errors: unusable }),
  /** Before log-in: whole backups of any PC in a folder, newest first; a backup's own folder answers itself. */
  find: query({ action: 'backup.restore', input: z.strictObject({ folder: Path.nullable() }), output: z.strictObject({ folder: z.string(), found: z.array(BackupSummary) }), errors: [] }),
  /** Before log-in: what would be missing afterwards. The password is the backup's; the present data is looked at when it opens that too. */
  compare: query({
    action: 'backup.restore',
    input: z.strictObject({ path: Path, login: z.string().min(1).max(30), password: Password }),
    output: BackupComparison,
    errors: [...unusable, 'BACKUP_DAMAGED', 'RESTORE_WHILE_OPEN', 'WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED'],
  }),
  /** Before log-in: how far a restore is; null when none runs. */
  restoring: query({ action: 'backup.restore', input: z.strictObject({}), output: RestoreProgress.nullable(), errors: [] }),
  cancelRestore: command({ action: 'backup.restore', input: z.strictObject({}), output: z.strictObject({}), errors: [] }),
  /** Somebody has read what is missing after a restore. */
  acknowledgeRestored: command({ action: 'backup.manage', input: z.strictObject({}), output: BackupStatus, errors: [] }),
  /**
   * Before log-in: takes a backup as this PC's data, with a password that was valid when it was made. What was there is
   * moved to `aside`, never overwritten.
   */
  restore: command({
    action: 'backup.restore',
    input: z.strictObject({ path: Path, login: z.string().min(1).max(30), password: Password }),
    output: z.strictObject({ madeAt: Instant, aside: z.string().nullable() }),
    errors: [...unusable, 'BACKUP_DAMAGED', 'BACKUP_RUNNING', 'RESTORE_WHILE_OPEN', 'WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED', 'DATABASE_NEWER', 'RESTORE_CANCELLED', 'RESTORE_DISK_FULL', 'RESTORE_UNREADABLE'],
  }),
  /**
   * On a PC without data: takes a backup as it is, unopened, when all its passwords are lost too. The county opens it by
   * its recovery (`keys.requestRecovery`).
   */
  adopt: command({
    action: 'backup.restore',
    input: z.strictObject({ path: Path }),
    output: z.strictObject({ madeAt: Instant }),
    errors: [...unusable, 'BACKUP_DAMAGED', 'BACKUP_NOT_RECOVERABLE', 'ALREADY_SET_UP', 'RESTORE_WHILE_OPEN', 'WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED', 'RESTORE_CANCELLED', 'RESTORE_DISK_FULL', 'RESTORE_UNREADABLE'],
  }),
  changed: event({ action: 'backup.manage', payload: z.strictObject({}) }),
}

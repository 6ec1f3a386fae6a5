import { z } from 'zod'
import { Instant } from '../kernel/time.ts'
import { command, event, query } from './define.ts'
import { Password } from './session.ts'

/** A folder of this PC as its people write it. */
const Path = z.string().min(1).max(400)

/** `daily` ones are made by the program and rotated; `byHand` ones are only ever removed by people. */
export const BackupKind = z.enum(['daily', 'byHand'])
export type BackupKind = z.output<typeof BackupKind>

export const BackupStatus = z.strictObject({
  running: z
    .strictObject({
      work: z.enum(['making', 'checking', 'restoring']),
      /** `database`: copied as a whole, no numbers. */
      phase: z.enum(['database', 'files', 'checking']),
      done: z.int(),
      of: z.int(),
    })
    .nullable(),
  /** Where the daily backups go. */
  folder: z.string(),
  lastMadeAt: Instant.nullable(),
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
  /**
   * Before log-in: takes a backup as this PC's data, with a password that was valid when it was made. What was there is
   * moved to `aside`, never overwritten.
   */
  restore: command({
    action: 'backup.restore',
    input: z.strictObject({ path: Path, login: z.string().min(1).max(30), password: Password }),
    output: z.strictObject({ madeAt: Instant, aside: z.string().nullable() }),
    errors: [...unusable, 'BACKUP_DAMAGED', 'BACKUP_RUNNING', 'RESTORE_WHILE_OPEN', 'WRONG_PASSWORD', 'TRY_LATER', 'ACCOUNT_DISABLED', 'DATABASE_NEWER'],
  }),
  changed: event({ action: 'backup.manage', payload: z.strictObject({}) }),
}

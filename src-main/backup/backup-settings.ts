import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import { Lost } from './lost.ts'

/** Where daily backups go (null: below the data directory), when the last one was made, and later checks by backup name. */
export const backupSetting = {
  id: 'backup',
  schema: z.object({
    folder: z.string().nullable(),
    lastMadeAt: Instant.nullable(),
    /** The last restore into a temporary place: when, of which backup, what was wrong. */
    rehearsed: z.object({ at: Instant, madeAt: Instant, problem: z.string() }).nullable().default(null),
    checks: z.record(z.string(), z.object({ at: Instant, problem: z.string() })),
  }),
}
export type BackupSetting = z.output<typeof backupSetting.schema>
export const noBackupYet: BackupSetting = { folder: null, lastMadeAt: null, rehearsed: null, checks: {} }

/** This database came out of a backup. `settled`: the county has been asked since and has given back what it knew more. */
export const restoredSetting = {
  id: 'restored',
  schema: z.object({
    at: Instant,
    madeAt: Instant,
    aside: z.string().nullable(),
    settled: z.boolean(),
    /** The store's sequence at the first opening: what is newer was written by people since. */
    sequence: z.number().default(0),
    /** What the county last heard of this device before the restore. */
    before: z.object({ waiting: z.int(), seenAt: Instant.nullable() }).nullable().default(null),
    /** What came back from the county; the time of the newest batch among it. */
    regained: z.object({ batches: z.int(), documents: z.int(), through: Instant }).nullable().default(null),
    /** What the data that was put aside held and had never sent, by day and kind; null: it could not be looked at. */
    lost: Lost.nullable().default(null),
    /** Somebody has read what is missing. */
    acknowledged: z.boolean().default(false),
  }),
}
export type RestoredSetting = z.output<typeof restoredSetting.schema>

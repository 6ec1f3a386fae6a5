import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'

/** Where daily backups go (null: below the data directory), when the last one was made, and later checks by backup name. */
export const backupSetting = {
  id: 'backup',
  schema: z.object({
    folder: z.string().nullable(),
    lastMadeAt: Instant.nullable(),
    checks: z.record(z.string(), z.object({ at: Instant, problem: z.string() })),
  }),
}
export type BackupSetting = z.output<typeof backupSetting.schema>
export const noBackupYet: BackupSetting = { folder: null, lastMadeAt: null, checks: {} }

/** This database came out of a backup. `settled`: the county has been asked since and knows nothing newer of us. */
export const restoredSetting = {
  id: 'restored',
  schema: z.object({ at: Instant, madeAt: Instant, aside: z.string().nullable(), settled: z.boolean() }),
}

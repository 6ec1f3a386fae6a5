import { z } from 'zod'
import type { AssembleOrder } from './assemble.ts'
import { BackupComparison } from '#shared/contract/backup.ts'
import type { CheckOrder } from './check-backup.ts'
import type { CopyOrder } from './copy-backup.ts'
import type { CompareOrder } from './compare-database.ts'
import { Lost } from './lost.ts'

/** What the thread is started for. */
export type BackupOrder = { work: 'assemble'; order: AssembleOrder } | { work: 'check' | 'rehearse'; order: CheckOrder } | { work: 'copy'; order: CopyOrder } | { work: 'compare'; order: CompareOrder }

/** What the thread tells: how far it is, and how it ended. */
export const BackupMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), phase: z.enum(['files', 'checking']), done: z.int(), of: z.int() }),
  z.object({ kind: z.literal('done'), compared: z.object({ ...BackupComparison.pick({ changed: true, newestAt: true }).shape, lost: Lost, isSameHistory: z.boolean() }).nullable() }),
  z.object({ kind: z.literal('problem'), part: z.string() }),
  z.object({ kind: z.literal('error'), code: z.string(), store: z.boolean(), message: z.string() }),
])
export type BackupMessage = z.output<typeof BackupMessage>

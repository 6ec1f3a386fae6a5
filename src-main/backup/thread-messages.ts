import { z } from 'zod'
import type { AssembleOrder } from './assemble.ts'
import type { CheckOrder } from './check-backup.ts'

/** What the thread is started for. */
export type BackupOrder = { work: 'assemble'; order: AssembleOrder } | { work: 'check'; order: CheckOrder }

/** What the thread tells: how far it is, and how it ended. */
export const BackupMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), phase: z.enum(['files', 'checking']), done: z.int(), of: z.int() }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('problem'), part: z.string() }),
  z.object({ kind: z.literal('error'), code: z.string(), store: z.boolean(), message: z.string() }),
])
export type BackupMessage = z.output<typeof BackupMessage>

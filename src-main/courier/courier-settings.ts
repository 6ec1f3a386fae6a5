import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'

const Hash = z.string()

/** Files that this device wrote. `reserved` is raised before a file is begun: no number ever stands for two contents. */
export const sentSetting = {
  id: 'courier-sent',
  schema: z.object({
    chain: z.string(),
    /** When the restore was that began this chain; null for none. */
    restoredAt: Instant.nullable(),
    reserved: z.int(),
    files: z.array(z.object({ number: z.int(), hash: Hash, at: Instant, fileName: z.string(), folder: z.string(), batches: z.int(), documents: z.int(), bytes: z.int(), through: z.int(), fileBytes: z.int().default(0), filesLeft: z.int().default(0) })),
    folder: z.string().nullable(),
  }),
}
export type SentFiles = z.output<typeof sentSetting.schema>

/** Answers that this device has taken, newest first. `numbersFrom`: blocks of this answer are ours already. */
export const takenSetting = {
  id: 'courier-taken',
  schema: z.object({
    answers: z.array(z.object({ chain: z.string(), number: z.int(), hash: Hash, at: Instant, createdAt: Instant, receipts: z.int(), changes: z.int() })),
    /** What the newest answer answered. */
    answered: z.object({ chain: z.string(), number: z.int() }).nullable(),
    numbersFrom: z.array(Hash),
  }),
}
export type TakenAnswers = z.output<typeof takenSetting.schema>

/** The county's key for exchange files (X25519, base64), from its own signed word. */
export const countyCourierKeySetting = { id: 'county-courier-key', schema: z.object({ publicKey: z.string() }) }

/** How many files are remembered at most. */
export const remembered = 400

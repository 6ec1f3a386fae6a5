import { z } from 'zod'
import { DeviceId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { query } from './define.ts'
import { SyncPhase } from './sync.ts'

const Count = z.int().nonnegative()

/**
 * How this PC stands, for whoever helps it. Numbers, times, versions and codes only: no field in which a name, a place or
 * a sentence of anybody's could stand, so that the file may be given away.
 */
export const Diagnosis = z.strictObject({
  format: z.literal('judicial-office.diagnosis'),
  version: z.literal(1),
  madeAt: Instant,
  program: z.strictObject({ version: z.string().max(40), protocol: z.int(), shell: z.enum(['electron', 'browser']), system: z.string().max(40), node: z.string().max(20) }),
  deviceId: DeviceId,
  documents: z.strictObject({ subjects: Count, people: Count, groups: Count, records: Count, procedures: Count, files: Count }),
  sync: z.strictObject({
    enrolled: z.boolean(), waiting: Count, inReview: Count, returned: Count,
    oldestBatchAt: Instant.nullable(), lastSuccessAt: Instant.nullable(), nextTryAt: Instant.nullable(), stuckSince: Instant.nullable(), phase: SyncPhase,
    lastBatch: z.int().nullable(), batchesWithoutReceipt: Count, unreadable: Count,
    /** The last comparison of both sides' documents, and what was put right: here, by sending again, at the county. */
    compared: z.strictObject({ at: Instant, documents: Count, taken: Count, offered: Count, mended: Count }).nullable(),
    /** The last exchanges that did not go well, newest first, by the codes of their refusals. */
    failures: z.array(z.strictObject({ at: Instant, code: z.string().regex(/^[A-Z_]{1,40}$/) })),
  }),
  database: z.strictObject({ bytes: Count, freeDiskBytes: z.number().nullable(), /** Null: was not looked at this time. */ sound: z.boolean().nullable(), problems: Count, sequence: Count, auditSequence: Count }),
  backup: z.strictObject({ lastMadeAt: Instant.nullable(), rehearsedAt: Instant.nullable(), rehearsalWell: z.boolean().nullable(), restoredAt: Instant.nullable(), lastFailed: z.boolean() }),
  clock: z.strictObject({ offsetSeconds: z.int(), lastCountyTime: Instant.nullable(), doubted: z.boolean() }),
})
export type Diagnosis = z.output<typeof Diagnosis>

/** What support asks first. */
export const diagnosis = {
  /** `thorough` also reads every page of the database, which takes a while. */
  read: query({ action: 'sync.run', input: z.strictObject({ thorough: z.boolean() }), output: Diagnosis, errors: [] }),
}

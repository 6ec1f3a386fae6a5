import { z } from 'zod'
import { command, query } from './define.ts'
import { lineErrors } from './line.ts'

const Pace = {
  /** What may go out in a second; null is as fast as the line is. */
  kilobytesPerSecond: z.int().positive().max(1_000_000).nullable(),
  paused: z.boolean(),
}

/** Photos and scans on their way to the county: how many, how far, and why not. */
export const FileTraffic = z.strictObject({
  waiting: z.int(),
  bytes: z.int(),
  running: z.boolean(),
  /** Sent in this round. */
  sentBytes: z.int(),
  /** Files whose bytes cannot be read on this PC. */
  unreadable: z.int(),
  /** The last failure in one sentence; empty when all is well. */
  problem: z.string(),
  ...Pace,
})
export type FileTraffic = z.output<typeof FileTraffic>

export const syncFiles = {
  status: query({ action: 'sync.read', input: z.strictObject({}), output: FileTraffic, errors: [] }),
  /** Sends and fetches once and answers how it stands afterwards. */
  now: command({ action: 'sync.run', input: z.strictObject({}), output: FileTraffic, errors: ['NOT_ENROLLED', ...lineErrors, 'FILE_QUOTA', 'FILE_COUNTY_FULL', 'DEVICE_REVOKED', 'DEVICE_UNKNOWN', 'CLOCK_SKEW', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'] }),
  setPace: command({ action: 'sync.run', input: z.strictObject(Pace), output: FileTraffic, errors: [] }),
}

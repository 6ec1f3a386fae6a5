import type { Seal } from './crypto/signing.ts'
import type { Database } from './db/open-database.ts'

/** What happened, for the operator. Codes, ids and counts only: no names, no values. */
export type Log = (event: string, facts: Record<string, string | number | boolean>) => void

/** The opened county: what every service works on. Nothing in it changes while the process runs. */
export type County = {
  readonly db: Database
  /** Milliseconds since 1970. */
  now(): number
  randomBytes(size: number): Uint8Array
  readonly seal: Seal
  readonly epoch: string
  readonly log: Log
}

import type { Seal } from './crypto/signing.ts'
import type { Spoken } from '#shared/sync/versions.ts'
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
  /** The epoch as this process found it when it started; what must be right reads it anew (db/epoch.ts). */
  readonly epoch: string
  /** The protocol versions it speaks with devices. */
  readonly spoken: Spoken
  readonly log: Log
}

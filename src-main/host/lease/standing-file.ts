import { join } from 'node:path'
import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import { readIfThere, replaceFile } from '../private-files.ts'

/**
 * What the log-in page and a volunteer's desk must know while the office's database is closed: the lease, and how much was
 * unsent. Numbers only. Who deletes it gains the warnings' absence and a volunteer's desk; staff are judged by the database.
 */
const Standing = z.strictObject({ lease: z.strictObject({ since: Instant, days: z.int(), ask: z.string() }).nullable(), unsent: z.int() })
export type Standing = z.output<typeof Standing>

const place = (dataDir: string): string => join(dataDir, 'standing.json')

/** As it was last noted; a file that cannot be read says nothing. */
export function readStanding(dataDir: string): Standing {
  try {
    return Standing.parse(JSON.parse(readIfThere(place(dataDir)) ?? ''))
  } catch {
    return { lease: null, unsent: 0 }
  }
}

/** Notes what has changed of it. */
export function noteStanding(dataDir: string, change: Partial<Standing>): void {
  const was = readStanding(dataDir)
  const next = { ...was, ...change }
  if (JSON.stringify(next) !== JSON.stringify(was)) replaceFile(place(dataDir), JSON.stringify(next))
}

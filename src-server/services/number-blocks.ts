import { sql } from 'kysely'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { inTransaction } from '../db/in-transaction.ts'

/** How many numbers a device is given at a time: enough for a year of most series in an office that has no line. */
const BLOCK = 20
export type Block = { series: string; year: number; first: number; last: number }

/** Gives a device a fresh block of each series. What it does not use stays unused: a gap is harmless, a double is not. */
export async function giveBlocks(county: County, deviceId: string, wanted: { series: readonly string[]; year: number }): Promise<Block[]> {
  return inTransaction(county.db, async (db) => {
    const given: Block[] = []
    for (const series of [...new Set(wanted.series)].sort()) {
      // Two devices at once would both read the same last number: the series is theirs one after the other.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`numbers ${series} ${wanted.year}`}, 0))`.execute(db)
      const newest = await db.selectFrom('number_blocks').select('last').where('series', '=', series).where('year', '=', wanted.year).orderBy('last', 'desc').limit(1).executeTakeFirst()
      const first = (newest?.last ?? 0) + 1
      const block = { series, year: wanted.year, first, last: first + BLOCK - 1 }
      await db.insertInto('number_blocks').values({ ...block, device_id: deviceId, given_at: toInstant(county.now()) }).execute()
      given.push(block)
    }
    return given
  })
}

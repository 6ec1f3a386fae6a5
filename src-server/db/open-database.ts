import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { toInstant } from '#shared/kernel/time.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
/** A database handle or a transaction on it: what a query needs. */
export type Queryable = Kysely<Tables> | Transaction<Tables>

const typeOf = { int8: 20, timestamptz: 1184 }
const readTime = pg.types.getTypeParser(typeOf.timestamptz)

/** Counters stay below 2^53, and a point in time is an Instant everywhere in this program. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === typeOf.int8) return Number
    if (oid === typeOf.timestamptz) return (text: string) => toInstant(Number(readTime(text)))
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  },
}

/** Opens a pool. Throws when a commit on this database would not survive a power cut: a receipt would then be a lie. */
export async function openDatabase(databaseUrl: string, onLost: (error: Error) => void): Promise<Database> {
  const pool = new pg.Pool({ connectionString: databaseUrl, types, max: 20 })
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', onLost)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await assertDurable(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}

async function assertDurable(db: Database): Promise<void> {
  for (const [setting, good] of Object.entries({ fsync: ['on'], full_page_writes: ['on'], synchronous_commit: ['on', 'remote_apply'] })) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(db)
    const value = rows[0]?.value ?? ''
    if (!good.includes(value)) throw new Error(`PostgreSQL runs with ${setting}=${value}: receipts would not be durable`)
  }
}

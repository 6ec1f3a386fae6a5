import { sql } from 'kysely'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { Queryable } from './open-database.ts'

export type Limit = { key: string; most: number; windowMs: number }

/**
 * Counts one more try and answers how many seconds to wait, 0 when this try may go on. The count is raised before the
 * secret is looked at, so that tries at the same moment cannot slip past together.
 */
export async function takeAttempt(db: Queryable, { key, most, windowMs }: Limit, now: number): Promise<number> {
  const started = sql`case when attempts.window_started_at <= ${toInstant(now - windowMs)}::timestamptz then excluded.window_started_at else attempts.window_started_at end`
  const counted = sql<number>`case when attempts.window_started_at <= ${toInstant(now - windowMs)}::timestamptz then 1 else least(attempts.count + 1, 1000000) end`
  const row = await db
    .insertInto('attempts')
    .values({ key, count: 1, window_started_at: toInstant(now) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ count: counted, window_started_at: sql`${started}` }))
    .returning(['count', 'window_started_at'])
    .executeTakeFirstOrThrow()
  if (row.count <= most) return 0
  return Math.max(1, Math.ceil((toMilliseconds(row.window_started_at) + windowMs - now) / 1000))
}

/** Forgets the tries of a key: its owner has shown that he knows the secret. */
export async function clearAttempts(db: Queryable, key: string): Promise<void> {
  await db.deleteFrom('attempts').where('key', '=', key).execute()
}

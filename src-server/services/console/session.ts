import type { CountyRole } from '#shared/authz/roles.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { sha256 } from '../../crypto/signing.ts'

/** Somebody who has logged in to the console. */
export type ConsoleUser = { readonly role: CountyRole; readonly login: string; readonly name: string; readonly tokenHash: string }

const idleMs = 15 * 60_000
const absoluteMs = 8 * 3_600_000
/** How stale the last use may get before it is written down again. */
const touchMs = 30_000

/** Opens a session and answers its token, of which only the hash is kept. */
export async function openSession(county: County, login: string): Promise<string> {
  const token = Buffer.from(county.randomBytes(32)).toString('base64url')
  const now = toInstant(county.now())
  await county.db.insertInto('console_sessions').values({ token_hash: sha256(token), login, created_at: now, last_used_at: now, ended_at: null }).execute()
  return token
}

/**
 * Who holds this token, or null when it is unknown, ended, idle for 15 minutes, older than 8 hours, or of a user who has
 * been switched off. `use` counts as activity, `look` does not.
 */
export async function findSession(county: County, token: string, mode: 'use' | 'look'): Promise<ConsoleUser | null> {
  const tokenHash = sha256(token)
  const row = await county.db
    .selectFrom('console_sessions').innerJoin('county_users', 'county_users.login', 'console_sessions.login')
    .select(['county_users.login', 'county_users.name', 'county_users.role', 'console_sessions.created_at', 'console_sessions.last_used_at'])
    .where('token_hash', '=', tokenHash).where('ended_at', 'is', null).where('county_users.active', '=', true).executeTakeFirst()
  if (!row) return null
  const now = county.now()
  if (now - toMilliseconds(row.last_used_at) > idleMs || now - toMilliseconds(row.created_at) > absoluteMs) return null
  if (mode === 'use' && now - toMilliseconds(row.last_used_at) > touchMs) {
    await county.db.updateTable('console_sessions').set({ last_used_at: toInstant(now) }).where('token_hash', '=', tokenHash).execute()
  }
  return { role: row.role, login: row.login, name: row.name, tokenHash }
}

export async function endSession(county: County, tokenHash: string): Promise<void> {
  await county.db.updateTable('console_sessions').set({ ended_at: toInstant(county.now()) }).where('token_hash', '=', tokenHash).execute()
}

import type { CountyRole } from '#shared/authz/roles.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { isPassword } from '../../crypto/passwords.ts'
import { clearAttempts, takeAttempt } from '../../db/attempts.ts'
import { appendAudit } from '../../db/audit.ts'
import { openSession } from './session.ts'

export type LogIn = { login: string; password: string; address: string }
type LoggedIn = { token: string; me: { login: string; name: string; role: CountyRole } }

const minute = 60_000

/**
 * Checks a password and opens a session. Five tries a minute for a log-in, twenty for an address, counted in the
 * database: neither a restart nor a second server process gives more.
 */
export async function logIn(county: County, { login, password, address }: LogIn): Promise<Result<LoggedIn, 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED'>> {
  const { db } = county
  const byLogin = { key: `login:${login}`, most: 5, windowMs: minute }
  const byAddress = { key: `login-from:${address}`, most: 20, windowMs: minute }
  const seconds = Math.max(await takeAttempt(db, byAddress, county.now()), await takeAttempt(db, byLogin, county.now()))
  if (seconds > 0) return fail('TRY_LATER', { seconds })
  const user = await db.selectFrom('county_users').selectAll().where('login', '=', login).executeTakeFirst()
  if (!(await isPassword(password, user?.password_hash ?? null)) || !user) {
    await appendAudit(county, { actor: user?.login ?? '', role: 'anyone', operation: 'console.logIn', object: '', purpose: '', outcome: 'refused' })
    return fail('WRONG_PASSWORD')
  }
  if (!user.active) return fail('ACCOUNT_DISABLED')
  await clearAttempts(db, byLogin.key)
  await clearAttempts(db, byAddress.key)
  await appendAudit(county, { actor: user.login, role: user.role, operation: 'console.logIn', object: '', purpose: '', outcome: 'intent' })
  return ok({ token: await openSession(county, user.login), me: { login: user.login, name: user.name, role: user.role } })
}

import type { CountyRole } from '#shared/authz/roles.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { isPassword } from '../../crypto/passwords.ts'
import { clearAttempts, takeAttempt } from '../../db/attempts.ts'
import { appendAudit } from '../../db/audit.ts'
import { isFactorDue } from './factor-due.ts'
import { factorOf, takeCode } from './factor-secret.ts'
import { openSession } from './session.ts'

export type LogIn = { login: string; password: string; code?: string | undefined; address: string }
type LoggedIn = { token: string; me: { login: string; name: string; role: CountyRole }; factorDue: boolean }
type Refused = 'WRONG_PASSWORD' | 'TRY_LATER' | 'ACCOUNT_DISABLED' | 'CODE_NEEDED' | 'WRONG_CODE'

const minute = 60_000

/**
 * Checks a password, and a code where the log-in has one, and opens a session. Five tries a minute for a log-in, twenty
 * for an address, counted in the database: neither a restart nor a second server process gives more.
 */
export async function logIn(county: County, { login, password, code, address }: LogIn): Promise<Result<LoggedIn, Refused>> {
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
  const factor = await factorOf(county, user.login)
  if (factor.since !== null) {
    if (!code) return fail('CODE_NEEDED')
    const taken = await takeCode(county, user.login, code)
    if (taken.seconds > 0) return fail('TRY_LATER', { seconds: taken.seconds })
    if (!taken.right) {
      await appendAudit(county, { actor: user.login, role: user.role, operation: 'console.logIn', object: 'code', purpose: '', outcome: 'refused' })
      return fail('WRONG_CODE')
    }
  }
  await clearAttempts(db, byLogin.key)
  await clearAttempts(db, byAddress.key)
  await appendAudit(county, { actor: user.login, role: user.role, operation: 'console.logIn', object: '', purpose: '', outcome: 'intent' })
  const factorDue = await isFactorDue(county, user)
  return ok({ token: await openSession(county, user.login), factorDue, me: { login: user.login, name: user.name, role: user.role } })
}

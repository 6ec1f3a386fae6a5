import type { CountyRole } from '#shared/authz/roles.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { isPassword } from '../../crypto/passwords.ts'
import { base32 } from '../../crypto/totp.ts'
import { clearAttempts, takeAttempt } from '../../db/attempts.ts'
import { type Context, userOf } from './caller.ts'
import { isFactorRequired } from './factor-due.ts'
import { confirmFactor, dropFactor, factorOf, newSecret, takeCode } from './factor-secret.ts'

/** The code beside the password: everybody manages his own, administrators say who must have one. */
export function secondFactor(county: County): SliceHandlers<ConsoleContract['secondFactor'], Context> {
  const stateOf = async ({ login, role }: { login: string; role: CountyRole }) => ({ ...(await factorOf(county, login)), required: await isFactorRequired(county, role) })

  return {
    state: async (context) => ok(await stateOf(userOf(context))),
    begin: async (context, { password }) => {
      const { login } = userOf(context)
      const again = await checkPassword(county, login, password)
      if (!again.ok) return again
      const { name } = await county.db.selectFrom('county').select('name').executeTakeFirstOrThrow()
      const secret = base32(await newSecret(county, login))
      // Named once: a code that holds less is read from farther away.
      return ok({ secret, address: `otpauth://totp/${encodeURIComponent(login)}?secret=${secret}&issuer=${encodeURIComponent(name)}` })
    },
    confirm: async (context, { code }) => {
      const { login } = userOf(context)
      const { right, seconds } = await takeCode(county, login, code)
      if (seconds > 0) return fail('TRY_LATER', { seconds })
      return right ? ok({ codes: await confirmFactor(county, login) }) : fail('WRONG_CODE')
    },
    end: async (context, { password }) => {
      const user = userOf(context)
      if (await isFactorRequired(county, user.role)) return fail('SECOND_FACTOR_REQUIRED')
      const again = await checkPassword(county, user.login, password)
      if (!again.ok) return again
      await dropFactor(county, user.login)
      return ok(await stateOf(user))
    },
    reset: async (context, { login }) => {
      // Alone nobody takes his own away: whoever sat down at an open desk could.
      if (userOf(context).login === login) return fail('NOT_YOUR_OWN')
      await dropFactor(county, login)
      await county.db.updateTable('console_sessions').set({ ended_at: toInstant(county.now()) }).where('login', '=', login).where('ended_at', 'is', null).execute()
      return ok({})
    },
    rule: async () => ok({ rule: (await county.db.selectFrom('county').select('second_factor').executeTakeFirstOrThrow()).second_factor }),
    setRule: async (_context, { rule }) => {
      await county.db.updateTable('county').set({ second_factor: rule }).execute()
      return ok({ rule })
    },
  }
}

/** The password once more, for what a stranger at an open desk must not do. */
async function checkPassword(county: County, login: string, password: string): Promise<Result<null, 'WRONG_PASSWORD' | 'TRY_LATER'>> {
  const limit = { key: `again:${login}`, most: 5, windowMs: 60_000 }
  const seconds = await takeAttempt(county.db, limit, county.now())
  if (seconds > 0) return fail('TRY_LATER', { seconds })
  const user = await county.db.selectFrom('county_users').select('password_hash').where('login', '=', login).executeTakeFirst()
  if (!(await isPassword(password, user?.password_hash ?? null))) return fail('WRONG_PASSWORD')
  await clearAttempts(county.db, limit.key)
  return ok(null)
}

import type { Transaction } from 'kysely'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { hashPassword, passwordProblem } from '../../crypto/passwords.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import type { Tables } from '../../db/tables.ts'
import { createUser } from '../set-up.ts'
import type { Context } from './caller.ts'

/** The people of the county who may log in. Nobody is ever removed; what changes holds from his next call on (session.ts reads it each time). */
export function users(county: County): SliceHandlers<ConsoleContract['user'], Context> {
  return {
    list: async () => ok(await county.db.selectFrom('county_users').select(['login', 'name', 'role', 'active']).orderBy('login').execute()),
    create: (_context, input) => createUser(county, input),
    setRole: (_context, { login, role }) =>
      change(county, login, async (transaction, user) => {
        if (user.role === 'countyAdministrator' && role !== 'countyAdministrator' && (await isLast(transaction, login))) return fail('LAST_ADMINISTRATOR')
        await transaction.updateTable('county_users').set({ role }).where('login', '=', login).execute()
        return ok({ ...user, role })
      }),
    setActive: (_context, { login, active }) =>
      change(county, login, async (transaction, user) => {
        if (!active && user.role === 'countyAdministrator' && (await isLast(transaction, login))) return fail('LAST_ADMINISTRATOR')
        await transaction.updateTable('county_users').set({ active }).where('login', '=', login).execute()
        if (!active) await endAll(county, transaction, login)
        return ok({ ...user, active })
      }),
    async resetPassword(_context, { login, password }) {
      const problem = await passwordProblem(password, login)
      if (problem) return fail('PASSWORD_TOO_WEAK', { problem })
      const known = await county.db.selectFrom('county_users').select('login').where('login', '=', login).executeTakeFirst()
      if (!known) return fail('NOT_AVAILABLE')
      const hash = await hashPassword(password)
      return change(county, login, async (transaction, user) => {
        await transaction.updateTable('county_users').set({ password_hash: hash }).where('login', '=', login).execute()
        await endAll(county, transaction, login)
        return ok(user)
      })
    },
  }
}

type User = Pick<Tables['county_users'], 'login' | 'name' | 'role'> & { active: boolean }

/** Changes one user while nobody else changes any: two administrators who switch each other off at once leave one. */
async function change<T>(county: County, login: string, work: (transaction: Transaction<Tables>, user: User) => Promise<T>): Promise<T | ReturnType<typeof fail<'NOT_AVAILABLE'>>> {
  return inTransaction(county.db, async (transaction) => {
    const all = await transaction.selectFrom('county_users').select(['login', 'name', 'role', 'active']).orderBy('login').forUpdate().execute()
    const user = all.find((one) => one.login === login)
    return user ? work(transaction, user) : fail('NOT_AVAILABLE')
  })
}

async function isLast(transaction: Transaction<Tables>, login: string): Promise<boolean> {
  const others = await transaction.selectFrom('county_users').select('login').where('role', '=', 'countyAdministrator').where('active', '=', true).where('login', '<>', login).execute()
  return others.length === 0
}

async function endAll(county: County, transaction: Transaction<Tables>, login: string): Promise<void> {
  await transaction.updateTable('console_sessions').set({ ended_at: toInstant(county.now()) }).where('login', '=', login).where('ended_at', 'is', null).execute()
}

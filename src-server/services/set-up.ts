import { z } from 'zod'
import { OfficeId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { hashPassword, passwordProblem } from '../crypto/passwords.ts'
import type { CountyRole } from '#shared/authz/roles.ts'

export type FirstAdministrator = { countyName: string; login: string; name: string; password: string }

/** Names the county and makes its first administrator. Refused once that has been done. */
export async function setUpCounty(county: County, first: FirstAdministrator): Promise<Result<null, 'ALREADY_SET_UP' | 'PASSWORD_TOO_WEAK'>> {
  const problem = await passwordProblem(first.password, first.login)
  if (problem) return fail('PASSWORD_TOO_WEAK', { problem })
  const hash = await hashPassword(first.password)
  return county.db.transaction().execute(async (transaction) => {
    const named = await transaction.updateTable('county').set({ name: first.countyName }).where('name', '=', '').returning('name').executeTakeFirst()
    if (!named) return fail('ALREADY_SET_UP')
    await transaction
      .insertInto('county_users')
      .values({ login: first.login, name: first.name, role: 'countyAdministrator', password_hash: hash, created_at: toInstant(county.now()) })
      .execute()
    return ok(null)
  })
}

export type NewUser = { login: string; name: string; role: CountyRole; password: string }

/** Gives somebody a log-in to the console. */
export async function createUser(county: County, user: NewUser): Promise<Result<Omit<NewUser, 'password'>, 'LOGIN_TAKEN' | 'PASSWORD_TOO_WEAK'>> {
  const problem = await passwordProblem(user.password, user.login)
  if (problem) return fail('PASSWORD_TOO_WEAK', { problem })
  const { login, name, role } = user
  const made = await county.db
    .insertInto('county_users')
    .values({ login, name, role, password_hash: await hashPassword(user.password), created_at: toInstant(county.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('login')
    .executeTakeFirst()
  return made ? ok({ login, name, role }) : fail('LOGIN_TAKEN')
}

const OfficeName = z.string().min(2).max(60)

/** Adds an office. Throws on a code or name that the contract would not have let through. */
export async function createOffice(county: County, office: { id: string; name: string }): Promise<Result<{ id: string; name: string }, 'OFFICE_CODE_TAKEN'>> {
  const [id, name] = [OfficeId.parse(office.id), OfficeName.parse(office.name)]
  const made = await county.db
    .insertInto('offices')
    .values({ id, name, created_at: toInstant(county.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made ? ok({ id, name }) : fail('OFFICE_CODE_TAKEN')
}

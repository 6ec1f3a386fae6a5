import type { CountyRole } from '#shared/authz/roles.ts'
import type { County } from '../../county.ts'
import { factorOf } from './factor-secret.ts'

/** Whether this role must have a code beside the password. */
export async function isFactorRequired({ db }: County, role: CountyRole): Promise<boolean> {
  const { second_factor: rule } = await db.selectFrom('county').select('second_factor').executeTakeFirstOrThrow()
  return rule === 'EVERYBODY' || (rule === 'ADMINISTRATORS' && role === 'countyAdministrator')
}

/** Whether this user must bind a phone before he may do anything else. */
export async function isFactorDue(county: County, { login, role }: { login: string; role: CountyRole }): Promise<boolean> {
  return (await isFactorRequired(county, role)) && (await factorOf(county, login)).since === null
}

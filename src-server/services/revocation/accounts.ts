import { sql } from 'kysely'
import type { AccountRow } from '#shared/contract/county-revocation.ts'
import { Account } from '#shared/domain/person.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import type { Queryable } from '../../db/open-database.ts'

/** The people of an office who have a log-in, as far as its devices have told. */
export async function selectAccounts(db: Queryable, officeId: string): Promise<AccountRow[]> {
  const { rows } = await sql<{ id: string; name: string; account: unknown; at: Instant | null; by: string | null; reason: string | null }>`
    select person.id, person.document ->> 'name' as name, person.document -> 'account' as account, ended.at, ended.county_user as by, ended.reason
    from open_documents person left join dismissals ended on ended.person_id = person.id and ended.ended_at is null
    where person.collection = 'people' and person.office_id = ${officeId} and jsonb_typeof(person.document -> 'account') = 'object' order by person.document -> 'account' ->> 'role', person.document ->> 'name', person.id`.execute(db)
  return rows.flatMap(({ id, name, account, at, by, reason }) => {
    const { data } = Account.safeParse(account)
    return data ? [{ personId: PersonId.parse(id), name, login: data.login, role: data.role, active: data.active, dismissed: at && { at, by: by ?? '', reason: reason ?? '' } }] : []
  })
}

type Order = { id: PersonId; officeId: string; reason: string; by: string }

/** Ends somebody's account. The office hears it with its next contact. Its last director cannot be ended: nobody could hand over. */
export async function dismiss(county: County, { id, officeId, reason, by }: Order): Promise<Result<AccountRow, 'NOT_AVAILABLE' | 'LAST_DIRECTOR'>> {
  const all = await selectAccounts(county.db, officeId)
  const person = all.find(({ personId }) => personId === id)
  if (!person) return fail('NOT_AVAILABLE')
  const others = all.filter((one) => one.personId !== id && one.role === 'director' && one.active && !one.dismissed)
  if (person.role === 'director' && others.length === 0) return fail('LAST_DIRECTOR')
  await county.db.insertInto('dismissals').values({ person_id: id, office_id: officeId, at: toInstant(county.now()), county_user: by, reason }).onConflict((conflict) => conflict.doNothing()).execute()
  // A device of his own is his no more than his account is.
  await county.db.updateTable('devices').set({ revoked_at: toInstant(county.now()), revoked_reason: reason }).where('person_id', '=', id).where('revoked_at', 'is', null).execute()
  return rowOf(county, { id, officeId })
}

/** Takes it back. */
export async function reinstate(county: County, { id, officeId }: Pick<Order, 'id' | 'officeId'>): Promise<Result<AccountRow, 'NOT_AVAILABLE'>> {
  await county.db.updateTable('dismissals').set({ ended_at: toInstant(county.now()) }).where('person_id', '=', id).where('office_id', '=', officeId).where('ended_at', 'is', null).execute()
  return rowOf(county, { id, officeId })
}

async function rowOf(county: County, { id, officeId }: Pick<Order, 'id' | 'officeId'>): Promise<Result<AccountRow, 'NOT_AVAILABLE'>> {
  const row = (await selectAccounts(county.db, officeId)).find(({ personId }) => personId === id)
  return row ? ok(row) : fail('NOT_AVAILABLE')
}

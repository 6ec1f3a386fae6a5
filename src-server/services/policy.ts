import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import { type countyPolicy, PolicyPack } from '#shared/contract/county-procedure.ts'
import { OfficeId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { defaultPolicy, type HolidayTable, type HolidayYear, holidayTable, Policy } from '#shared/rules/index.ts'
import type { PolicyFile } from '#shared/sync/policy-file.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import type { County } from '../county.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Queryable } from '../db/open-database.ts'
import { builtInHolidays } from './procedure/holidays.ts'

type State = OutputOf<typeof countyPolicy.get>

/** What is in force at the county: the settings made last, or the defaults, and the tables of days off. */
export async function policyOf(county: County): Promise<{ policy: Policy; holidays: HolidayTable }> {
  const [last, builtIn] = await Promise.all([newest(county.db), builtInHolidays()])
  return { policy: last ? Policy.parse(last.policy) : defaultPolicy, holidays: holidayTable([...builtIn, ...issuedIn(last)]) }
}

/** The county's offices by code and name. */
export async function officesOf(county: County): Promise<{ id: OfficeId; name: string }[]> {
  const rows = await county.db.selectFrom('offices').select(['id', 'name']).orderBy('id').execute()
  return rows.map(({ id, name }) => ({ id: OfficeId.parse(id), name }))
}

/** The pack with its version and the offices it may delegate to. */
export async function policyState(county: County): Promise<State> {
  const [last, builtIn, offices] = await Promise.all([newest(county.db), builtInHolidays(), officesOf(county)])
  return { number: last?.number ?? 0, setAt: last?.set_at ?? null, policy: last ? Policy.parse(last.policy) : defaultPolicy, holidays: issuedIn(last), builtInYears: builtIn.map(({ year }) => year), offices }
}

/** Sets the next version, signed. STALE_EDIT when somebody else set one meanwhile. */
export async function setPolicy(county: County, { number, policy, holidays, reason }: InputOf<typeof countyPolicy.set>, by: { login: string; name: string }): Promise<Result<State, 'STALE_EDIT'>> {
  const setAt = toInstant(county.now())
  const { name } = await county.db.selectFrom('county').select('name').executeTakeFirstOrThrow()
  const named = { ...policy, setBy: `${name} ${by.name}，${localDateOf(setAt)}`.slice(0, 60) }
  const stored = await inTransaction(county.db, async (transaction) => {
    const last = await newest(transaction)
    if ((last?.number ?? 0) !== number) return false
    const next = PolicyPack.parse({ epoch: county.epoch, number: number + 1, setAt, policy: named, holidays: holidays ?? issuedIn(last) })
    const { body, hash, signature } = county.seal.sign(canonicalJson(z.json().parse(next)))
    const rows = await transaction.insertInto('policy_packs').values({ number: next.number, set_at: setAt, set_by: by.login, reason, policy: JSON.stringify(named), body, hash, signature })
      .onConflict((conflict) => conflict.doNothing()).returning('number').execute()
    return rows.length === 1
  })
  return stored ? ok(await policyState(county)) : fail('STALE_EDIT')
}

/** The signed pack for a device that knows the one of hash `known`; null when it has the newest, or none was set. */
export async function packFor(county: County, known: string): Promise<Signed | null> {
  const last = await newest(county.db)
  if (!last || last.hash === known) return null
  return { body: last.body, hash: last.hash, signature: last.signature }
}

/** The newest pack as a file for offices without a line; null while none was set. */
export async function packFile(county: County): Promise<{ name: string; text: string } | null> {
  const last = await newest(county.db)
  if (!last) return null
  const { body, hash, signature } = last
  const file: PolicyFile = { format: 'judicial-office.policy-pack', version: 1, suite: 'ed25519-sha256', county: county.seal.publicKey, pack: { body, hash, signature } }
  return { name: `政策包-第${last.number}版.json`, text: JSON.stringify(file) }
}

/** The tables that travel in a pack. */
function issuedIn(last: { body: string } | undefined): HolidayYear[] {
  return last ? PolicyPack.parse(JSON.parse(last.body)).holidays : []
}

async function newest(db: Queryable) {
  return db.selectFrom('policy_packs').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
}

import { type RawBuilder, sql } from 'kysely'
import { consoleContract } from '#shared/contract/console.ts'
import type { Slice } from '#shared/contract/define.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { defaultPolicy } from '#shared/rules/index.ts'
import type { County } from '../../county.ts'

const HOUR_MS = 3_600_000
const queries: readonly string[] = Object.entries<Slice>(consoleContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, { kind }]) => (kind === 'query' ? [`${slice}.${name}`] : [])))

/**
 * Whether one more look would be past how many people the policy lets somebody open in an hour (AC-23): the records of
 * one person are one. Counted from the audit itself: neither a restart nor a second server process gives more. `first`: it was not told yet since the count began.
 */
export async function isBraked(county: County, login: string, object: string): Promise<{ limit: number; first: boolean } | null> {
  const since = toInstant(county.now() - HOUR_MS)
  const aboutWhom = (object: RawBuilder<unknown>) => sql`coalesce((select document ->> 'subjectId' from documents where collection in ('records', 'procedures') and id = split_part(${object}, '/', 1)), ${object})`
  const { rows } = await sql<{ limit: string | null; seen: number; known: boolean; told: boolean }>`
    with acts as (
      select operation, outcome, object from county_audit where actor = ${login} and at > ${since}
        and sequence > coalesce((select max(sequence) from county_audit where actor = ${login} and operation = 'audit.proceed' and outcome = 'intent'), 0)
    ), looks as (
      select distinct ${aboutWhom(sql`object`)} as whom from acts where outcome = 'intent' and object <> '' and operation in (${sql.join(queries)})
    )
    select (select policy ->> 'sensitiveReadsPerHour' from policy_packs order by number desc limit 1) as limit,
      (select count(*)::int from looks) as seen,
      exists (select 1 from looks where whom = ${aboutWhom(sql`${object}::text`)}) as known,
      exists (select 1 from acts where operation = 'audit.brake') as told`.execute(county.db)
  const [found] = rows
  const limit = Number(found?.limit ?? defaultPolicy.sensitiveReadsPerHour)
  return !found || found.seen < limit || found.known ? null : { limit, first: !found.told }
}

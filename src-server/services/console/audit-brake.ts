import { consoleContract } from '#shared/contract/console.ts'
import type { Slice } from '#shared/contract/define.ts'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { policyOf } from '../policy.ts'

const HOUR_MS = 3_600_000
const queries: readonly string[] = Object.entries<Slice>(consoleContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, { kind }]) => (kind === 'query' ? [`${slice}.${name}`] : [])))

/**
 * Whether one more look would be past what the policy lets somebody open in an hour (AC-23), counted from the audit
 * itself: neither a restart nor a second server process gives more. `first`: it was not told yet since the count began.
 */
export async function isBraked(county: County, login: string, object: string): Promise<{ limit: number; first: boolean } | null> {
  const { policy: { sensitiveReadsPerHour: limit } } = await policyOf(county)
  const since = toInstant(county.now() - HOUR_MS)
  const begun = await county.db.selectFrom('county_audit').select('sequence').where('actor', '=', login).where('operation', '=', 'audit.proceed').where('outcome', '=', 'intent').orderBy('sequence', 'desc').limit(1).executeTakeFirst()
  const own = county.db.selectFrom('county_audit').where('actor', '=', login).where('at', '>', since).where('sequence', '>', begun?.sequence ?? 0)
  const seen = await own.select('object').distinct().where('outcome', '=', 'intent').where('operation', 'in', queries).where('object', '<>', '').limit(limit + 1).execute()
  if (seen.length < limit || seen.some((one) => one.object === object)) return null
  const told = await own.select('sequence').where('operation', '=', 'audit.brake').limit(1).executeTakeFirst()
  return { limit, first: told === undefined }
}

import { auditKindOf } from '#shared/authz/audit-kinds.ts'
import { sayOperation } from '#shared/authz/action-words.ts'
import { CountyRole, countyRoleLabels } from '#shared/authz/roles.ts'
import { consoleContract, type ConsoleContract } from '#shared/contract/console.ts'
import type { InputOf, Operation, OutputOf, Slice, SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { addDays, instantOf } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { isPassword } from '../../crypto/passwords.ts'
import { clearAttempts, takeAttempt } from '../../db/attempts.ts'
import { appendAudit } from '../../db/audit.ts'
import { aboutWords } from '../../db/views/audit.ts'
import { verifyAudit } from '../verify/verify-audit.ts'
import { type Context, userOf } from './caller.ts'

type Audit = ConsoleContract['audit']

const operations: ReadonlyMap<string, Operation> = new Map(Object.entries<Slice>(consoleContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, one]) => (one.kind === 'event' ? [] : [[`${slice}.${name}`, one] as const]))))
const kindOf = (operation: string) => auditKindOf(operation, operations.get(operation)?.kind === 'query')

/** The county's chain of acts, for its auditor. */
export function auditing(county: County): SliceHandlers<Audit, Context> {
  return {
    list: async (_context, asked) => ok(await listAudit(county, asked)),
    async verify() {
      const { entries, firstBad, problem, anchored, lastAnchoredAt } = await verifyAudit(county)
      return ok({ entries, firstBad, problem, anchored, lastAnchoredAt })
    },
    async proceed(context, { password }) {
      const { login, role } = userOf(context)
      const tries = { key: `proceed:${login}`, most: 5, windowMs: 60_000 }
      const seconds = await takeAttempt(county.db, tries, county.now())
      if (seconds > 0) return fail('TRY_LATER', { seconds })
      const user = await county.db.selectFrom('county_users').select('password_hash').where('login', '=', login).executeTakeFirst()
      const right = await isPassword(password, user?.password_hash ?? null)
      await appendAudit(county, { actor: login, role, operation: 'audit.proceed', object: '', purpose: '', outcome: right ? 'intent' : 'refused' })
      if (!right) return fail('WRONG_PASSWORD')
      await clearAttempts(county.db, tries.key)
      return ok({})
    },
  }
}

async function listAudit({ db }: County, { who, kind, from, to, outcome, before, limit }: InputOf<Audit['list']>): Promise<OutputOf<Audit['list']>> {
  // A refusal is all that can fail here: what was begun and did not end well shows in what it did not do.
  const wanted = outcome === 'failed' ? 'refused' : outcome
  const names = kind === null ? null : (await db.selectFrom('county_audit').select('operation').distinct().execute()).map(({ operation }) => operation).filter((one) => kindOf(one) === kind)
  const found = await db.selectFrom('county_audit').selectAll()
    .$if(who !== null, (query) => query.where('actor', '=', who))
    .$if(names !== null, (query) => query.where('operation', 'in', names && names.length > 0 ? names : ['']))
    .$if(wanted !== null, (query) => query.where('outcome', '=', wanted ?? 'intent'))
    .$if(from !== null, (query) => query.where('at', '>=', instantOf(from ?? '', '00:00')))
    .$if(to !== null, (query) => query.where('at', '<', to === null ? instantOf('9999-01-01', '00:00') : instantOf(addDays(to, 1), '00:00')))
    .$if(before !== null, (query) => query.where('sequence', '<', before))
    .orderBy('sequence', 'desc').limit(limit + 1).execute()
  const shown = found.slice(0, limit)
  const users = await db.selectFrom('county_users').select(['login', 'name']).orderBy('login').execute()
  const nameOf = new Map(users.map(({ login, name }) => [login, name]))
  const about = await aboutWords(db, shown.flatMap(({ object }) => object.split(',')))
  return {
    rows: shown.map((entry) => {
      const role = CountyRole.safeParse(entry.role).data
      const objects = entry.object === '' ? [] : entry.object.split(',')
      const [first = ''] = objects
      return {
        sequence: entry.sequence, at: entry.at, who: nameOf.get(entry.actor) ?? entry.actor, login: entry.actor, roleLabel: role ? countyRoleLabels[role] : '', kind: kindOf(entry.operation), what: sayOperation(entry.operation, operations.get(entry.operation)?.action),
        about: objects.length > 1 ? `${about.get(first) ?? ''}等 ${objects.length} 项` : (about.get(first) ?? nameOf.get(first) ?? ''), purpose: entry.purpose.replaceAll('\n', ' '), outcome: entry.outcome,
      }
    }),
    more: found.length > limit,
    people: users.map(({ login, name }) => ({ id: login, name })),
  }
}

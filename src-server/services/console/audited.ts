import { z } from 'zod'
import { isAudited } from '#shared/authz/audit-kinds.ts'
import type { Operation } from '#shared/contract/define.ts'
import type { Failure } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { appendAudit } from '../../db/audit.ts'
import { isBraked } from './audit-brake.ts'
import type { ConsoleCaller } from './caller.ts'

/** Logged by itself, with its outcome. */
const loggedElsewhere = ['console.logIn']

const Named = z.object({
  id: z.string().optional(), subjectId: z.string().optional(), fileId: z.string().optional(), ids: z.array(z.string()).optional(), login: z.string().optional(), officeId: z.string().nullable().optional(),
  filter: z.object({ officeId: z.string().nullable(), subjectId: z.string().nullable() }).optional(), purpose: z.string().optional(), reason: z.string().optional(),
  basis: z.string().optional(), documentNo: z.string().optional(), unit: z.string().optional(),
})

/**
 * Writes the intent of a call into the county's audit before anything is done; when that fails, nothing is done. Answers a
 * refusal where somebody looks at more people than the policy lets pass without his password.
 */
export async function auditIntent(county: County, caller: ConsoleCaller, call: { name: string; operation: Operation; input: unknown }): Promise<Failure | void> {
  const isQuery = call.operation.kind === 'query'
  if (caller.role === 'anyone' || loggedElsewhere.includes(call.name) || !isAudited('console', { name: call.name, isQuery, input: call.input })) return
  const about = Named.safeParse(call.input).data ?? {}
  const object = (about.fileId && about.id ? `${about.id}/${about.fileId}` : about.id) ?? about.subjectId ?? about.ids?.join(',') ?? about.login ?? about.filter?.subjectId ?? about.filter?.officeId ?? about.officeId ?? ''
  const entry = { actor: caller.login, role: caller.role, operation: call.name, object, purpose: about.purpose ?? about.reason ?? legalGround(about) }
  const held = isQuery && object !== '' ? await isBraked(county, caller.login, object) : null
  if (!held) return appendAudit(county, { ...entry, outcome: 'intent' })
  await appendAudit(county, { ...entry, ...(held.first ? { operation: 'audit.brake' } : {}), object: '', outcome: 'refused' })
  return { code: 'BULK_READING', params: { limit: held.limit } }
}

/** On what a look at a sealed file rests; never whom it is about. */
function legalGround({ basis, documentNo, unit }: z.output<typeof Named>): string {
  return basis && documentNo && unit ? [basis, documentNo, unit].join('\n') : ''
}

/** Writes down what the matrix refused to a user. */
export async function auditRefusal(county: County, caller: ConsoleCaller, name: string): Promise<void> {
  if (caller.role !== 'anyone') await appendAudit(county, { actor: caller.login, role: caller.role, operation: name, object: '', purpose: '', outcome: 'refused' })
}

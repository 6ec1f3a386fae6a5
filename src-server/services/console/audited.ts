import { z } from 'zod'
import type { Operation } from '#shared/contract/define.ts'
import type { County } from '../../county.ts'
import { appendAudit } from '../../db/audit.ts'
import type { ConsoleCaller } from './caller.ts'

/** Reads that are logged although they change nothing: of one person's file or record. */
const loggedReads = ['subject.get', 'record.get', 'procedure.get', 'conflict.get', 'revocation.look']
/** Logged by itself, with its outcome. */
const loggedElsewhere = ['console.logIn']
/** Bytes on their way up; what becomes of them is logged by the command that reads them. */
const carrying = ['courier.begin', 'courier.append']

const Named = z.object({
  id: z.string().optional(), fileId: z.string().optional(), ids: z.array(z.string()).optional(), login: z.string().optional(), officeId: z.string().nullable().optional(), text: z.string().optional(),
  filter: z.object({ officeId: z.string().nullable(), subjectId: z.string().nullable() }).optional(), purpose: z.string().optional(), reason: z.string().optional(),
  basis: z.string().optional(), documentNo: z.string().optional(), unit: z.string().optional(),
})

/** Writes the intent of a call into the county's audit before anything is done; when that fails, nothing is done. */
export async function auditIntent(county: County, caller: ConsoleCaller, call: { name: string; operation: Operation; input: unknown }): Promise<void> {
  if (caller.role === 'anyone' || loggedElsewhere.includes(call.name) || carrying.includes(call.name)) return
  const about = Named.safeParse(call.input).data ?? {}
  const isSearch = call.name === 'subject.list' && about.text !== ''
  if (call.operation.kind === 'query' && !loggedReads.includes(call.name) && !isSearch) return
  const object = (about.fileId && about.id ? `${about.id}/${about.fileId}` : about.id) ?? about.ids?.join(',') ?? about.login ?? about.filter?.subjectId ?? about.filter?.officeId ?? about.officeId ?? ''
  await appendAudit(county, { actor: caller.login, role: caller.role, operation: call.name, object, purpose: about.purpose ?? about.reason ?? legalGround(about), outcome: 'intent' })
}

/** On what a look at a sealed file rests; never whom it is about. */
function legalGround({ basis, documentNo, unit }: z.output<typeof Named>): string {
  return basis && documentNo && unit ? [basis, documentNo, unit].join('\n') : ''
}

/** Writes down what the matrix refused to a user. */
export async function auditRefusal(county: County, caller: ConsoleCaller, name: string): Promise<void> {
  if (caller.role !== 'anyone') await appendAudit(county, { actor: caller.login, role: caller.role, operation: name, object: '', purpose: '', outcome: 'refused' })
}

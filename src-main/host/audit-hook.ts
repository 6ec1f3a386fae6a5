import { isAudited } from '#shared/authz/audit-kinds.ts'
import type { Operation } from '#shared/contract/define.ts'
import type { Failure } from '#shared/kernel/result.ts'
import type { AuditEntry } from '../store/documents.ts'
import { brakeOf } from './audit-brake.ts'
import type { HostCaller } from './host-caller.ts'

/** The id an input is about; ids only, so nothing a person typed can reach the chain. */
function objectIdOf(input: unknown): string {
  for (const name of ['id', 'subjectId', 'recordId', 'personId', 'importId', 'fileId', 'absentId']) {
    const value = fieldOf(input, name)
    if (isId(value)) return value
  }
  const about = fieldOf(fieldOf(input, 'record'), 'subjectId')
  return isId(about) ? about : ''
}

function fieldOf(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)
}

async function append(caller: HostCaller, facts: Pick<AuditEntry, 'operation' | 'objectId' | 'outcome'>): Promise<void> {
  const opened = caller.desk.opened()
  if (caller.role === 'anyone' || !opened || opened.office !== caller.office) return
  // Closing waits for it, also where it does not wait for the call itself (open-session.ts).
  await caller.desk.track(opened.audit.append({ ...facts, at: caller.office.now(), personId: caller.personId, role: caller.role }))
}

/**
 * The intent, written before the act (adr 0002). When it cannot be written it throws, and nothing is done. Answers a
 * refusal where somebody looks at more people than the policy lets pass without his password.
 */
export async function auditIntent(caller: HostCaller, name: string, act: { operation: Operation; input: unknown }): Promise<Failure | void> {
  const isQuery = act.operation.kind === 'query'
  if (!isAudited('office', { name, isQuery, input: act.input })) return
  const objectId = objectIdOf(act.input)
  const held = isQuery && objectId !== '' && caller.role !== 'anyone' ? await brakeOf(caller.office).look(caller, objectId) : null
  if (!held) return append(caller, { operation: name, objectId, outcome: 'intent' })
  // The first time in a row it is told; each refused look is an entry like every refusal.
  await append(caller, { operation: held.first ? 'audit.brake' : name, objectId: '', outcome: 'refused' })
  return { code: 'BULK_READING', params: { limit: held.limit } }
}

/** A refusal by the matrix. */
export async function auditRefusal(caller: HostCaller, name: string): Promise<void> {
  await append(caller, { operation: name, objectId: '', outcome: 'refused' })
}

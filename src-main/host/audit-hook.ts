import type { Operation } from '#shared/contract/define.ts'
import type { AuditEntry } from '../store/documents.ts'
import type { HostCaller } from './host-caller.ts'

/** Whether an operation leaves an entry: every command, and every look at restricted data. */
function isAudited(operation: Operation, objectId: string): boolean {
  if (operation.kind === 'command') return true
  if (operation.action === 'subject.readFull' || operation.action === 'record.read') return true
  if (operation.action === 'procedure.read') return objectId !== ''
  return operation.action === 'subject.read' && objectId !== ''
}

/** The id an input is about; ids only, so nothing a person typed can reach the chain. */
function objectIdOf(input: unknown): string {
  for (const name of ['id', 'subjectId', 'recordId', 'personId', 'importId', 'fileId']) {
    const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined
    if (typeof value === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)) return value
  }
  return ''
}

async function append(caller: HostCaller, facts: Pick<AuditEntry, 'operation' | 'objectId' | 'outcome'>): Promise<void> {
  const opened = caller.desk.opened()
  if (caller.role === 'anyone' || !opened || opened.office !== caller.office) return
  // Closing waits for it, also where it does not wait for the call itself (open-session.ts).
  await caller.desk.track(opened.audit.append({ ...facts, at: caller.office.now(), personId: caller.personId, role: caller.role }))
}

/** The intent, written before the act (adr 0002). When it cannot be written it throws, and nothing is done. */
export async function auditIntent(caller: HostCaller, name: string, act: { operation: Operation; input: unknown }): Promise<void> {
  const objectId = objectIdOf(act.input)
  if (isAudited(act.operation, objectId)) await append(caller, { operation: name, objectId, outcome: 'intent' })
}

/** A refusal by the matrix. */
export async function auditRefusal(caller: HostCaller, name: string): Promise<void> {
  await append(caller, { operation: name, objectId: '', outcome: 'refused' })
}

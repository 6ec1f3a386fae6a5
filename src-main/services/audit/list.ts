import type { MangoQuerySelector } from 'rxdb'
import { type AuditKind, auditKindOf } from '#shared/authz/audit-kinds.ts'
import { sayOperation } from '#shared/authz/action-words.ts'
import { OfficeRole, officeRoleLabels } from '#shared/authz/roles.ts'
import type { audit } from '#shared/contract/audit.ts'
import type { InputOf, Operation, OutputOf, Slice } from '#shared/contract/define.ts'
import { officeContract } from '#shared/contract/office.ts'
import { addDays, instantOf } from '#shared/kernel/time.ts'
import { atHostDesk, type HostContext } from '../../host/host-caller.ts'
import { COPIED } from '../../host/volunteer/audit-copy.ts'
import { auditId } from '../../host/verify-audit.ts'
import type { AuditEntry } from '../../store/documents.ts'
import { aboutWords } from './about.ts'

type Asked = InputOf<typeof audit.list>
type Page = OutputOf<typeof audit.list>

const operations: ReadonlyMap<string, Operation> = new Map(Object.entries<Slice>(officeContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, one]) => (one.kind === 'event' ? [] : [[`${slice}.${name}`, one] as const]))))
const kindOf = (operation: string): AuditKind => auditKindOf(operation, operations.get(operation)?.kind === 'query')

/** Entries are read so many at a time until a page is full. */
const AT_ONCE = 500

/** A page of this device's chain, newest first. Entries taken over from volunteers stay in their own chains. */
export async function listAudit(context: HostContext, asked: Asked): Promise<Page> {
  const { me: { office } } = atHostDesk(context)
  const found: AuditEntry[] = []
  let before = asked.before ?? Number.MAX_SAFE_INTEGER
  for (;;) {
    const some = (await office.data.audit.find({ selector: selectorOf(asked, before), sort: [{ id: 'desc' }], limit: AT_ONCE }).exec()).map((document) => document.toMutableJSON())
    found.push(...some.filter(({ operation }) => asked.kind === null || kindOf(operation) === asked.kind))
    before = some.at(-1)?.sequence ?? 0
    if (some.length < AT_ONCE || found.length > asked.limit) break
  }
  const shown = found.slice(0, asked.limit)
  const people = new Map((await office.data.people.find().exec()).map((document) => document.toMutableJSON()).map((person) => [String(person.id), person]))
  const about = await aboutWords(office, shown.map(({ objectId }) => objectId))
  return {
    rows: shown.map(({ sequence, at, personId, role, operation, objectId, outcome }) => {
      const known = OfficeRole.safeParse(role).data
      return { sequence, at, who: people.get(personId)?.name ?? '', login: people.get(personId)?.account?.login ?? '', roleLabel: known ? officeRoleLabels[known] : '', kind: kindOf(operation), what: sayOperation(operation, operations.get(operation)?.action), about: about.get(objectId) ?? '', purpose: '', outcome }
    }),
    more: found.length > asked.limit,
    people: [...people.values()].flatMap(({ id, name, account }) => (account ? [{ id, name }] : [])),
  }
}

function selectorOf({ who, from, to, outcome }: Asked, before: number): MangoQuerySelector<AuditEntry> {
  return {
    id: { $gte: auditId(1), $lt: before === Number.MAX_SAFE_INTEGER ? COPIED : auditId(before) },
    ...(who === null ? {} : { personId: { $eq: who } }),
    ...(outcome === null ? {} : { outcome: { $eq: outcome } }),
    ...(from === null && to === null ? {} : { at: { ...(from && { $gte: instantOf(from, '00:00') }), ...(to && { $lt: instantOf(addDays(to, 1), '00:00') }) } }),
  }
}

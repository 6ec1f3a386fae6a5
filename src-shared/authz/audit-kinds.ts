import { z } from 'zod'
import { keysOf } from '../kernel/keys-of.ts'

/** What an entry of the audit is about, for people who look for one. */
export const auditKindLabels = { unlock: '登录、锁定', read: '查看', search: '搜索', change: '办理、修改', print: '打印、出具', export: '导出、带走', rights: '权限、账号、设备', system: '程序自己' } as const
export const AuditKindName = z.enum(keysOf(auditKindLabels))
export type AuditKind = z.output<typeof AuditKindName>

const kinds: Readonly<Partial<Record<AuditKind, readonly string[]>>> = {
  unlock: ['session.logIn', 'session.lock', 'session.idleLock', 'session.setUp', 'console.logIn', 'console.logOut', 'audit.proceed', 'audit.brake', 'keys.applyRecovery'],
  read: ['bytes.place', 'sealed.look', 'file.open', 'emergency.open'],
  search: ['subject.list', 'form.find'],
  print: ['form.issue', 'group.printLetter'],
  export: ['form.bundle', 'record.export', 'courier.export', 'courier.answer', 'backup.start'],
  system: ['volunteer.takeOver', 'sync.stuck', 'group.leftDirectory'],
}
const rights = /^(account|user|device|enrolment|keys|policy|standIn|office)\./

/** The kind of an operation; `isQuery` where the contract says that it only reads. */
export function auditKindOf(name: string, isQuery: boolean): AuditKind {
  for (const [kind, names] of Object.entries(kinds)) if (names.includes(name) && isKind(kind)) return kind
  if (isQuery) return 'read'
  return rights.test(name) ? 'rights' : 'change'
}
const isKind = (kind: string): kind is AuditKind => kind in auditKindLabels

type Quiet = 'list' | 'part' | 'technical'
/**
 * Queries that leave no entry, and why: `list` shows many people in the few words of a list that is open all day (to
 * search in it is an entry); `part` belongs to a page or an act that has its own entry; `technical` shows nobody. Every
 * other query is an entry, so that a new one is never forgotten.
 */
export const quietQueries: Readonly<Record<'office' | 'console', Readonly<Record<string, Quiet>>>> = {
  office: {
    'session.state': 'technical', 'account.list': 'technical', 'ledger.list': 'technical', 'subject.counts': 'technical', 'policy.get': 'technical', 'duty.rules': 'technical', 'sync.status': 'technical', 'syncFiles.status': 'technical', 'sync.batches': 'technical',
    'courier.status': 'technical', 'courier.places': 'technical', 'courier.find': 'technical', 'diagnosis.read': 'technical', 'backup.status': 'technical', 'backup.list': 'technical', 'backup.inspect': 'technical',
    'backup.find': 'technical', 'backup.compare': 'technical', 'backup.restoring': 'technical', 'keys.status': 'technical', 'form.job': 'technical', 'bytes.orphans': 'technical', 'sealed.looks': 'technical', 'standIn.list': 'technical',
    'person.list': 'list', 'group.list': 'list', 'duty.list': 'list', 'duty.suggestions': 'list', 'duty.selfCheck': 'list', 'record.toConfirm': 'list', 'sync.outbox': 'list', 'sync.returned': 'list', 'draft.list': 'list',
    'draft.find': 'part', 'record.names': 'part', 'group.check': 'part', 'group.attendance': 'part', 'procedure.kinds': 'part', 'procedure.preview': 'part', 'procedure.links': 'part', 'form.read': 'part', 'bytes.thumbnail': 'part', 'ledger.inspect': 'part',
    'ledger.preview': 'part', 'emergency.list': 'technical',
  },
  console: {
    'console.state': 'technical', 'user.list': 'technical', 'office.list': 'technical', 'device.list': 'technical', 'sealed.looks': 'technical', 'record.figures': 'technical', 'policy.get': 'technical', 'policy.file': 'technical',
    'courier.list': 'technical', 'courier.read': 'technical', 'ledger.list': 'technical',
    'group.list': 'list', 'record.list': 'list', 'conflict.list': 'list', 'procedure.list': 'list', 'emergency.list': 'list',
    'procedure.kinds': 'part', 'procedure.preview': 'part', 'procedure.previewBegin': 'part', 'procedure.links': 'part', 'file.of': 'part', 'file.small': 'part', 'file.read': 'part',
  },
}

/** They write their own entry, with how it ended. */
const byThemselves: ReadonlySet<string> = new Set(['audit.proceed'])
/** Pieces of one thing: the first is the look, the rest are the same look. Uploads are logged by what reads them. */
const pieces: ReadonlySet<string> = new Set(['bytes.append', 'courier.begin', 'courier.append'])
/** Lists in which only a search is a look: with text, or narrowed to one person. */
const searched: ReadonlySet<string> = new Set(['subject.list', 'procedure.list'])

/** Whether a call leaves an entry. The one place that says so, for the office and for the county. */
export function isAudited(door: 'office' | 'console', call: { name: string; isQuery: boolean; input: unknown }): boolean {
  const { name, isQuery, input } = call
  if (byThemselves.has(name)) return false
  if (!isQuery) return !(door === 'console' && pieces.has(name))
  if (searched.has(name)) return asks(input, 'text') || asks(input, 'subjectId')
  if (name === 'bytes.read') return valueOf(input, 'offset') === 0
  return quietQueries[door][name] === undefined
}

function asks(input: unknown, field: string): boolean {
  const value = valueOf(input, field)
  return typeof value === 'string' && value.trim() !== ''
}

function valueOf(input: unknown, field: string): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined
}

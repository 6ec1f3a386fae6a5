import { z } from 'zod'
import { AuditKindName } from '../authz/audit-kinds.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, query } from './define.ts'
import { Password } from './session.ts'

export const AuditOutcome = z.enum(['intent', 'refused', 'failed'])
export type AuditOutcome = z.output<typeof AuditOutcome>
export const auditOutcomeLabels: Record<AuditOutcome, string> = { intent: '办理', refused: '被拒绝', failed: '没有成功' }

/** One act as people read it: no document, and of whoever it is about no more than a masked name. */
const AuditRow = z.strictObject({
  sequence: z.int().positive(), at: Instant,
  /** Who; empty for the program itself and for a log-in that nobody had. */
  who: z.string(), login: z.string(), roleLabel: z.string(), kind: AuditKindName, what: z.string(),
  /** About whom or what, masked; empty where it is about nobody. */
  about: z.string(), purpose: z.string(), outcome: AuditOutcome,
})
export type AuditRow = z.output<typeof AuditRow>

const Filter = { who: z.string().max(40).nullable(), kind: AuditKindName.nullable(), from: LocalDate.nullable(), to: LocalDate.nullable(), outcome: AuditOutcome.nullable(), /** Only entries before this one: the next page. */ before: z.int().positive().nullable(), limit: z.int().positive().max(200) }
const Page = z.strictObject({ rows: z.array(AuditRow), more: z.boolean(), /** Everybody who may be asked for. */ people: z.array(z.strictObject({ id: z.string(), name: z.string() })) })

/** What a check of the chain found. `problem` names the first bad entry in one sentence; empty when all hold. */
const Verified = z.strictObject({ entries: z.int(), firstBad: z.int().nullable(), problem: z.string(), /** The newest entry that the other side has signed for. */ anchored: z.int(), lastAnchoredAt: Instant.nullable() })
export type Verified = z.output<typeof Verified>

/** The chain of acts (审计日志). Nobody can change or remove what is in it. */
export const audit = {
  /** Newest first. */
  list: query({ action: 'audit.read', input: z.strictObject(Filter), output: Page, errors: [] }),
  /** Follows the whole chain and compares it with what the county has signed for. */
  verify: query({ action: 'audit.read', input: z.strictObject({}), output: Verified, errors: [] }),
  /** By his own password somebody goes on after BULK_READING stopped him. */
  proceed: command({ action: 'session.own', input: z.strictObject({ password: Password }), output: z.strictObject({}), errors: ['WRONG_PASSWORD', 'TRY_LATER'] }),
}

/** The same at the county. */
export const countyAudit = {
  list: query({ action: 'countyAudit.read', input: z.strictObject(Filter), output: Page, errors: [] }),
  verify: query({ action: 'countyAudit.read', input: z.strictObject({}), output: Verified, errors: [] }),
  proceed: command({ action: 'session.own', input: z.strictObject({ password: Password }), output: z.strictObject({}), errors: ['WRONG_PASSWORD', 'TRY_LATER'] }),
}

import { z } from 'zod'
import { Instant, LocalDate } from '../../kernel/time.ts'
import { factHeader, FactId, plain } from './fact.ts'

/** Which breaches or absences a sanction answers. */
const answered = { ...factHeader, groundIds: z.array(FactId).max(50).default([]) } as const

export const BreachType = z.enum(['INJUNCTION', 'REPORTING', 'VISITORS', 'LEAVE', 'MOVING', 'EDUCATION', 'MEDICAL', 'OTHER'])
export type BreachType = z.output<typeof BreachType>

/** Facts of conduct, sanctions, discharge and supervision (§2.9 to §2.13). */
export const conductFacts = [
  /** 违反规定, as found by the officer: gravity is a person's finding, never computed. */
  z.strictObject({
    kind: z.literal('breach'), ...factHeader, type: BreachType, gravity: z.enum(['MINOR', 'SERIOUS', 'GRAVE']).default('MINOR'),
    /** 经教育仍不改正. */
    afterTeaching: z.boolean().default(false),
    /** 依法应予治安管理处罚. */
    publicSecurity: z.boolean().default(false),
    /** 发现时正在违反; 已经制止 (V-04). */
    inProgress: z.boolean().default(false),
    stopped: z.boolean().default(true),
  }),
  /** 批评教育 about an earlier fact, or about a duty not done. */
  plain('teaching'),
  /** 失去联系、脱离监管; `on` is the first day. */
  z.strictObject({ kind: z.literal('absenceStarted'), ...factHeader, cause: z.enum(['LOST_CONTACT', 'UNAUTHORISED', 'NOT_RETURNED']).default('LOST_CONTACT'), excused: z.boolean().default(false), /** The hour, where it is known: the ladder of C-09 counts from it. */ at: Instant.nullable().default(null) }),
  z.strictObject({ kind: z.literal('absenceEnded'), ...factHeader, absenceId: FactId }),
  z.strictObject({ kind: z.literal('searchStarted'), ...factHeader, absenceId: FactId }),
  z.strictObject({ kind: z.literal('admonition'), ...answered }),
  z.strictObject({ kind: z.literal('warning'), ...answered }),
  z.strictObject({ kind: z.literal('penalty'), ...answered }),
  /** 司法所已调查取证并提出处理意见; the county has not decided yet. */
  z.strictObject({ kind: z.literal('sanctionProposed'), ...answered }),
  /** The county looked into it and decided on nothing. */
  z.strictObject({ kind: z.literal('noSanction'), ...answered }),
  plain('merit'),
  z.strictObject({ kind: z.literal('commendation'), ...answered }),
  /** 可能逃跑或者发生社会危险. */
  plain('dangerSign'),
  /** 保证人丧失保证条件. */
  plain('guarantorLost'),
  plain('guarantorNamed'),
  /** 暂予监外执行情形消失. */
  plain('temporaryConditionGone'),
  /** 提请撤销缓刑、撤销假释、收监执行; `on`: received by the organ. */
  z.strictObject({ kind: z.literal('proposalSent'), ...factHeader, what: z.enum(['REVOKE_PROBATION', 'REVOKE_PAROLE', 'COMMIT']) }),
  z.strictObject({ kind: z.literal('proposalDecided'), ...factHeader, proposalId: FactId, granted: z.boolean() }),
  z.strictObject({ kind: z.literal('arrestRequested'), ...factHeader, at: Instant }),
  z.strictObject({ kind: z.literal('arrestDecided'), ...factHeader, requestId: FactId, arrested: z.boolean() }),
  /** 被拘留、强制戒毒、采取强制措施. */
  z.strictObject({ kind: z.literal('detained'), ...factHeader, noticeReceivedOn: LocalDate.nullable().default(null) }),
  z.strictObject({ kind: z.literal('released'), ...factHeader, detentionId: FactId }),
  /** 考核评议已报县级; `appraisalId`: the id that the decision will bear. */
  z.strictObject({ kind: z.literal('appraisalProposed'), ...factHeader, appraisalId: FactId }),
  z.strictObject({ kind: z.literal('appraised'), ...factHeader, published: z.boolean().default(false), told: z.boolean().default(false) }),
  plain('incident'),
  plain('death'),
  plain('personalSummary'),
  plain('dischargeAppraised'),
  z.strictObject({ kind: z.literal('dischargeDeclared'), ...factHeader, inPublic: z.boolean().default(false), guardianPresent: z.boolean().default(false) }),
  plain('certificateIssued'),
  /** 终止, 转出: from this day on the case asks for nothing more here. */
  z.strictObject({ kind: z.literal('closed'), ...factHeader, reason: z.enum(['REVOKED', 'COMMITTED', 'DEATH', 'TRANSFERRED', 'PARDONED']) }),
  /** 纠正意见、检察建议. */
  z.strictObject({ kind: z.literal('supervisionOpinion'), ...factHeader, replyBy: LocalDate.nullable().default(null) }),
  z.strictObject({ kind: z.literal('supervisionReplied'), ...factHeader, opinionId: FactId }),
  plain('complaint'),
  z.strictObject({ kind: z.literal('complaintAnswered'), ...factHeader, complaintId: FactId }),
] as const

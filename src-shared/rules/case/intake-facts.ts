import { z } from 'zod'
import { ManagementLevel } from '../../domain/codes.ts'
import { factHeader, FactId, plain } from './fact.ts'

/** Facts of assessment, hand-over and intake (§2.2). */
export const intakeFacts = [
  /** 收到调查评估委托; `expedited`: 速裁程序. */
  z.strictObject({ kind: z.literal('assessmentCommissioned'), ...factHeader, expedited: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('assessmentSubmitted'), ...factHeader, commissionId: FactId }),
  /** 判决、裁定或者决定生效. */
  plain('judgmentEffective'),
  /** 决定机关通知执行地机构. */
  plain('organNotified'),
  /** 暂予监外执行: 收到决定 (I-08). */
  plain('temporaryDecisionReceived'),
  /** 收到法律文书. */
  z.strictObject({ kind: z.literal('documentsReceived'), ...factHeader, complete: z.boolean().default(true) }),
  /** 送达回执. */
  plain('receiptSent'),
  /** 通知决定机关补齐文书 (I-06). */
  plain('organAskedForDocuments'),
  /** 报到, or for 暂予监外执行 handed over. */
  z.strictObject({
    kind: z.literal('reportedIn'), ...factHeader,
    documentsChecked: z.boolean().default(false), identityVerified: z.boolean().default(false), registered: z.boolean().default(false), fileOpened: z.boolean().default(false),
  }),
  /** 入矫宣告. */
  z.strictObject({ kind: z.literal('intakeDeclared'), ...factHeader, inPublic: z.boolean().default(false), guardianPresent: z.boolean().default(false), subjectSigned: z.boolean().default(true), /** Whose staff held it; null: not said. */ by: z.enum(['OFFICE', 'COUNTY']).nullable().default(null) }),
  /** 签订责任书; without names: by everybody of that day. `serial` is the version that was signed. */
  z.strictObject({ kind: z.literal('responsibilityLetterSigned'), ...factHeader, names: z.array(z.string().max(40)).max(200).default([]), serial: z.string().max(40).default('') }),
  /** 制定、复核或者调整矫正方案. */
  plain('planMade'),
  plain('planReviewed'),
  z.strictObject({ kind: z.literal('levelChanged'), ...factHeader, level: ManagementLevel, documentId: FactId.nullable().default(null) }),
  /** 小组席位空缺, until `seatFilled`. */
  plain('seatVacated'),
  z.strictObject({ kind: z.literal('seatFilled'), ...factHeader, vacancyId: FactId }),
  plain('exitBanReported'),
  plain('exitBanLifted'),
] as const

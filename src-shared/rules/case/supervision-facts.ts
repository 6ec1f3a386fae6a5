import { z } from 'zod'
import { LocalDate } from '../../kernel/time.ts'
import { factHeader, FactId, plain } from './fact.ts'

/** To whom a notice (通知、抄送、备案) went. */
export const NoticeTo = z.enum(['PROCURATORATE', 'POLICE', 'COURT', 'DECISION_ORGAN', 'COUNTY', 'NEW_COUNTY', 'SUBJECT', 'UPPER_AGENCY', 'AUTHORITY'])
export type NoticeTo = z.output<typeof NoticeTo>

/** Facts of reporting, leave, moving, places and positioning (§2.4 to §2.8). */
export const supervisionFacts = [
  z.strictObject({ kind: z.literal('notified'), ...factHeader, about: FactId, to: NoticeTo }),
  z.strictObject({ kind: z.literal('contact'), ...factHeader, leaveId: FactId.nullable().default(null), reached: z.boolean().default(true) }),
  plain('faceReport'),
  z.strictObject({ kind: z.literal('writtenReport'), ...factHeader, coversInjunction: z.boolean().default(false) }),
  plain('visit'),
  plain('talk'),
  /** 暂予监外执行: 每月身体情况报告. */
  plain('bodyReport'),
  /** 病情复查. */
  plain('medicalReview'),
  /** 批准延长报告或者复查期限. */
  z.strictObject({ kind: z.literal('medicalExtended'), ...factHeader, until: LocalDate, approvedBy: z.enum(['COUNTY', 'CITY', 'PROVINCE']) }),
  /** 批准外出. `approvedBy` null: not asked. */
  z.strictObject({
    kind: z.literal('leaveApproved'), ...factHeader, appliedOn: LocalDate, from: LocalDate, to: LocalDate, destinationCounty: z.string().max(12), approvedBy: z.enum(['OFFICE', 'COUNTY', 'CITY']),
  }),
  z.strictObject({ kind: z.literal('leaveReturned'), ...factHeader, leaveId: FactId }),
  /** 批准经常性跨市县活动; `on` is the day of approval. */
  z.strictObject({ kind: z.literal('recurringApproved'), ...factHeader, counties: z.array(z.string().max(12)).min(1).max(20) }),
  z.strictObject({ kind: z.literal('recurringTrip'), ...factHeader, approvalId: FactId, to: LocalDate, destinationCounty: z.string().max(12) }),
  /** One step of a change of the place of execution; `changeId` ties the steps together. */
  z.strictObject({
    kind: z.literal('placeChange'), ...factHeader, changeId: FactId,
    step: z.enum(['APPLIED', 'CONSULTED', 'LETTER_RECEIVED', 'REPLIED_YES', 'REPLIED_NO', 'COORDINATION_ASKED', 'GRANTED', 'REFUSED', 'SUBJECT_TOLD', 'DECISION_RECEIVED', 'TRANSFERRED', 'FILE_RECEIVED', 'RECEIPTED', 'REPORTED_IN', 'CUSTODY_TOLD']),
    /** With APPLIED: the day the subject means to move. */
    intendedOn: LocalDate.nullable().default(null),
  }),
  /** 批准进入特定区域、场所. */
  plain('placeEntryApproved'),
  /** 批准使用或者延长电子定位, until `to`. */
  z.strictObject({
    kind: z.literal('positioningApproved'), ...factHeader, from: LocalDate, to: LocalDate, ground: z.int().min(1).max(5), groundFactId: FactId.nullable().default(null),
    approver: z.enum(['BUREAU_HEAD', 'AGENCY', 'OFFICE']), device: z.enum(['WRISTBAND', 'OTHER_DEVICE', 'PHONE']).default('WRISTBAND'),
    /** For an extension: what it extends, and the assessment it rests on. */
    extends: FactId.nullable().default(null), assessmentId: FactId.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('positioningRemoved'), ...factHeader, positioningId: FactId }),
] as const

import { z } from 'zod'
import { LocalDate } from '../../kernel/time.ts'
import { factHeader, FactId, plain } from './fact.ts'

/** With whom a session was held (Y-01). */
const company = z.enum(['ALONE', 'ADULTS', 'MINORS']).default('ALONE')

/** Facts of education, help, guardians, the subject's own reports, and moves within the county (§2.4, §2.7, §2.11, §2.12). */
export const furtherFacts = [
  /** 对象报告的变动 (P-02). */
  z.strictObject({ kind: z.literal('eventReported'), ...factHeader, about: z.enum(['RESIDENCE', 'JOB', 'FAMILY', 'CONTACT', 'HEALTH', 'PHONE', 'OTHER']), inTime: z.boolean().default(true) }),
  /** 县级批准会客、接触. */
  plain('contactApproved'),
  z.strictObject({ kind: z.literal('educated'), ...factHeader, attended: z.boolean().default(true), minutes: z.int().min(0).max(600).default(0), company }),
  z.strictObject({ kind: z.literal('activityHeld'), ...factHeader, company }),
  z.strictObject({ kind: z.literal('helped'), ...factHeader, type: z.enum(['TRAINING', 'JOB', 'SCHOOL', 'OTHER']) }),
  /** 督促、教育监护人 (Y-05). */
  z.strictObject({ kind: z.literal('guardianUrged'), ...factHeader, refused: z.boolean().default(false) }),
  /** 县级对暂予监外执行的定期审查 (P-08). */
  plain('temporaryReviewed'),
  /** 人民法院收到减刑建议; the ruling, and the last day of the term after it. */
  plain('commutationSent'),
  z.strictObject({ kind: z.literal('commutationRuled'), ...factHeader, sentId: FactId, granted: z.boolean(), newEnd: LocalDate.nullable().default(null) }),
  /** 县内迁居 (M-11): whose the work file is, and from when. */
  z.strictObject({ kind: z.literal('officeChange'), ...factHeader, changeId: FactId, step: z.enum(['GRANTED', 'HANDED_OVER', 'ACCEPTED']), toOfficeId: z.string().max(20).default(''), effectiveOn: LocalDate.nullable().default(null) }),
] as const

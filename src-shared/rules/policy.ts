import { z } from 'zod'
import { LocalDate } from '../kernel/time.ts'

const days = z.int().min(0).max(366)
const minutes = z.int().min(0).max(6000)
const perMonth = z.number().min(0).max(31)

/** How often in a month. Half means every two months. */
const Frequency = z.strictObject({ contact: perMonth, faceReport: perMonth, writtenReport: perMonth, visit: perMonth, talk: perMonth })
export type Frequency = z.output<typeof Frequency>

/** A power of the county that it has delegated (委托) to an office, with the letter's days. */
export const Delegation = z.strictObject({
  officeId: z.string().max(20),
  power: z.enum(['LEAVE_WITHIN_7_DAYS', 'INTAKE_DECLARATION', 'DISCHARGE_DECLARATION']),
  from: LocalDate,
  to: LocalDate.nullable().default(null),
})
export type Delegation = z.output<typeof Delegation>

/**
 * The policy pack (政策包): what the law leaves open or what is not certain (UNSURE in the dossier), set by the county.
 * Every setting has a default, so that `Policy.parse({})` is a whole pack.
 */
export const Policy = z.strictObject({
  /** Who set this pack, shown on the 规则依据 page. */
  setBy: z.string().max(60).default('默认值（县级尚未设定）'),
  frequencies: z
    .strictObject({ STRICT: Frequency, ORDINARY: Frequency, LENIENT: Frequency, BASIC: Frequency, firstMonths: Frequency })
    .default({
      STRICT: { contact: 4, faceReport: 2, writtenReport: 2, visit: 1, talk: 1 },
      ORDINARY: { contact: 2, faceReport: 1, writtenReport: 1, visit: 0.5, talk: 1 },
      LENIENT: { contact: 1, faceReport: 0.5, writtenReport: 1, visit: 0.33, talk: 0.5 },
      BASIC: { contact: 1, faceReport: 0.5, writtenReport: 1, visit: 0.33, talk: 0.5 },
      firstMonths: { contact: 4, faceReport: 2, writtenReport: 1, visit: 1, talk: 1 },
    }),
  /** How long the frequencies of the first months hold after intake. */
  firstMonths: z.int().min(0).max(12).default(3),
  /** 重点时段: everybody is kept as STRICT. */
  keyPeriods: z.array(z.strictObject({ name: z.string().max(30), from: LocalDate, to: LocalDate })).max(60).default([]),
  /** I-12: working days after reporting in. */
  intakeDeclarationDays: days.default(5),
  /** I-13: days after reporting in until the plan stands. */
  planDays: days.default(10),
  /** C-00 and I-13: months of an appraisal cycle. */
  appraisalCycleMonths: z.strictObject({ STRICT: z.int().min(1), ORDINARY: z.int().min(1), LENIENT: z.int().min(1), BASIC: z.int().min(1) }).default({ STRICT: 1, ORDINARY: 3, LENIENT: 3, BASIC: 3 }),
  /** C-00: days after the end of a cycle until the appraisal is decided. */
  appraisalDecisionDays: days.default(10),
  /** P-04: once in each calendar month, or 30 days after the last. */
  bodyReportMode: z.enum(['CALENDAR_MONTH', 'ROLLING_30_DAYS']).default('CALENDAR_MONTH'),
  /** G-09. */
  groupVacancyDays: days.default(15),
  /** G-06: days after a change of members until everybody has signed the new letter. */
  letterResignDays: days.default(10),
  /** G-06: a member who has taken part in nothing for so many days is named. */
  memberIdleDays: z.int().min(1).max(366).default(60),
  /** G-11: groups that one volunteer may carry before the builder warns. */
  volunteerCeiling: z.int().min(1).max(100).default(10),
  /** L-07: at least one contact in so many days of leave. */
  leaveContactDays: z.int().min(1).max(30).default(3),
  /** L-05: the text does not say which two months. */
  twoMonthWindow: z.enum(['STRICTER', 'ROLLING', 'CALENDAR']).default('STRICTER'),
  /** L-02: whether the day of leaving and the day of return both count. */
  leaveDaysInclusive: z.boolean().default(true),
  delegations: z.array(Delegation).max(100).default([]),
  /** C-02: whether a warning starts the count of admonitions anew. The text does not say so. */
  admonitionsResetByWarning: z.boolean().default(false),
  /** H-01: minutes of education a month; none by law, so none until the county sets some. */
  educationMinutes: z.strictObject({ STRICT: minutes, ORDINARY: minutes, LENIENT: minutes, BASIC: minutes }).default({ STRICT: 0, ORDINARY: 0, LENIENT: 0, BASIC: 0 }),
  /** P-08: months between the county's own reviews of 保外就医; the province's rule is not known, so none until the county sets it. */
  temporaryReviewMonths: z.int().min(0).max(12).default(0),
  /** C-12: days until a breach is investigated and an opinion given. */
  breachDays: days.default(10),
  /** I-15: days after intake and after discharge. */
  exitBanDays: days.default(5),
  /** S-01: where the paper itself names no day. */
  supervisionReplyDays: days.default(30),
  /** H-04. */
  complaintDays: days.default(30),
  /** C-13, C-14, L-06 and other notices that the text wants 及时. */
  promptNoticeDays: days.default(1),
  /** 信用矫正: where everybody begins, and the grades by score. */
  credit: z.strictObject({ base: z.int().min(0).max(10_000), grades: z.array(z.strictObject({ from: z.int().min(-10_000).max(10_000), label: z.string().min(1).max(20) })).min(1).max(8) }).default({ base: 600, grades: [{ from: 700, label: '优' }, { from: 600, label: '良' }, { from: 500, label: '中' }, { from: -10_000, label: '差' }] }),
  /** 适龄无业 (意见十三): from this age until retirement; the text names no ages, and retirement moves. */
  trainingAges: z.strictObject({ from: z.int().min(14).max(30), men: z.int().min(40).max(75), women: z.int().min(40).max(75) }).default({ from: 16, men: 60, women: 55 }),
  /** 社工与对象 (意见七). */
  subjectsPerSocialWorker: z.int().min(1).max(200).default(20),
  /** 重点对象 (意见十): older information is stale. */
  keySubjectFreshDays: z.int().min(1).max(366).default(30),
  /** 经费 (意见十四): yuan for each subject and year. */
  yuanPerSubject: z.int().min(0).max(100_000).default(2000),
  /** A record written later than this after the event is marked late. */
  lateRecordHours: z.int().min(1).max(720).default(24),
  /** So many different people's files may somebody open within an hour; then he is asked for his password and the county is told. */
  sensitiveReadsPerHour: z.int().min(5).max(10_000).default(100),
  /** The county answers, something waits and nothing moves for so long: said at the desk and on the county's list of devices. */
  stuckMinutes: z.int().min(5).max(1440).default(30),
  /** An enrolled office that has not heard from the county for so long can only read, and later not log in; 0: never. UNSURE: no text names it. */
  maxDaysWithoutContact: days.default(30),
})
export type Policy = z.output<typeof Policy>
export type PolicyInput = z.input<typeof Policy>

/** The pack with nothing set. */
export const defaultPolicy: Policy = Policy.parse({})

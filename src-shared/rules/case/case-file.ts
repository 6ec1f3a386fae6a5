import { z } from 'zod'
import { Category, Gender, ManagementLevel } from '../../domain/codes.ts'
import { EndedTerm, GroupMember, LetterVersion } from '../../domain/group.ts'
import { Instant, LocalDate } from '../../kernel/time.ts'
import { LeaveRequestFacts } from '../leave/leave-request.ts'
import { Policy } from '../policy.ts'
import { conductFacts } from './conduct-facts.ts'
import { furtherFacts } from './further-facts.ts'
import { intakeFacts } from './intake-facts.ts'
import { supervisionFacts } from './supervision-facts.ts'

/** One dated fact of a case. What happened, never what follows from it. */
export const Fact = z.discriminatedUnion('kind', [...intakeFacts, ...supervisionFacts, ...conductFacts, ...furtherFacts])
export type Fact = z.output<typeof Fact>
export type FactKind = Fact['kind']
export type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>

/** What the rules need to know of the person; no name, no number: rules never need them. */
export const CaseSubject = z.strictObject({
  category: Category,
  /** For 暂予监外执行. */
  temporaryReason: z.enum(['MEDICAL', 'PREGNANT_NURSING', 'SELF_CARE']).nullable().default(null),
  /** For 暂予监外执行: who approved it. */
  temporaryApprovedBy: z.enum(['COURT', 'POLICE', 'PRISON']).nullable().default(null),
  level: ManagementLevel,
  gender: Gender,
  birthDate: LocalDate.nullable().default(null),
  /** As fixed at intake; null: computed from birth and intake. */
  minorRegime: z.boolean().nullable().default(null),
  termStart: LocalDate,
  termEnd: LocalDate,
  /** For 暂予监外执行: when the condition ends, e.g. the nursing period. */
  conditionEnd: LocalDate.nullable().default(null),
  injunction: z.strictObject({ from: LocalDate, to: LocalDate }).nullable().default(null),
  crimeDate: LocalDate.nullable().default(null),
  /** Months of imprisonment of the original sentence. */
  sentenceMonths: z.int().min(0).max(600).nullable().default(null),
  /** 义务教育, for minors (Y-04); null: not on file. */
  schooling: z.enum(['UNFINISHED', 'FINISHED']).nullable().default(null),
  /** 就业就学 and 劳动能力 (H-03); null: not on file. */
  employment: z.enum(['EMPLOYED', 'UNEMPLOYED', 'STUDENT']).nullable().default(null),
  ableToWork: z.boolean().nullable().default(null),
  /** GB/T 2260, six digits. */
  executionCounty: z.string().regex(/^\d{6}$/),
  officeId: z.string().max(20).default(''),
  /** The first day from which this file is whole, when the person was taken into it late; facts of before may be on paper only. */
  recordsFrom: LocalDate.nullable().default(null),
})
export type CaseSubject = z.output<typeof CaseSubject>

const CaseGroup = z.strictObject({ members: z.array(GroupMember).max(30), exceptionReason: z.string().max(300).default(''), letterPrintedAt: Instant.nullable().default(null), former: z.array(EndedTerm).max(300).optional(), letters: z.array(LetterVersion).max(300).optional() })

/** Everything the rules look at: the subject, his group, the facts. One JSON file for the command `rules evaluate`. */
export const CaseFile = z.strictObject({
  subjectId: z.string().min(1).max(40),
  note: z.string().max(2000).default(''),
  subject: CaseSubject,
  group: CaseGroup.nullable().default(null),
  facts: z.array(Fact).max(20_000).default([]),
  /** A request to be routed, if one is asked about. */
  leaveRequest: LeaveRequestFacts.nullable().default(null),
  /** The policy pack to use; settings left out have their defaults. */
  policy: Policy.nullable().default(null),
})
export type CaseFile = z.output<typeof CaseFile>
export type CaseFileInput = z.input<typeof CaseFile>

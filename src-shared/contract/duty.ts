import { z } from 'zod'
import { ManagementLevel, SubjectState } from '../domain/codes.ts'
import { SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Finding } from '../rules/finding.ts'
import { query } from './define.ts'
import { parsedOnce } from './parsed-once.ts'

/** One duty of one person, ready for a row: what, by whom, by when, why, and where it is met. */
export const DutyRow = parsedOnce(z.strictObject({
  /** Names the duty for a 不适用说明. */
  key: z.string(),
  ruleId: z.string(),
  subjectId: SubjectId,
  subjectName: z.string(),
  level: ManagementLevel,
  state: SubjectState,
  actor: z.string(),
  actorLabel: z.string(),
  action: z.string(),
  dueOn: LocalDate,
  nominalDueOn: LocalDate,
  /** Where the law counts hours: the instant at which they are over. */
  dueAt: Instant.nullable(),
  severity: z.enum(['overdue', 'due', 'soon', 'coming']),
  /** Fell due before the person was taken into this program: the paper file may hold it. */
  backlog: z.boolean(),
  /** Article and arithmetic in one sentence. */
  basis: z.string(),
  article: z.string(),
  quote: z.string(),
  verified: z.boolean(),
  /** The page of the desk on which it is met. */
  address: z.string(),
}))
export type DutyRow = z.output<typeof DutyRow>

const Suggestion = z.strictObject({
  ruleId: z.string(), kind: z.string(), label: z.string(), clause: z.string(), article: z.string(), text: z.string(), evidence: z.array(z.string()), counter: z.string(), blocked: z.string().nullable(), verified: z.boolean(),
  /** Begins the procedure with the evidence filled in. */
  address: z.string(),
})
export const Counters = z.strictObject({
  admonitions: z.int(), admonitionsSinceWarning: z.int(), warnings: z.int(), penalties: z.int(), absentDays: z.int(), leaveDaysRolling: z.int(), monthsServed: z.int(),
})

/** What the law asks, computed from facts on this PC and never stored. */
export const duty = {
  /** Every duty of every open case that is overdue or due within `days`, most urgent first, and how many lie beyond. */
  list: query({
    action: 'case.read',
    input: z.strictObject({ days: z.int().min(0).max(400) }),
    output: z.strictObject({ on: LocalDate, rows: z.array(DutyRow), later: z.int(), /** Days with something due, for the calendar. */ days: z.array(z.strictObject({ on: LocalDate, count: z.int() })) }),
    errors: [],
  }),
  /** One person: everything asked of him and about him, what was done against the rules, and what may be proposed. */
  ofSubject: query({
    action: 'case.read',
    input: z.strictObject({ subjectId: SubjectId }),
    output: z.strictObject({ on: LocalDate, rows: z.array(DutyRow), findings: z.array(Finding), suggestions: z.array(Suggestion), counters: Counters }),
    errors: [],
  }),
  /** Proposals of sanctions and rewards over all open cases. */
  suggestions: query({
    action: 'case.read',
    input: z.strictObject({}),
    output: z.array(z.strictObject({ subjectId: SubjectId, subjectName: z.string(), ...Suggestion.shape })),
    errors: [],
  }),
  /** S-02: what an inspection by the procuratorate would ask about the open cases, every matter, with the cases that give cause. */
  selfCheck: query({
    action: 'case.read',
    input: z.strictObject({}),
    output: z.strictObject({ on: LocalDate, cases: z.int(), matters: z.array(z.strictObject({ matter: z.string(), problems: z.array(z.strictObject({ subjectId: SubjectId, subjectName: z.string(), text: z.string() })) })) }),
    errors: [],
  }),
  /** The rule book: every rule with its words, its parameters, and who set them. */
  rules: query({
    action: 'rules.read',
    input: z.strictObject({}),
    output: z.strictObject({
      setBy: z.string(),
      rules: z.array(z.strictObject({
        id: z.string(), section: z.string(), title: z.string(), article: z.string(), quote: z.string(), verified: z.boolean(), computed: z.boolean(), silence: z.string(), effectiveFrom: LocalDate, effectiveTo: LocalDate.nullable(),
        parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })),
      })),
      settings: z.array(z.strictObject({ name: z.string(), label: z.string(), value: z.string(), isDefault: z.boolean() })),
      holidays: z.array(z.int()),
    }),
    errors: [],
  }),
}

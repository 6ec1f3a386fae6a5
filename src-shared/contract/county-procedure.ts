import { z } from 'zod'
import { Subject } from '../domain/subject.ts'
import { ProcedureKind } from '../domain/procedure.ts'
import { Values } from '../domain/values.ts'
import { OfficeId, ProcedureId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Finding } from '../rules/finding.ts'
import { HolidayYear } from '../rules/dates/holidays.ts'
import { Policy } from '../rules/policy.ts'
import { command, query } from './define.ts'
import { Counters } from './duty.ts'
import { Corrects, FormAnswer, ProcedureRow, ProcedureSheet, StepForm } from './procedure.ts'

const InboxRow = z.strictObject({ row: ProcedureRow, officeId: OfficeId, officeName: z.string(),
  /** What the office said of it, in short. */
  opinion: z.string() })
export type InboxRow = z.output<typeof InboxRow>

/** Everything to decide on one screen. */
export const DecisionFile = z.strictObject({
  sheet: ProcedureSheet, officeId: OfficeId, officeName: z.string(), subject: Subject, on: LocalDate,
  counters: Counters, findings: z.array(Finding), 
  suggestions: z.array(z.strictObject({ ruleId: z.string(), label: z.string(), clause: z.string(), article: z.string(), text: z.string(), counter: z.string(), blocked: z.string().nullable() })),
  /** The records and procedures that the steps name as evidence, and the newest of the rest. */
  evidence: z.array(z.strictObject({ id: z.string(), kind: z.string(), label: z.string(), on: LocalDate, named: z.boolean() })),
})
export type DecisionFile = z.output<typeof DecisionFile>

const stepErrors = ['STEP_NOT_OPEN', 'RECORD_IN_FUTURE', 'ALREADY_LOGGED'] as const

/** Approvals at the county: what waits for a decision, and the decision. */
export const countyProcedure = {
  list: query({
    action: 'countyProcedure.read',
    input: z.strictObject({ officeId: OfficeId.nullable(), kind: ProcedureKind.nullable(), /** Only those in which the county has the next step. */ waiting: z.boolean() }),
    output: z.strictObject({ on: LocalDate, rows: z.array(InboxRow) }),
    errors: [],
  }),
  get: query({ action: 'countyProcedure.read', input: z.strictObject({ id: ProcedureId }), output: DecisionFile, errors: [] }),
  addStep: command({ action: 'countyProcedure.decide', input: z.strictObject({ id: ProcedureId, ...StepForm, corrects: Corrects }), output: ProcedureSheet, errors: stepErrors }),
  /** What the county may begin about a person, and why what cannot be. */
  kinds: query({ action: 'countyProcedure.read', input: z.strictObject({ subjectId: SubjectId }), output: z.strictObject({ subjectName: z.string(), officeName: z.string(), kinds: z.array(z.strictObject({ kind: ProcedureKind, label: z.string(), guide: z.string(), article: z.string(), barred: z.string() })) }), errors: [] }),
  /** Begins a procedure with the step that opens it; the person's office receives it with its next sync. */
  begin: command({ action: 'countyProcedure.decide', input: z.strictObject({ subjectId: SubjectId, kind: ProcedureKind, ...StepForm }), output: ProcedureSheet, errors: [...stepErrors, 'PROCEDURE_BARRED', 'SUBJECT_CLOSED'] }),
  /** What the rules say to the opening form. */
  previewBegin: query({ action: 'countyProcedure.read', input: z.strictObject({ subjectId: SubjectId, kind: ProcedureKind, on: LocalDate, values: Values }), output: FormAnswer, errors: [] }),
  preview: query({ action: 'countyProcedure.read', input: z.strictObject({ id: ProcedureId, step: z.string().max(40), on: LocalDate, values: Values }), output: FormAnswer, errors: [] }),
  links: query({ action: 'countyProcedure.read', input: z.strictObject({ subjectId: SubjectId }), output: z.array(z.strictObject({ id: z.string(), kind: z.string(), label: z.string(), on: LocalDate })), errors: [] }),
}

/** The tables of days off that the county has issued; they take the place of the program's own of the same year. */
const HolidayTables = z.array(HolidayYear).max(30)

const PolicyState = z.strictObject({ number: z.int().nonnegative(), setAt: Instant.nullable(), policy: Policy, holidays: HolidayTables, /** The years that came with the program. */ builtInYears: z.array(z.int()), offices: z.array(z.strictObject({ id: OfficeId, name: z.string() })) })

/** The policy pack: what the law leaves open, and what is delegated to the offices. Every version is kept. */
export const countyPolicy = {
  get: query({ action: 'policy.read', input: z.strictObject({}), output: PolicyState, errors: [] }),
  /** `number`: the version that was edited. Devices fetch the new one with their next sync. */
  set: command({ action: 'policy.manage', input: z.strictObject({ number: z.int().nonnegative(), policy: Policy, /** Null: the tables stay as they are. */ holidays: HolidayTables.nullable().default(null), reason: z.string().min(2).max(200) }), output: PolicyState, errors: ['STALE_EDIT'] }),
  /** The newest pack as a file for offices without a line; null while none was set. */
  file: query({ action: 'policy.read', input: z.strictObject({}), output: z.strictObject({ file: z.strictObject({ name: z.string(), text: z.string() }).nullable() }), errors: [] }),
}

/** What the county signs and a device keeps. `number` grows within an epoch. */
export const PolicyPack = z.strictObject({ epoch: z.string(), number: z.int().nonnegative(), setAt: Instant, policy: Policy, holidays: HolidayTables.default([]) })
export type PolicyPack = z.output<typeof PolicyPack>

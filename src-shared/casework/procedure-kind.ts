import { type Organ, type Procedure, type ProcedureKind as Name, procedureKindLabels, standingSteps, type Step } from '../domain/procedure.ts'
import type { Subject } from '../domain/subject.ts'
import type { Values } from '../domain/values.ts'
import type { Instant, LocalDate } from '../kernel/time.ts'
import type { CaseFile, Fact, HolidayTable, Policy } from '../rules/index.ts'
import { fieldProblems, type Fields, readValues, type ValuesOf } from './field.ts'
import type { Problem } from './record-kind.ts'

/** Who writes the step down: the office's desk, the county's console, or whichever of the two has the paper first. */
export type EnteredAt = 'office' | 'county' | 'either'

/** What a procedure is looked at with: the person, his whole case, the day, the county's settings. */
export type Surroundings = {
  readonly subject: Subject
  readonly caseFile: CaseFile
  readonly officeId: string
  readonly on: LocalDate
  readonly policy: Policy
  readonly holidays: HolidayTable
}

/** A step that may or must come now. */
export type OpenStep = {
  readonly step: string
  readonly dueOn: LocalDate | null
  /** Where the law counts hours: the instant at which they are over. */
  readonly dueAt: Instant | null
  /** The rule that sets the day or the decider; empty where none does. */
  readonly ruleId: string
  /** Why it cannot be done here now, for people (a power not delegated, a gate not passed); empty when it can. */
  readonly locked: string
  /** May be left out. */
  readonly optional: boolean
}

/** One kind of step. */
export type StepKind = {
  readonly label: string
  readonly organ: Organ
  readonly enteredAt: EnteredAt
  readonly article: string
  readonly fields: Fields
  problems(values: Values, view: ProcedureView): Problem[]
  /** What the desk says while the form is being filled: sums, routes, warnings. Half-filled forms are read as far as they go. */
  notes(values: Values, view: ProcedureView): Note[]
}

/** A sentence beside a form, with the rule it comes from. `block`: the form cannot be saved so. */
export type Note = { readonly tone: 'plain' | 'warn' | 'block'; readonly text: string; readonly ruleId: string }

/** A procedure with its standing steps at hand. */
export type ProcedureView = {
  readonly id: string
  readonly kind: Name
  readonly openedOn: LocalDate
  readonly steps: readonly Step[]
  readonly around: Surroundings
  first(step: string): Step | undefined
  last(step: string): Step | undefined
  has(step: string): boolean
}

/** Where a procedure stands, in a word of the office and a tone for lists. */
export type Standing = { readonly words: string; readonly ended: boolean; readonly tone: 'plain' | 'amber' | 'red' | 'grey' }

/** A kind of procedure: its steps, which of them are open, and what it tells the rules. */
export type ProcedureKind = {
  readonly kind: Name
  readonly label: string
  readonly article: string
  readonly guide: string
  readonly steps: Readonly<Record<string, StepKind>>
  /** The step that opens it. */
  readonly opens: string
  /** Why it cannot be begun about this person now; empty when it can. */
  barred(around: Surroundings): string
  openSteps(view: ProcedureView): OpenStep[]
  standing(view: ProcedureView): Standing
  /** Facts for the rules. They never depend on the rest of the case, so that a case file can be built from them. */
  facts(procedure: { readonly id: string } & Pick<Procedure, 'openedOn' | 'steps'>): Fact[]
  summary(procedure: Pick<Procedure, 'steps'>): string
}

type StepDefinition<F extends Fields> = {
  label: string
  organ: Organ
  enteredAt?: EnteredAt
  article?: string
  fields: F
  problems?(values: ValuesOf<F>, view: ProcedureView): Problem[]
  notes?(values: ValuesOf<F>, view: ProcedureView): Note[]
}

/** Declares a step. `read` takes what is malformed (an older form, another program) as empty and never throws. */
export function step<const F extends Fields>(declared: StepDefinition<F>): StepKind & { read(step: Pick<Step, 'values'>): ValuesOf<F> } {
  const { fields } = declared
  return {
    label: declared.label,
    organ: declared.organ,
    enteredAt: declared.enteredAt ?? (declared.organ === 'COUNTY' || declared.organ === 'BUREAU_HEAD' ? 'county' : 'either'),
    article: declared.article ?? '',
    fields,
    problems(values, view) {
      const found = fieldProblems(fields, values)
      return found.length > 0 ? found : (declared.problems?.(readValues(fields, values), view) ?? [])
    },
    notes: (values, view) => declared.notes?.(readValues(fields, wellFormed(fields, values)), view) ?? [],
    read: (written) => readValues(fields, wellFormed(fields, written.values)),
  }
}

function wellFormed(fields: Fields, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => fields[id]?.schema.safeParse(value).success))
}

/** What the county may begin by itself, because the law puts the act into its hands (domain: C-01 to C-08, C-11, D, E, I, S). */
const begunAtCounty: ReadonlySet<Name> = new Set<Name>(['assessment', 'injunction', 'positioning', 'commendation', 'admonition', 'warning', 'penalty', 'revokeProbation', 'revokeParole', 'commit', 'arrest', 'commutation', 'discharge', 'termination', 'complaint', 'opinion'])

export function mayCountyBegin(kind: Name): boolean {
  return begunAtCounty.has(kind)
}

/** Declares a kind; the label comes from the domain's table. */
export function procedureKind(kind: Name, declared: Omit<ProcedureKind, 'kind' | 'label'>): ProcedureKind {
  return { kind, label: procedureKindLabels[kind], ...declared }
}

/** Looks at a procedure with its case around it. */
export function viewProcedure(procedure: { readonly id: string } & Pick<Procedure, 'kind' | 'openedOn' | 'steps'>, around: Surroundings): ProcedureView {
  const steps = standingSteps(procedure)
  return {
    id: procedure.id, kind: procedure.kind, openedOn: procedure.openedOn, steps, around,
    first: (name) => steps.find(({ step: one }) => one === name),
    last: (name) => steps.findLast(({ step: one }) => one === name),
    has: (name) => steps.some(({ step: one }) => one === name),
  }
}

/** An open step with nothing special about it. */
export function open(name: string, more: Partial<Omit<OpenStep, 'step'>> = {}): OpenStep {
  return { step: name, dueOn: more.dueOn ?? null, dueAt: more.dueAt ?? null, ruleId: more.ruleId ?? '', locked: more.locked ?? '', optional: more.optional ?? false }
}

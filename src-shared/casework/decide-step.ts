import { isCountys, standingSteps, type Procedure, type Step, writtenAt } from '../domain/procedure.ts'
import { isOpen } from '../domain/subject.ts'
import { fail, ok, type Result } from '../kernel/result.ts'
import { waitsForReportIn } from './life.ts'
import type { LocalDate } from '../kernel/time.ts'
import { mayCountyBegin, type OpenStep, type ProcedureKind, type ProcedureView, type StepKind, type Surroundings, viewProcedure } from './procedure-kind.ts'

/** An act as it is about to be written down. */
export type StepDraft = Pick<Step, 'step' | 'on' | 'values' | 'corrects' | 'recordedFor'>
export type StepProblem = 'STEP_NOT_OPEN' | 'PROCEDURE_BARRED' | 'SUBJECT_CLOSED' | 'RECORD_IN_FUTURE' | 'INVALID_INPUT'
type Known = { readonly id: string } & Pick<Procedure, 'kind' | 'openedOn' | 'steps' | 'withdrawn'>
type Asked = {
  kind: ProcedureKind
  /** Null: this step opens a new one. */
  procedure: Known | null
  draft: StepDraft
  /** The case as it stands today. */
  around: Surroundings
  /** Whose desk: the office never writes what is the county's, nor the other way round. */
  at: 'office' | 'county'
}

/** What comes after the books are closed. */
const afterEnd: readonly string[] = ['opinion', 'complaint', 'discharge', 'termination']

/**
 * Whether this act may be written into this procedure at this desk today. Pure: the office asks before it stores, the
 * county's console too. The case is looked at on the legal day of the act, so that what was in force then decides.
 */
export function decideStep({ kind, procedure, draft, around, at }: Asked): Result<null, StepProblem> {
  if (draft.on > around.on) return fail('RECORD_IN_FUTURE')
  const known: Known = procedure ?? { id: '', kind: kind.kind, openedOn: draft.on, steps: [], withdrawn: null }
  if (known.withdrawn) return notOpen('这件已经撤销')
  if (draft.on < known.openedOn) return fail('INVALID_INPUT', { field: 'on', problem: '日期早于这件办理开始的日期' })
  const declared = kind.steps[draft.step]
  if (!declared) return notOpen('这种办理没有这一步')
  // What the county begins, it begins with the step that opens the kind.
  const opensAtCounty = at === 'county' && draft.step === kind.opens && mayCountyBegin(kind.kind)
  if (at === 'county' && !procedure && !opensAtCounty) return notOpen('这种办理由本人或者司法所提出，县级不能自己开始')
  const elsewhere = draft.recordedFor ? whyNotForCounty(declared, around, at) : declared.enteredAt === 'either' || declared.enteredAt === at || opensAtCounty ? '' : at === 'county' ? '这一步由司法所写入' : mayRecordForCounty(declared, around) ? '这一步由县级决定，本所还没有与县局连通，由所长凭县级文书代录' : '这一步由县级在县局写入，决定会随同步送回本所'
  if (elsewhere) return notOpen(elsewhere)
  if (!procedure) {
    if (!isOpen(around.subject) && !afterEnd.includes(kind.kind)) return fail('SUBJECT_CLOSED', { name: around.subject.name })
    const barred = waitsForReportIn(kind.kind, { ...around, on: draft.on }) || kind.barred(around)
    if (barred) return fail('PROCEDURE_BARRED', { reason: barred })
  }
  return draft.corrects ? decideCorrection({ kind, known, draft, declared, around, at }) : decideNext({ kind, known, draft, declared, around })
}

/** 代录: the county's own steps may be written down from its letters at an office that no county has enrolled. Asked at the office only. */
export function mayRecordForCounty({ enteredAt }: Pick<StepKind, 'enteredAt'>, { officeId }: Pick<Surroundings, 'officeId'>): boolean {
  return enteredAt === 'county' && officeId === ''
}

function whyNotForCounty(declared: StepKind, around: Surroundings, at: Asked['at']): string {
  if (at === 'county' || declared.enteredAt !== 'county') return '只有县级在县局写入的步骤才需要代录，这一步请照常登记'
  return mayRecordForCounty(declared, around) ? '' : '本所已经与县局连通，县级的决定由县局写入，随同步送回本所，不能代录'
}

type Looked = { kind: ProcedureKind; known: Known; draft: StepDraft; declared: StepKind; around: Surroundings }

function decideNext({ kind, known, draft, declared, around }: Looked): Result<null, StepProblem> {
  const view = viewProcedure(known, { ...around, on: draft.on })
  const open = openNow(kind, view).find(({ step }) => step === draft.step)
  if (!open) return notOpen('前面的步骤还没有办，或者这一步已经办过')
  if (open.locked) return notOpen(open.locked)
  return checkForm(declared, draft, view)
}

function decideCorrection({ kind, known, draft, declared, around, at }: Looked & { at: Asked['at'] }): Result<null, StepProblem> {
  const old = standingSteps(known).find(({ id }) => id === draft.corrects?.stepId)
  if (!old || old.step !== draft.step) return notOpen('要更正的步骤找不到，或者已经更正过')
  // What was written down for the county is the county's act; the desk that did so puts it right the same way.
  const isOwn = at === 'county' ? isCountys(old) : old.deviceId !== null && (old.recordedFor === undefined) === (draft.recordedFor === undefined)
  if (!isOwn) return notOpen(at === 'office' ? '县级写入的步骤由县级更正' : '司法所写入的步骤由司法所更正')
  const order = inOrderOfWriting(known)
  const place = order.findIndex(({ id }) => id === old.id)
  const whole = checkForm(declared, draft, viewProcedure({ ...known, steps: order.slice(0, place) }, { ...around, on: draft.on }))
  if (!whole.ok) return whole
  // What was done since must still have its ground.
  const renewed = order.map((step) => (step.id === old.id ? { ...step, on: draft.on, values: draft.values } : step))
  const groundless = renewed.slice(place).find((step, index) => !openNow(kind, viewProcedure({ ...known, steps: renewed.slice(0, place + index) }, { ...around, on: step.on })).some((one) => one.step === step.step))
  return groundless ? notOpen(`这样更正后，后面的“${kind.steps[groundless.step]?.label ?? groundless.step}”就没有依据了，请先更正后面的步骤`) : ok(null)
}

function checkForm(declared: StepKind, draft: StepDraft, view: ProcedureView): Result<null, 'INVALID_INPUT'> {
  const [problem] = declared.problems(draft.values, view)
  return problem ? fail('INVALID_INPUT', { field: problem.field, problem: problem.text }) : ok(null)
}

function notOpen(reason: string): Result<never, 'STEP_NOT_OPEN'> {
  return fail('STEP_NOT_OPEN', { reason })
}

/** What may be done now; the opening step alone while nothing has been written. */
export function openNow(kind: ProcedureKind, view: ProcedureView): OpenStep[] {
  return view.steps.length === 0 ? [{ step: kind.opens, dueOn: null, dueAt: null, ruleId: '', locked: '', optional: false }] : kind.openSteps(view)
}

/** The steps that count, in the order in which they were written, corrections in the place of what they correct. */
export function inOrderOfWriting(procedure: Pick<Procedure, 'steps'>): Step[] {
  const written = writtenAt(procedure.steps)
  const at = (step: Step): string => written.get(step.id) ?? step.at
  return standingSteps(procedure).sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0))
}

/** Until when each step that counts was due when it was taken; null where no clock ran. */
export function dueDays(kind: ProcedureKind, procedure: Known, around: Surroundings): ReadonlyMap<string, LocalDate | null> {
  const order = inOrderOfWriting(procedure)
  return new Map(order.map((step, place) => {
    const view = viewProcedure({ ...procedure, steps: order.slice(0, place) }, { ...around, on: step.on })
    return [step.id, openNow(kind, view).find((one) => one.step === step.step)?.dueOn ?? null]
  }))
}

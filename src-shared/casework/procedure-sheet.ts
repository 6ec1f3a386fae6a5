import type { FormAnswer, OpenStepRow, ProcedureRow, ProcedureSheet, TrackEntry } from '../contract/procedure.ts'
import { syncStateOf } from '../domain/document.ts'
import { isCountys, organLabels, type Procedure, procedureKindLabels, standingSteps, type Step } from '../domain/procedure.ts'
import type { Values } from '../domain/values.ts'
import { instantOf, addDays, toMilliseconds } from '../kernel/time.ts'
import { dueDays, mayRecordForCounty, openNow } from './decide-step.ts'
import type { ProcedureKind, ProcedureView, Standing, Surroundings } from './procedure-kind.ts'
import { viewProcedure } from './procedure-kind.ts'
import { findProcedureKind } from './procedures/index.ts'

/** Where the procedure is looked at: what is written here is done here, the rest is waited for. */
export type Desk = 'office' | 'county'

const unknownKind: Standing = { words: '本版本不能显示', ended: false, tone: 'grey' }

/** Where it stands; a kind that this version does not know says so. */
export function standingOf(procedure: Procedure, around: Surroundings): Standing {
  if (procedure.withdrawn) return { words: '已撤销', ended: true, tone: 'grey' }
  const kind = findProcedureKind(procedure.kind)
  return kind ? kind.standing(viewProcedure(procedure, around)) : unknownKind
}

/** The steps that may come now, for people. */
export function openRows(procedure: Procedure, around: Surroundings, desk: Desk): OpenStepRow[] {
  const kind = findProcedureKind(procedure.kind)
  if (!kind || procedure.withdrawn) return []
  return openNow(kind, viewProcedure(procedure, around)).flatMap(({ step, dueOn, dueAt, ruleId, locked, optional }) => {
    const declared = kind.steps[step]
    if (!declared) return []
    const here = declared.enteredAt === 'either' || declared.enteredAt === desk
    return [{ step, label: declared.label, organ: declared.organ, organLabel: organLabels[declared.organ], article: declared.article, dueOn, dueAt, ruleId, locked, optional, here, recordable: desk === 'office' && mayRecordForCounty(declared, around) }]
  })
}

/** One line of a list. */
export function toProcedureRow(procedure: Procedure, around: Surroundings, desk: Desk): ProcedureRow {
  const open = openRows(procedure, around, desk).filter(({ optional, locked }) => !optional && !locked)
  const [next] = [...open].sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1))
  return {
    id: procedure.id, subjectId: procedure.subjectId, subjectName: around.subject.name, kind: procedure.kind, label: procedureKindLabels[procedure.kind],
    summary: findProcedureKind(procedure.kind)?.summary(procedure) ?? '', openedOn: procedure.openedOn, standing: standingOf(procedure, around),
    next: next ? { label: next.label, organLabel: next.organLabel, dueOn: next.dueOn, dueAt: next.dueAt, here: next.here } : null, syncState: syncStateOf(procedure),
  }
}

/** The whole track. */
export function toProcedureSheet(procedure: Procedure, around: Surroundings, desk: Desk): ProcedureSheet {
  const kind = findProcedureKind(procedure.kind)
  const due = kind ? dueDays(kind, procedure, around) : new Map<string, null>()
  const standing = new Set(standingSteps(procedure).map(({ id }) => String(id)))
  const track = procedure.steps.map((step) => toTrackEntry(step, { kind, around, desk, dueOn: due.get(step.id) ?? null, replaced: !standing.has(step.id) }))
  return {
    procedure, subjectName: around.subject.name, label: procedureKindLabels[procedure.kind], guide: kind?.guide ?? '', summary: kind?.summary(procedure) ?? '',
    standing: standingOf(procedure, around), syncState: syncStateOf(procedure), track: track.sort((a, b) => (a.step.at < b.step.at ? -1 : 1)), open: openRows(procedure, around, desk),
  }
}

type Looked = { kind: ProcedureKind | undefined; around: Surroundings; desk: Desk; dueOn: TrackEntry['dueOn']; replaced: boolean }

function toTrackEntry(step: Step, { kind, around, desk, dueOn, replaced }: Looked): TrackEntry {
  const declared = kind?.steps[step.step]
  const day = toMilliseconds(instantOf(addDays(step.on, 1), '00:00'))
  return {
    step, label: step.deviceId === null && step.step === kind?.opens ? '县级提出' : (declared?.label ?? step.step), organLabel: organLabels[step.organ], article: declared?.article ?? '', dueOn,
    late: dueOn !== null && step.on > dueOn,
    // The act is known by its day: the hours run from the end of it.
    writtenLate: toMilliseconds(step.at) - day > around.policy.lateRecordHours * 3_600_000,
    replaced, correctable: Boolean(declared) && !replaced && (desk === 'county' ? isCountys(step) : !isCountys(step) || (step.deviceId !== null && around.officeId === '')),
  }
}

/** What the rules say to a form while it is being filled. */
export function answerForm(kind: ProcedureKind, view: ProcedureView, form: { step: string; values: Values }): FormAnswer {
  const declared = kind.steps[form.step]
  if (!declared) return { problems: [], notes: [] }
  return { problems: [...declared.problems(form.values, view)], notes: [...declared.notes(form.values, view)] }
}

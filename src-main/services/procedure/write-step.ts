import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { procedure } from '#shared/contract/procedure.ts'
import { decideStep, type StepProblem } from '#shared/casework/decide-step.ts'
import { toProcedureSheet } from '#shared/casework/procedure-sheet.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { neverSent } from '#shared/domain/document.ts'
import { Procedure, type RecordedFor, Step } from '#shared/domain/procedure.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { DocumentId, ProcedureId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { bindFiles, resolveAttachments } from '../record/attachments.ts'
import { findSubject } from '../scope.ts'
import { serially } from '../serially.ts'
import { surroundingsOf } from './surroundings.ts'

type Sheet = OutputOf<typeof procedure.get>
type Form = Pick<InputOf<typeof procedure.addStep>, 'step' | 'on' | 'values' | 'attachments' | 'draftId' | 'corrects'> & { recordedFor?: RecordedFor }
type Problem = StepProblem | 'ALREADY_LOGGED' | 'NOT_AVAILABLE'

/** Opens a procedure with its first step. The step takes the draft's id, so the same form again finds the first. */
export async function beginProcedure(context: Context, { subjectId, kind, ...form }: InputOf<typeof procedure.begin>): Promise<Result<Sheet, Problem>> {
  const { office } = atDesk(context)
  if (!(await findSubject(context, subjectId))) return fail('NOT_AVAILABLE')
  return serially(office, `procedures ${subjectId}`, async () => write(context, { subjectId, kind, known: null, form: { ...form, corrects: null } }))
}

/** Adds a step to a procedure, or a correction of one. */
export async function addStep(context: Context, { id, ...form }: InputOf<typeof procedure.addStep> & { recordedFor?: RecordedFor }): Promise<Result<Sheet, Exclude<Problem, 'PROCEDURE_BARRED' | 'SUBJECT_CLOSED'>>> {
  const { office } = atDesk(context)
  const found = await findProcedure(context, id)
  if (!found) return fail('NOT_AVAILABLE')
  return serially(office, `procedures ${found.subjectId}`, async () => {
    const known = await findProcedure(context, id)
    if (!known) return fail('NOT_AVAILABLE')
    const written = await write(context, { subjectId: known.subjectId, kind: known.kind, known, form })
    if (written.ok) return written
    const { code } = written.error
    // Only what begins can be barred; decideStep() says so of nothing else.
    if (code === 'PROCEDURE_BARRED' || code === 'SUBJECT_CLOSED') throw new Error('a step was barred as if it began something')
    return { ok: false, error: written.error }
  })
}

type Writing = { subjectId: Procedure['subjectId']; kind: Procedure['kind']; known: Procedure | null; form: Form }

async function write(context: Context, { subjectId, kind: name, known, form }: Writing): Promise<Result<Sheet, Problem>> {
  const { office, me } = atDesk(context)
  const kind = findProcedureKind(name)
  const around = await surroundingsOf(office, subjectId)
  const declared = kind?.steps[form.step]
  if (!kind || !around || !declared) return fail('NOT_AVAILABLE')
  const draft = form.draftId ? await office.data.drafts.findOne(form.draftId).exec() : null
  const isMine = draft?.personId === me.personId && draft.kind === `procedure:${name}:${form.step}` && draft.subjectId === subjectId
  // A draft of somebody else, or of another form, lends neither its id nor its place.
  const draftId = form.draftId && (draft ? isMine : true) ? form.draftId : null
  const earlier = draftId ? await findByStep(context, subjectId, draftId) : null
  if (earlier) {
    const same = sameAct(earlier.step, form)
    if (same && isMine) await draft.incrementalRemove()
    return same ? ok(toProcedureSheet(earlier.procedure, around, 'office')) : fail('ALREADY_LOGGED')
  }
  const decided = decideStep({ kind, procedure: known, draft: form, around, at: 'office' })
  if (!decided.ok) return decided
  if (form.recordedFor && form.attachments.length === 0) return fail('INVALID_INPUT', { field: 'attachments', problem: '请附上县级文书的扫描件或者照片' })
  // A correction carries on what its step bore, whoever had added it.
  const borne = new Set(known?.steps.find(({ id }) => id === form.corrects?.stepId)?.attachments.map(({ fileId }) => String(fileId)))
  const carried = known?.steps.flatMap((one) => one.attachments.filter(({ fileId }) => borne.has(fileId) && form.attachments.some((wanted) => wanted.fileId === fileId))) ?? []
  const attachments = await resolveAttachments(context, { attachments: form.attachments.filter(({ fileId }) => !borne.has(fileId)), subjectId, correctsId: null })
  if (!attachments.ok) return attachments
  const now = office.now()
  const step = Step.parse({
    id: DocumentId.safeParse(draftId).data ?? office.newId(DocumentId), step: form.step, organ: declared.organ, on: form.on, at: now, by: { id: me.personId, name: me.name }, deviceId: office.deviceId,
    values: form.values, attachments: [...new Map([...carried, ...attachments.value].map((one) => [one.fileId, one])).values()], corrects: form.corrects,
    ...(form.recordedFor ? { recordedFor: form.recordedFor } : {}),
  })
  await bindFiles(office, attachments.value, subjectId)
  const stored = known ? await append(context, known.id, step) : await insert(context, Procedure.parse({ id: office.newId(ProcedureId), subjectId, kind: name, openedOn: form.on, steps: [step], withdrawn: null, createdAt: now, editedAt: now, editedBy: me.name, ...neverSent }))
  if (isMine) await draft.incrementalRemove()
  tellProcedure(context, stored)
  return ok(toProcedureSheet(stored, (await surroundingsOf(office, subjectId)) ?? around, 'office'))
}

async function insert(context: Context, procedure: Procedure): Promise<Procedure> {
  await atDesk(context).office.data.procedures.insert(procedure)
  return procedure
}

/** A step of the county may come in by the sync meanwhile: the list is grown where it is, never put in its place whole. */
async function append(context: Context, id: string, step: Step): Promise<Procedure> {
  const { office, me } = atDesk(context)
  const document = await office.data.procedures.findOne(id).exec(true)
  const grown = await document.incrementalModify((data) => ({ ...data, steps: [...data.steps, step], editedAt: step.at, editedBy: me.name, receivedAt: null, refused: null }))
  return grown.toMutableJSON()
}

/** The procedure, if the caller may know of it at all. */
export async function findProcedure(context: Context, id: string): Promise<Procedure | null> {
  const { office } = atDesk(context)
  const found = (await office.data.procedures.findOne(id).exec())?.toMutableJSON()
  return found && (await findSubject(context, found.subjectId)) ? found : null
}

async function findByStep(context: Context, subjectId: string, stepId: string): Promise<{ procedure: Procedure; step: Step } | null> {
  const { office, me } = atDesk(context)
  for (const document of await office.data.procedures.find({ selector: { subjectId: { $eq: subjectId } } }).exec()) {
    const procedure = document.toMutableJSON()
    const step = procedure.steps.find(({ id, by }) => id === stepId && by.id === me.personId)
    if (step) return { procedure, step }
  }
  return null
}

function sameAct(known: Step, form: Form): boolean {
  const textOf = (one: Pick<Step, 'step' | 'on' | 'values' | 'attachments' | 'corrects' | 'recordedFor'>): string => canonicalJson([one.step, one.on, one.values, one.attachments.map(({ fileId }) => fileId), one.corrects?.stepId ?? null, one.recordedFor ?? null])
  return textOf(known) === textOf(form)
}

/** Tells every window. */
export function tellProcedure(context: Context, { id, subjectId }: Pick<Procedure, 'id' | 'subjectId'>): void {
  const { office } = atDesk(context)
  office.emit('procedure.changed', { subjectId, procedureId: id })
  office.emit('subject.changed', { subjectId })
}

import { z } from 'zod'
import { SyncState } from '../domain/document.ts'
import { Organ, Procedure, ProcedureKind, RecordedFor, Step } from '../domain/procedure.ts'
import { Attachment } from '../domain/record.ts'
import { Values } from '../domain/values.ts'
import { DocumentId, OfficeId, ProcedureId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, event, query } from './define.ts'

const Standing = z.strictObject({ words: z.string(), ended: z.boolean(), tone: z.enum(['plain', 'amber', 'red', 'grey']) })

/** A step that may come now, as the track shows it. */
export const OpenStepRow = z.strictObject({
  step: z.string(), label: z.string(), organ: Organ, organLabel: z.string(), article: z.string(), dueOn: LocalDate.nullable(), /** Where the law counts hours. */ dueAt: Instant.nullable(), ruleId: z.string(),
  /** Why it cannot be done at this desk now; empty when it can. */
  locked: z.string(),
  optional: z.boolean(),
  /** Whether this desk writes it down; else it is waited for. */
  here: z.boolean(),
  /** The county's, but this office has no line to it: its director may write it down from the county's letter (代录). */
  recordable: z.boolean(),
})
export type OpenStepRow = z.output<typeof OpenStepRow>

/** A step that was taken. */
export const TrackEntry = z.strictObject({
  step: Step, label: z.string(), organLabel: z.string(), article: z.string(), dueOn: LocalDate.nullable(),
  /** Taken after its day. */
  late: z.boolean(),
  /** Written down later after the act than the policy allows. */
  writtenLate: z.boolean(),
  /** A correction stands in its place. */
  replaced: z.boolean(),
  /** Whether this desk may correct it. */
  correctable: z.boolean(),
})
export type TrackEntry = z.output<typeof TrackEntry>

/** A procedure as people see it, everything computed. */
export const ProcedureSheet = z.strictObject({
  procedure: Procedure, subjectName: z.string(), label: z.string(), guide: z.string(), summary: z.string(), standing: Standing, syncState: SyncState, track: z.array(TrackEntry), open: z.array(OpenStepRow),
})
export type ProcedureSheet = z.output<typeof ProcedureSheet>

export const ProcedureRow = z.strictObject({
  id: ProcedureId, subjectId: SubjectId, subjectName: z.string(), kind: ProcedureKind, label: z.string(), summary: z.string(), openedOn: LocalDate, standing: Standing,
  /** What comes next, with the earliest day. */
  next: z.strictObject({ label: z.string(), organLabel: z.string(), dueOn: LocalDate.nullable(), /** Where the law counts hours. */ dueAt: Instant.nullable(), here: z.boolean() }).nullable(),
  syncState: SyncState,
})
export type ProcedureRow = z.output<typeof ProcedureRow>

export const FormAnswer = z.strictObject({
  /** What still keeps the form from being saved, at its fields. */
  problems: z.array(z.strictObject({ field: z.string(), text: z.string() })),
  /** Sums, routes, warnings. */
  notes: z.array(z.strictObject({ tone: z.enum(['plain', 'warn', 'block']), text: z.string(), ruleId: z.string() })),
})
export type FormAnswer = z.output<typeof FormAnswer>

/** An act as a form writes it. */
export const StepForm = { step: z.string().max(40), on: LocalDate, values: Values, attachments: z.array(Attachment).max(12), draftId: z.string().max(60).nullable() }
export const Corrects = z.strictObject({ stepId: DocumentId, reason: z.string().min(2).max(300) }).nullable()

const stepErrors = ['STEP_NOT_OPEN', 'RECORD_IN_FUTURE', 'ALREADY_LOGGED'] as const

/** Approvals, rewards, sanctions: one document each, a list of steps that nobody rewrites. */
export const procedure = {
  /** Those of one person, or of the whole office: unended ones by due day, then the ended, newest first. */
  list: query({
    action: 'procedure.read',
    input: z.strictObject({ subjectId: SubjectId.nullable(), kind: ProcedureKind.nullable(), ended: z.boolean().nullable(), offset: z.int().nonnegative(), limit: z.int().positive().max(200) }),
    output: z.strictObject({ on: LocalDate, rows: z.array(ProcedureRow), total: z.int() }),
    errors: [],
  }),
  get: query({ action: 'procedure.read', input: z.strictObject({ id: ProcedureId }), output: ProcedureSheet, errors: [] }),
  /** What can be begun about a person, and why what cannot. */
  kinds: query({ action: 'procedure.read', input: z.strictObject({ subjectId: SubjectId }), output: z.array(z.strictObject({ kind: ProcedureKind, label: z.string(), guide: z.string(), article: z.string(), opens: z.string(), barred: z.string() })), errors: [] }),
  begin: command({ action: 'procedure.write', input: z.strictObject({ subjectId: SubjectId, kind: ProcedureKind, ...StepForm }), output: ProcedureSheet, errors: [...stepErrors, 'PROCEDURE_BARRED', 'SUBJECT_CLOSED'] }),
  addStep: command({ action: 'procedure.write', input: z.strictObject({ id: ProcedureId, ...StepForm, corrects: Corrects }), output: ProcedureSheet, errors: stepErrors }),
  /** 代录: an office that no county has enrolled writes the county's act down from its letter, whose scan is attached. The director's alone. */
  recordForCounty: command({ action: 'procedure.recordForCounty', input: z.strictObject({ id: ProcedureId, ...StepForm, corrects: Corrects, recordedFor: RecordedFor }), output: ProcedureSheet, errors: stepErrors }),
  /** What the rules say to a form that is being filled. `id` null: the opening step. Changes nothing. */
  preview: query({ action: 'procedure.read', input: z.strictObject({ subjectId: SubjectId, id: ProcedureId.nullable(), kind: ProcedureKind, step: z.string().max(40), on: LocalDate, values: Values }), output: FormAnswer, errors: [] }),
  /** What a field of evidence can name: earlier records, procedures, absences of the person, newest first. */
  links: query({ action: 'procedure.read', input: z.strictObject({ subjectId: SubjectId }), output: z.array(z.strictObject({ id: z.string(), kind: z.string(), label: z.string(), on: LocalDate })), errors: [] }),
  /** The county's other offices, as the county named them at the last exchange; none at an office that stands alone. */
  offices: query({ action: 'procedure.read', input: z.strictObject({}), output: z.array(z.strictObject({ id: OfficeId, name: z.string() })), errors: [] }),
  /** Begun by mistake: hidden from lists, kept. Not once the county has written into it. */
  withdraw: command({ action: 'procedure.write', input: z.strictObject({ id: ProcedureId, reason: z.string().min(2).max(200) }), output: z.strictObject({}), errors: ['STEP_NOT_OPEN'] }),
  changed: event({ action: 'procedure.read', payload: z.strictObject({ subjectId: SubjectId, procedureId: ProcedureId }) }),
}

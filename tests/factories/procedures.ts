import { caseFileOf } from '#shared/casework/case-file-of.ts'
import type { Field, Fields } from '#shared/casework/field.ts'
import { shownFields } from '#shared/casework/field.ts'
import { type ProcedureKind, type Surroundings, viewProcedure } from '#shared/casework/procedure-kind.ts'
import { neverSent } from '#shared/domain/document.ts'
import { Procedure, type Step } from '#shared/domain/procedure.ts'
import type { FieldValue, Values } from '#shared/domain/values.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { DocumentId, ProcedureId } from '#shared/kernel/ids.ts'
import { addDays, instantOf, LocalDate } from '#shared/kernel/time.ts'
import { noHolidays, Policy, type PolicyInput } from '#shared/rules/index.ts'
import { aSubject, newId } from './documents.ts'

const officeId = '331121001'

/** A case with its day, policy and facts around it. Everybody is invented. */
export function aCaseAround({ subject = aSubject(), on = LocalDate.parse('2026-11-20'), policy = {}, records = [], procedures = [] }: { subject?: Surroundings['subject']; on?: LocalDate; policy?: PolicyInput; records?: CorrectionRecord[]; procedures?: Procedure[] } = {}): Surroundings {
  return { subject, caseFile: caseFileOf({ subject, group: null, records, procedures, officeId }), officeId, on, policy: Policy.parse(policy), holidays: noHolidays }
}

/** Answers that fit a form; `choice` varies what is chosen. */
export function someValues(fields: Fields, around: Surroundings, choice: number): Values {
  const all = Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, someValue(id, field, around, choice)]))
  const shown = new Set(shownFields(fields, all))
  return Object.fromEntries(Object.entries(all).filter(([id]) => shown.has(id)))
}

function someValue(id: string, { input }: Field<unknown>, around: Surroundings, choice: number): FieldValue {
  if (input.type === 'text') return '有关情况'
  if (input.type === 'number') return input.min
  if (input.type === 'date') return id === 'to' || id === 'until' ? addDays(around.on, 3 + (choice % 50)) : addDays(around.on, id === 'from' ? 1 : 0)
  if (input.type === 'moment') return instantOf(around.on, '10:00')
  if (input.type === 'yesNo') return false
  if (input.type === 'county') return '330106'
  const options = input.type === 'choice' || input.type === 'choices' ? Object.keys(input.options) : []
  if (input.type === 'choice') return options[choice % options.length] ?? null
  if (input.type === 'choices') return options.slice(0, 1)
  if (input.type === 'links') return ['01JZZZZZZZZZZZZZZZZZZZZZZZ']
  if (input.type === 'rows') return [Object.fromEntries(Object.entries(input.columns).map(([column, field]) => [column, field.input.type === 'county' ? '330106' : '有关情况']))]
  return input.type === 'link' ? '' : '01JZZZZZZZZZZZZZZZZZZZZZZZ'
}

type Taking = { step: string; around: Surroundings; choice: number; values?: Values; /** Whatever the form says. */ anyway?: boolean }

/** The procedure grown by a step, answered so that its form is whole; null when the form refuses it. */
export function takeStep(kind: ProcedureKind, known: Procedure | null, { step, around, choice, values, anyway = false }: Taking): Procedure | null {
  const declared = kind.steps[step]
  if (!declared) return null
  const answers = values ?? someValues(declared.fields, around, choice)
  const at = instantOf(around.on, `${String(8 + ((known?.steps.length ?? 0) % 12)).padStart(2, '0')}:30`)
  const procedure = known ?? Procedure.parse({ id: newId(ProcedureId), subjectId: around.subject.id, kind: kind.kind, openedOn: around.on, steps: [], withdrawn: null, createdAt: at, editedAt: at, editedBy: '周敏', ...neverSent })
  if (!anyway && declared.problems(answers, viewProcedure(procedure, around)).length > 0) return null
  const taken: Step = { id: newId(DocumentId), step, organ: declared.organ, on: around.on, at, by: { id: 'tester', name: '周敏' }, deviceId: null, values: answers, attachments: [], corrects: null }
  return { ...procedure, steps: [...procedure.steps, taken] }
}

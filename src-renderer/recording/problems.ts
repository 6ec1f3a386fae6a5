import { FUTURE_TOLERANCE_MINUTES } from '#shared/casework/decide-record.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { type Failure, say } from '#shared/kernel/result.ts'
import { type Instant, instantOf, LocalDate, toMilliseconds } from '#shared/kernel/time.ts'
import type { FormKind, RecordForm } from './record-form.ts'

/** A part of the form that a sentence can stand at. */
export type FormField = 'form' | 'kind' | 'correctionReason' | 'when' | 'place' | 'met' | 'findings' | 'text' | 'companions' | 'photos' | 'next' | `values.${string}`
export type FormProblem = { readonly field: FormField; readonly text: string }

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/

/** What must be mended before the form can be sent, in the order of the page. */
export function problemsOf(form: RecordForm, kind: FormKind, now: Instant): FormProblem[] {
  const found: FormProblem[] = []
  const add = (field: FormField, text: string) => void found.push({ field, text })

  if (form.corrects && form.correctionReason.trim().length < 2) add('correctionReason', '请写明为什么要更正（至少两个字）。')
  if (!LocalDate.safeParse(form.date).success || !clockTime.test(form.time)) add('when', '请填写日期和时间，例如 2026-11-22 和 10:30。')
  else if (isToCome(form, now)) add('when', '发生时间晚于现在，请核对日期和时间。')
  else if (kind === 'talk' && form.talk.endTime && !clockTime.test(form.talk.endTime)) add('when', '结束时间看不懂，请写成 10:30 这样，或者留空。')
  else if (kind === 'talk' && form.talk.endTime && form.talk.endTime < form.time) add('when', '结束时间早于开始时间，请核对。')

  if (kind === 'visit' && form.visit.findings.length === 0 && form.text.trim() === '')
    add('findings', '还没有写走访发现，也没有选任何情况。请至少填写一项。')
  if (kind === 'talk' && form.text.trim() === '') add('text', '还没有写谈话内容，请写几句。')
  const { nextVisitOn } = form.visit
  if (kind === 'visit' && nextVisitOn && !LocalDate.safeParse(nextVisitOn).success) add('next', '日期看不懂，请写成 2026-11-22 这样，或者留空。')
  else if (kind === 'visit' && nextVisitOn && nextVisitOn < form.date) add('next', '下次走访的日期早于这一次，请核对。')
  return found
}

// Two clocks on one desk differ by minutes; the host allows the same.
function isToCome(form: RecordForm, now: Instant): boolean {
  return toMilliseconds(instantOf(form.date, form.time)) > toMilliseconds(now) + FUTURE_TOLERANCE_MINUTES * 60_000
}

const fieldOfCode: Partial<Record<string, FormField>> = {
  RECORD_IN_FUTURE: 'when',
  RECORD_BEFORE_TERM: 'when',
  NOTHING_RECORDED: 'findings',
}
const fieldOfFact: Partial<Record<string, FormField>> = {
  occurredAt: 'when', endedAt: 'when', place: 'place', text: 'text', met: 'met', findings: 'findings', participants: 'companions',
  attachments: 'photos', nextVisitOn: 'next', visitType: 'kind', reason: 'kind', purpose: 'kind',
}

/** Where the sentence of a refusal stands: at the field it is about, otherwise above the form. */
export function problemOfRefusal(error: Failure, kind: FormKind): FormProblem {
  return { field: fieldOfRefusal(error, kind), text: say(error) }
}

function fieldOfRefusal(error: Failure, kind: FormKind): FormField {
  if (error.code === 'NOTHING_RECORDED' && kind === 'talk') return 'text'
  if (error.code !== 'INVALID_INPUT') return fieldOfCode[error.code] ?? 'form'
  const path = (error.params.field ?? '').split('.')
  if (path[0] === 'reason') return 'correctionReason'
  const asked = path[0] === 'record' && path[1] === 'values' ? path[2] : path[0]
  if (asked && asked in (findRecordKind(kind)?.fields ?? {})) return `values.${asked}`
  return fieldOfFact[(path[0] === 'record' ? path[1] : path[0]) ?? ''] ?? 'form'
}

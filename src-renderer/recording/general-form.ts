import { type Field, initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { FieldValue, Values } from '#shared/domain/values.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import type { FormProblem } from './problems.ts'
import type { FormKind, RecordForm } from './record-form.ts'

export type Start = {
  /** The answers of the last record of the kind. */
  readonly last: Values | null
  readonly links: readonly { readonly id: string; readonly kind: string }[]
  /** What the address says (`?field=value`), most of it from 今日. */
  readonly query: Readonly<Record<string, string>>
}

/**
 * What a new form of a kind holds: its defaults, what it takes over from the last one, the one thing that a required
 * link can name, and last of all what the address says. What does not fit its field is left out.
 */
export function startValues(kind: FormKind, { last, links, query }: Start): Values {
  const form = findRecordKind(kind)
  if (!form) return {}
  const values = initialValues(form.fields)
  const put = (id: string, value: FieldValue | undefined): void => {
    if (value !== undefined && form.fields[id]?.schema.safeParse(value).success) values[id] = value
  }
  for (const id of form.carries) put(id, last?.[id])
  for (const [id, { input, required }] of Object.entries(form.fields)) {
    if (input.type !== 'link' || required === false || values[id] !== '') continue
    const offered = links.filter((one) => input.kinds.includes(one.kind))
    if (offered.length === 1) put(id, offered[0]?.id)
  }
  for (const [id, text] of Object.entries(query)) {
    const field = form.fields[id]
    if (field) put(id, readText(field, text))
  }
  return values
}

function readText({ input }: Field<unknown>, text: string): FieldValue | undefined {
  switch (input.type) {
    case 'number': return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
    case 'yesNo': return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined
    case 'choices': case 'links': return text.split(',').filter(Boolean)
    case 'rows': return undefined
    default: return text
  }
}

/** What is wrong with the answers of a general form, at their fields, in the order of the page. */
export function generalProblems(form: RecordForm, kind: FormKind, subject: Subject | null): FormProblem[] {
  const asked = findRecordKind(kind)
  const day = LocalDate.safeParse(form.date)
  if (!asked || !day.success) return []
  const found = asked.problems(form.values, { subject, on: day.data }).map(({ field, text }): FormProblem => ({ field: field in asked.fields ? `values.${field}` : 'form', text: `${text}。` }))
  return asked.text.required && form.text.trim() === '' ? [...found, { field: 'text', text: `请填写${asked.text.label}。` }] : found
}

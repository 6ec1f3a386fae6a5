import type { Field, Fields } from '#shared/casework/field.ts'
import { isEmpty, shownFields } from '#shared/casework/field.ts'
import { suggestedCounties } from '#shared/domain/counties.ts'
import type { FieldValue, Values } from '#shared/domain/values.ts'
import { longDate, longTime } from '../../ui/dates.ts'

export type Said = { id: string; label: string; text: string }
/** What ids stand for: records, procedures, people. */
export type Names = (id: string) => string

/** The answers of a form in words, in its order; empty ones are left out. What a form no longer asks is said by its name. */
export function sayValues(fields: Fields, values: Values, nameOf: Names): Said[] {
  const shown = shownFields(fields, values).flatMap((id) => {
    const field = fields[id]
    const value = values[id]
    return field && value !== undefined && !isEmpty(value) ? [{ id, label: field.label, text: sayValue(field, value, nameOf) }] : []
  })
  return shown.filter(({ text }) => text !== '')
}

function sayValue({ input }: Field<unknown>, value: FieldValue, nameOf: Names): string {
  if (value === true) return '是'
  if (typeof value === 'number') return `${value} ${'unit' in input ? input.unit : ''}`.trim()
  if (typeof value === 'string') return sayText(input, value, nameOf)
  if (!Array.isArray(value)) return ''
  return value.map((one) => (typeof one === 'string' ? sayText(input, one, nameOf) : sayRow(input, one, nameOf))).join('；')
}

function sayText(input: Field<unknown>['input'], value: string, nameOf: Names): string {
  if (input.type === 'date') return longDate(value)
  if (input.type === 'moment') return longTime(value)
  if (input.type === 'choice' || input.type === 'choices') return input.options[value] ?? value
  if (input.type === 'county') return suggestedCounties[value] ? `${suggestedCounties[value]}（${value}）` : value
  if (input.type === 'link' || input.type === 'links' || input.type === 'person') return nameOf(value)
  return input.type === 'text' && input.from === 'officeCodes' && /^\d{9}$/.test(value) ? nameOf(value) : value
}

function sayRow(input: Field<unknown>['input'], row: Values, nameOf: Names): string {
  return input.type === 'rows' ? sayValues(input.columns, row, nameOf).map(({ label, text }) => `${label} ${text}`).join('，') : ''
}

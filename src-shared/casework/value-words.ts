import { suggestedCounties } from '../domain/counties.ts'
import type { FieldValue, Values } from '../domain/values.ts'
import { localDateOf, localTimeOf } from '../kernel/time.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { type Field, type Fields, isEmpty, shownFields } from './field.ts'

export type Told = { readonly field: string; readonly label: string; readonly text: string }
/** Words for an id in the answers; undefined for one that is not known here. */
export type NameOf = (id: string) => string | undefined

/** The answers of a form as label and words, in the order of the form; what was left empty is left out, a plain no is not. */
export function wordsOfValues(fields: Fields, values: Values, nameOf: NameOf = () => undefined): Told[] {
  return shownFields(fields, values).flatMap((id) => {
    const field = fields[id]
    const value = values[id]
    if (!field || value === undefined || (field.input.type !== 'yesNo' && isEmpty(value))) return []
    return [{ field: id, label: field.label, text: wordsOf(field, value, nameOf) }]
  })
}

function wordsOf({ input, told }: Field<unknown>, value: FieldValue, nameOf: NameOf): string {
  switch (input.type) {
    case 'text': return told ? told(String(value)) : String(value)
    case 'number': return `${String(value)}${input.unit}`
    case 'yesNo': return value === true ? '是' : '否'
    case 'date': return String(value)
    case 'moment': return typeof value === 'string' ? `${localDateOf(value)} ${localTimeOf(value)}` : ''
    case 'county': return suggestedCounties[String(value)] ?? String(value)
    case 'choice': return input.options[String(value)] ?? String(value)
    case 'choices': return texts(value).map((one) => input.options[one] ?? one).join('、')
    case 'person': return nameOf(String(value)) ?? '名册中已没有此人'
    case 'link': return nameOf(String(value)) ?? '本机没有这一条'
    case 'links': return texts(value).map((one) => nameOf(one) ?? '本机没有这一条').join('；')
    case 'rows': return rowsOf(value).map((row, at) => `${at + 1}. ${wordsOfValues(input.columns, row, nameOf).map(({ label, text }) => `${label} ${text}`).join('，')}`).join('\n')
    default: return unreachable(input)
  }
}

const texts = (value: FieldValue): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const rowsOf = (value: FieldValue): Values[] => (Array.isArray(value) ? value.filter((one) => typeof one !== 'string') : [])

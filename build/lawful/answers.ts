import { type Field, fieldProblems, type Fields, initialValues } from '#shared/casework/field.ts'
import type { FieldValue, Values } from '#shared/domain/values.ts'
import { instantOf, type LocalDate, localDateOf, type Instant } from '#shared/kernel/time.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'

/** What somebody at a desk has before him when he fills in a form. */
export type AtHand = {
  /** When it happened. */
  now: Instant
  /** The last day of the term, for what lasts as long. */
  termEnd: LocalDate
  /** What fields of evidence may name, newest first. */
  links: readonly { readonly id: string; readonly kind: string }[]
  /** Somebody of the directory. */
  personId: string
}

/**
 * A form filled as somebody does who writes what is asked and no more: what is known stays, what is required and still
 * empty gets a plain answer, what an answer brings to light is answered too.
 */
export function fillForm(fields: Fields, known: Values, at: AtHand): Values {
  const values: Values = { ...initialValues(fields), ...known }
  for (let left = Object.keys(fields).length; left > 0; left--) {
    const missing = fieldProblems(fields, values).find(({ field }) => values[field] === null || values[field] === '' || values[field] === undefined || isEmptyList(values[field]))
    const field = missing && fields[missing.field]
    if (!field) break
    values[missing.field] = plainAnswer(missing.field, field, at)
  }
  return values
}

function plainAnswer(id: string, { input, label }: Field<unknown>, at: AtHand): FieldValue {
  const today = localDateOf(at.now)
  switch (input.type) {
    case 'text': return input.lines > 1 ? '已核实，情况与材料相符。' : `${label}见材料`.slice(0, Math.min(20, input.max))
    case 'number': return Math.max(input.min, 1)
    case 'date': return id === 'until' || id === 'newEnd' ? at.termEnd : today
    case 'moment': return instantOf(today, '00:05') < at.now ? at.now : instantOf(today, '00:05')
    case 'yesNo': return true
    case 'county': return '330106'
    case 'person': return at.personId
    case 'choice': return Object.keys(input.options)[0] ?? null
    case 'choices': return Object.keys(input.options).slice(0, 1)
    case 'link': return nameOf(input.kinds, at) ?? ''
    case 'links': return [nameOf(input.kinds, at)].filter((one) => one !== undefined)
    case 'rows': return [rowOf(input.columns, at)]
    default: return unreachable(input)
  }
}

function rowOf(columns: Fields, at: AtHand): Record<string, string | number | boolean | null> {
  return Object.fromEntries(Object.entries(columns).map(([id, column]) => {
    const value = plainAnswer(id, column, at)
    return [id, Array.isArray(value) ? null : value]
  }))
}

const isEmptyList = (value: FieldValue | undefined): boolean => Array.isArray(value) && value.length === 0

function nameOf(kinds: readonly string[], { links }: AtHand): string | undefined {
  return links.find(({ kind }) => kinds.length === 0 || kinds.includes(kind))?.id
}

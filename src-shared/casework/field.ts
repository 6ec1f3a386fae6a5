import { z } from 'zod'
import { keysOf } from '../kernel/keys-of.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Cell, type FieldValue, type Values } from '../domain/values.ts'

/** How a field is asked for. One component draws each of these; a form is nothing but a list of fields. */
export type Input =
  /** `from`: chosen from the county's offices where the desk knows them, typed where it does not. */
  | { readonly type: 'text'; readonly lines: number; readonly max: number; readonly from?: 'officeNames' | 'officeCodes' }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly step: number; readonly unit: string }
  | { readonly type: 'date' | 'moment' | 'yesNo' | 'county' | 'person' }
  | { readonly type: 'choice' | 'choices'; readonly options: Readonly<Record<string, string>> }
  /** Names earlier records or procedures of the same person, by kind; empty: of any kind. */
  | { readonly type: 'link' | 'links'; readonly kinds: readonly string[] }
  | { readonly type: 'rows'; readonly columns: Fields }

/** True only while another field of the same form holds one of these values. */
export type Condition = { readonly field: string; readonly is: readonly (string | boolean)[] }

/** One field of a form: what it asks, when, and the shape of its answer. */
export type Field<T> = {
  readonly label: string
  readonly input: Input
  readonly hint: string
  readonly required: boolean | Condition
  readonly shown: Condition | null
  readonly initial: T
  readonly schema: z.ZodType<T>
  /** How the answer reads, where it is not what stands in the record. */
  readonly told?: (value: string) => string
}
export type Fields = Readonly<Record<string, Field<unknown>>>
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

type Options<T> = { hint?: string; required?: boolean | Condition; shown?: Condition; initial?: T }

// eslint-disable-next-line max-params -- private, and each builder below names them
function field<T>(label: string, input: Input, empty: T, schema: z.ZodType<T>, options: Options<T> = {}): Field<T> {
  return { label, input, schema, hint: options.hint ?? '', required: options.required ?? false, shown: options.shown ?? null, initial: options.initial ?? empty }
}

/** A line, or several when `lines` is more than one. */
export function text(label: string, { lines = 1, max = lines > 1 ? 4000 : 200, from, told, ...options }: Options<string> & { lines?: number; max?: number; from?: 'officeNames' | 'officeCodes'; told?: (value: string) => string } = {}): Field<string> {
  const asked = field(label, { type: 'text', lines, max, ...(from && { from }) }, '', z.string().max(max), options)
  return told ? { ...asked, told } : asked
}

/** A number within limits, null while nothing stands there. */
export function number(label: string, { min = 0, max = 1_000_000, step = 1, unit = '', ...options }: Options<number | null> & { min?: number; max?: number; step?: number; unit?: string } = {}): Field<number | null> {
  return field(label, { type: 'number', min, max, step, unit }, null, z.number().min(min).max(max).nullable(), options)
}

export const date = (label: string, options?: Options<LocalDate | null>): Field<LocalDate | null> => field(label, { type: 'date' }, null, LocalDate.nullable(), options)
/** Day and minute, where the law counts hours. */
export const moment = (label: string, options?: Options<Instant | null>): Field<Instant | null> => field(label, { type: 'moment' }, null, Instant.nullable(), options)
export const yesNo = (label: string, options?: Options<boolean>): Field<boolean> => field(label, { type: 'yesNo' }, false, z.boolean(), options)
/** Six digits of GB/T 2260, empty while unknown. */
export const county = (label: string, options?: Options<string>): Field<string> => field(label, { type: 'county' }, '', z.string().regex(/^(\d{6})?$/), options)
/** The id of somebody in the office's directory, empty while nobody is named. */
export const person = (label: string, options?: Options<string>): Field<string> => field(label, { type: 'person' }, '', z.string().max(26), options)

/** One of a table of labels; null while nothing is chosen. */
export function choice<const K extends string>(label: string, options: Readonly<Record<K, string>>, more?: Options<NoInfer<K> | null>): Field<K | null> {
  return field<K | null>(label, { type: 'choice', options }, null, z.enum(keysOf(options)).nullable(), more)
}

/** Any number of a table of labels. */
export function choices<const K extends string>(label: string, options: Readonly<Record<K, string>>, more?: Options<NoInfer<K>[]>): Field<K[]> {
  return field<K[]>(label, { type: 'choices', options }, [], z.array(z.enum(keysOf(options))).max(50), more)
}

/** The id of an earlier record or procedure of one of these kinds. */
export const link = (label: string, kinds: readonly string[], options?: Options<string>): Field<string> => field(label, { type: 'link', kinds }, '', z.string().max(40), options)
export const links = (label: string, kinds: readonly string[], options?: Options<string[]>): Field<string[]> => field(label, { type: 'links', kinds }, [], z.array(z.string().max(40)).max(50), options)

/** A small table; its cells are plain values. */
export function rows(label: string, columns: Fields, options?: Options<Record<string, Cell>[]>): Field<Record<string, Cell>[]> {
  return field(label, { type: 'rows', columns }, [], z.array(z.record(z.string().max(40), Cell)).max(200), options)
}

/** What a new form holds before anybody has typed. */
export function initialValues(fields: Fields): Values {
  return Object.fromEntries(Object.entries(fields).map(([id, { initial, schema }]) => [id, asValue(schema.parse(initial))]))
}

/** Whether the named field holds one of the values; of several choices, whether one of them does. */
export function isTrue(condition: Condition, values: Values): boolean {
  const value = values[condition.field]
  if (Array.isArray(value)) return value.some((one) => typeof one === 'string' && condition.is.includes(one))
  return (typeof value === 'string' || typeof value === 'boolean') && condition.is.includes(value)
}

/** Fields that are asked for while the others hold these values. What hangs on a hidden field is hidden with it. */
export function shownFields(fields: Fields, values: Values): string[] {
  const isShown = (id: string, seen: readonly string[] = []): boolean => {
    const shown = fields[id]?.shown
    if (!shown) return true
    return isTrue(shown, values) && !seen.includes(shown.field) && isShown(shown.field, [...seen, id])
  }
  return Object.keys(fields).filter((id) => isShown(id))
}

/** A sentence for each field that is missing or malformed, in the order of the form; [] when all is well. */
export function fieldProblems(fields: Fields, values: Values): { field: string; text: string }[] {
  const known = shownFields(fields, values)
  const foreign = Object.keys(values).filter((id) => !(id in fields)).map((id) => ({ field: id, text: '表单里没有这一项' }))
  return known.flatMap((id) => problemOf(fields, values, id)).concat(foreign)
}

function problemOf(fields: Fields, values: Values, id: string): { field: string; text: string }[] {
  const one = fields[id]
  if (!one) return []
  const value = values[id]
  const required = typeof one.required === 'boolean' ? one.required : isTrue(one.required, values)
  if (required && isEmpty(value)) return [{ field: id, text: `请填写${one.label}` }]
  if (value === undefined) return []
  if (!one.schema.safeParse(value).success) return [{ field: id, text: `${one.label}填得不对，请检查` }]
  const wrongRow = one.input.type === 'rows' ? problemOfRows(one.input.columns, value) : ''
  return wrongRow ? [{ field: id, text: `${one.label}${wrongRow}` }] : []
}

function problemOfRows(columns: Fields, value: FieldValue): string {
  if (!Array.isArray(value)) return ''
  for (const [at, row] of value.entries()) {
    const [first] = typeof row === 'string' ? [] : fieldProblems(columns, row)
    if (first) return `第${at + 1}行：${first.text}`
  }
  return ''
}

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

/**
 * The values by their types; what is hidden or missing reads as empty. Throws on values that fieldProblems() finds fault
 * with: ask it first.
 */
export function readValues<F extends Fields>(fields: F, values: Values): ValuesOf<F> {
  const shown = new Set(shownFields(fields, values))
  const read = Object.fromEntries(Object.entries(fields).map(([id, one]) => [id, shown.has(id) && values[id] !== undefined ? one.schema.parse(values[id]) : one.schema.parse(emptyOf(one))]))
  // eslint-disable-next-line desk/no-cast -- each entry has just been parsed by its own field's schema
  return read as ValuesOf<F>
}

function emptyOf({ input }: Field<unknown>): FieldValue {
  if (input.type === 'yesNo') return false
  if (input.type === 'choices' || input.type === 'links' || input.type === 'rows') return []
  return input.type === 'number' || input.type === 'date' || input.type === 'moment' || input.type === 'choice' ? null : ''
}

function asValue(value: unknown): FieldValue {
  // eslint-disable-next-line desk/no-cast -- every field's schema answers a FieldValue; the builders above are all there are
  return value as FieldValue
}

/** Which kinds the links of a form may name; 'any' when one of them names whatever there is, null when it has no link. */
export function linkKindsOf(fields: Fields): ReadonlySet<string> | 'any' | null {
  const links = Object.values(fields).flatMap(({ input }) => (input.type === 'link' || input.type === 'links' ? [input.kinds] : []))
  if (links.length === 0) return null
  return links.some((kinds) => kinds.length === 0) ? 'any' : new Set(links.flat())
}

/** The ids that stand in the answers of a form: people, records, procedures. */
export function idsIn(fields: Fields, values: Values): string[] {
  return shownFields(fields, values).flatMap((id) => {
    const input = fields[id]?.input
    const value = values[id]
    if (input?.type === 'rows' && Array.isArray(value)) return value.flatMap((row) => (typeof row === 'string' ? [] : idsIn(input.columns, row)))
    if (input?.type !== 'link' && input?.type !== 'links' && input?.type !== 'person') return []
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')
  })
}

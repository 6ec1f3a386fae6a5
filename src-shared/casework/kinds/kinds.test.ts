import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSubject } from '../../../tests/factories/documents.ts'
import { GeneralKind, generalKindLabels, isAboutOffice } from '../../domain/record-kinds.ts'
import { GeneralFacts } from '../../domain/record.ts'
import type { FieldValue, Values } from '../../domain/values.ts'
import { officeItself } from '../../kernel/ids.ts'
import { Instant, LocalDate } from '../../kernel/time.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { Fact } from '../../rules/index.ts'
import { decideRecord } from '../decide-record.ts'
import { type Field, fieldProblems, initialValues, isEmpty, shownFields } from '../field.ts'
import type { RecordKind } from '../record-kind.ts'
import { findRecordKind, recordKinds } from './index.ts'

const now = Instant.parse('2026-11-20T02:00:00.000Z')
const aLink = '01JD0000000000000000000000'
const temporaryOutside = ['bodyReport', 'conditionChange']
const subjectFor = (kind: string) => aSubject({ minorRegime: false, injunction: '禁止进入娱乐场所', ...(temporaryOutside.includes(kind) ? { category: 'TEMP_OUTSIDE' as const } : {}) })

/** A plain answer to one field, such as somebody gives who fills in what is asked. */
function answer({ input, label }: Field<unknown>): FieldValue {
  switch (input.type) {
    case 'text': return `${label}内容`
    case 'number': return Math.max(input.min, 1)
    // A day that is neither before the record nor after it is a day for which no kind has an objection.
    case 'date': return '2028-06-30'
    case 'moment': return now
    case 'yesNo': return true
    case 'county': return '331102'
    case 'person': case 'link': return aLink
    case 'choice': return Object.keys(input.options)[0] ?? ''
    case 'choices': return Object.keys(input.options)
    case 'links': return [aLink]
    case 'rows': return [Object.fromEntries(Object.entries(input.columns).map(([id, column]) => [id, cell(answer(column))]))]
    default: return unreachable(input)
  }
}
const cell = (value: FieldValue): string | number | boolean | null => (Array.isArray(value) ? null : value)

/** The initial values with every empty required field answered; what the answers bring to light is answered too. */
function filled(form: RecordKind): Values {
  const values = initialValues(form.fields)
  for (let rest = 12; rest > 0; rest--) {
    const missing = fieldProblems(form.fields, values).find(({ text }) => text.startsWith('请填写'))
    const field = missing && form.fields[missing.field]
    if (!field) break
    values[missing.field] = missing.field === 'crimeOn' ? '2026-11-01' : answer(field)
  }
  return values
}

const draftOf = (form: RecordKind, values: Values, text = '内容') =>
  GeneralFacts.parse({ kind: form.kind, subjectId: isAboutOffice(form.kind) ? officeItself : aLink, occurredAt: now, place: '', text, participants: [], attachments: [], values })

const decide = (form: RecordKind, values: Values, text?: string) =>
  decideRecord({ subject: isAboutOffice(form.kind) ? null : { ...subjectFor(form.kind), state: 'ACTIVE' }, draft: draftOf(form, values, text), now })

describe('every kind of record', () => {
  it('[CW3] has a form, and every form a kind; none is told twice', () => {
    expect(recordKinds.map(({ kind }) => kind).toSorted()).toEqual([...GeneralKind.options].toSorted())
    for (const kind of GeneralKind.options) expect(findRecordKind(kind)?.label).toBe(generalKindLabels[kind])
  })

  it.each(recordKinds)('[CW4] $kind: filled in as asked it is whole; each required field that is missing is named', (form) => {
    const values = filled(form)
    const minor = form.kind === 'declaration' || form.kind === 'teaching'
    expect(decide(form, values)).toEqual({ ok: true, value: { late: false } })
    const required = shownFields(form.fields, values).filter((id) => form.fields[id]?.required === true)
    for (const id of required) {
      const without = { ...values, [id]: emptied(values[id]) }
      const refused = decide(form, without)
      expect(refused, id).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
      expect(fieldProblems(form.fields, without).map(({ text }) => text)).toContain(`请填写${form.fields[id]?.label}`)
    }
    if (form.text.required) expect(decide(form, values, ' ')).toMatchObject({ ok: false, error: { params: { field: 'text' } } })
    expect(required.length > 0 || form.text.required || minor).toBe(true)
  })

  it.each(recordKinds)('[CW5] $kind: its facts are facts of the rules, its line says something, what it carries are its fields', (form) => {
    const values = filled(form)
    const facts = form.facts({ id: aLink, occurredAt: now, text: '', values })
    for (const fact of facts) expect(Fact.safeParse(fact).error?.issues ?? []).toEqual([])
    expect(form.summary(values).trim()).not.toBe('')
    for (const id of form.carries) expect(Object.keys(form.fields)).toContain(id)
    for (const { shown, required } of Object.values(form.fields))
      for (const condition of [shown, typeof required === 'object' ? required : null])
        if (condition) expect(Object.keys(form.fields)).toContain(condition.field)
  })

  it('[CW6] no answers that its fields accept make a kind stumble', () => {
    const subject = aSubject()
    let whole = 0
    fc.assert(
      fc.property(fc.constantFrom(...recordKinds).chain((form) => fc.tuple(fc.constant(form), arbitraryValues(form))), ([form, values]) => {
        const about = { subject: isAboutOffice(form.kind) ? null : subject, on: LocalDate.parse('2026-11-20') }
        const problems = form.problems(values, about)
        for (const { text } of problems) expect(text).not.toBe('')
        if (fieldProblems(form.fields, values).length > 0) return
        whole += 1
        for (const fact of form.facts({ id: aLink, occurredAt: now, text: '', values })) expect(Fact.safeParse(fact).success).toBe(true)
        expect(typeof form.summary(values)).toBe('string')
      }),
      { numRuns: 2000, seed: 20261122 },
    )
    expect(whole).toBeGreaterThan(200)
  })
})

describe('the law in the forms', () => {
  const problems = (kind: string, values: Values, over: Parameters<typeof aSubject>[0]) => {
    const form = findRecordKind(kind)
    if (!form) throw new Error(kind)
    return form.problems({ ...filled(form), ...values }, { subject: aSubject(over), on: LocalDate.parse('2026-11-20') }).map(({ field }) => field)
  }

  it('[Y-01] a minor and adults are never taught, set to work or counselled together', () => {
    for (const kind of ['education', 'activity', 'counselling']) {
      const values = { together: 'ADULTS', ...(kind === 'counselling' ? { form: 'GROUP' } : {}) }
      expect(problems(kind, values, { minorRegime: true })).toEqual(['together'])
      expect(problems(kind, values, { minorRegime: false })).toEqual([])
      expect(problems(kind, { ...values, together: 'MINORS' }, { minorRegime: false })).toEqual(['together'])
      expect(problems(kind, { ...values, together: 'ALONE' }, { minorRegime: true })).toEqual([])
    }
  })

  it('[Y-03] a minor’s declaration is not public and wants the guardian', () => {
    expect(problems('declaration', { inPublic: true, guardianPresent: false }, { minorRegime: true })).toEqual(['inPublic', 'guardianPresent'])
    expect(problems('declaration', { inPublic: false, guardianPresent: true }, { minorRegime: true })).toEqual([])
    expect(problems('declaration', { inPublic: true }, { minorRegime: false })).toEqual([])
  })

  it('[CW7] one hand-over tells all that was done in it; bail is no custody; hidden answers count for nothing', () => {
    const facts = (kind: string, values: Values) => findRecordKind(kind)?.facts({ id: 'r', occurredAt: now, text: '', values: { ...initialValues(findRecordKind(kind)?.fields ?? {}), ...values } }).map((fact) => fact.kind)
    expect(facts('handover', { steps: ['RECEIVED', 'RECEIPT'], effectiveOn: '2026-11-10', complete: true })).toEqual(['judgmentEffective', 'documentsReceived', 'receiptSent'])
    expect(facts('handover', { steps: ['RECEIPT'], effectiveOn: '2026-11-10' })).toEqual(['receiptSent'])
    expect(facts('detention', { measure: 'BAIL' })).toEqual([])
    expect(facts('detention', { measure: 'ARREST' })).toEqual(['detained'])
    expect(facts('report', { form: 'BOTH' })).toEqual(['faceReport', 'writtenReport'])
    expect(facts('notice', { about: 'a', to: ['POLICE', 'COURT'] })).toEqual(['notified', 'notified'])
  })

  it('[CW8] counselling and tests are restricted, and their line tells nothing of what was found', () => {
    expect(recordKinds.filter(({ restricted }) => restricted).map(({ kind }) => kind)).toEqual(['counselling', 'psychTest'])
    const test = findRecordKind('psychTest')
    expect(test?.summary({ ...filled(test), score: 97.5, level: 'SEVERE' })).not.toMatch(/97|重度/)
  })
})

function emptied(value: FieldValue | undefined): FieldValue {
  if (typeof value === 'boolean') return false
  if (Array.isArray(value)) return []
  return typeof value === 'string' ? '' : null
}

function arbitrary({ input }: Field<unknown>): fc.Arbitrary<FieldValue> {
  switch (input.type) {
    case 'text': return fc.constantFrom('', ' ', '内容', '一二三')
    case 'number': return fc.constantFrom(null, input.min, input.max)
    case 'date': return fc.constantFrom(null, '2026-01-01', '2026-11-20', '2029-12-31')
    case 'moment': return fc.constantFrom(null, now)
    case 'yesNo': return fc.boolean()
    case 'county': return fc.constantFrom('', '331102')
    case 'person': case 'link': return fc.constantFrom('', aLink)
    case 'choice': return fc.constantFrom(null, ...Object.keys(input.options))
    case 'choices': return fc.subarray(Object.keys(input.options))
    case 'links': return fc.constantFrom<FieldValue>([], [aLink])
    case 'rows': return fc.array(fc.record(Object.fromEntries(Object.entries(input.columns).map(([id, column]) => [id, arbitrary(column).map(cell)]))), { maxLength: 2 })
    default: return unreachable(input)
  }
}

// Answers of all shapes, but not so wild that nothing is ever whole: empty required fields are answered most of the time.
function arbitraryValues(form: RecordKind): fc.Arbitrary<Values> {
  const fields = Object.entries(form.fields)
  return fc.tuple(fc.record(Object.fromEntries(fields.map(([id, field]) => [id, arbitrary(field)]))), fc.integer({ min: 0, max: 3 })).map(([values, luck]) =>
    luck === 0 ? values : Object.fromEntries(fields.map(([id, field]) => [id, isEmpty(values[id]) && field.required !== false && field.input.type !== 'yesNo' ? answer(field) : (values[id] ?? null)])))
}

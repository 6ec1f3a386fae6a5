import { describe, expect, it } from 'vitest'
import { aSubject, someVisitFacts } from '../../tests/factories/documents.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { caseFileOf } from './case-file-of.ts'
import { decideRecord } from './decide-record.ts'
import { fieldProblems, initialValues, readValues } from './field.ts'
import { findRecordKind } from './kinds/index.ts'
import type { RecordDraft } from '../domain/record.ts'

const now = Instant.parse('2026-11-20T02:00:00.000Z')

describe('a form that is a list of fields', () => {
  it('[CW1] asks only for what is shown, names the first missing field, and reads the rest as empty', () => {
    const form = findRecordKind('contact')
    if (!form) throw new Error('no form')
    const values = initialValues(form.fields)
    expect(fieldProblems(form.fields, values)).toEqual([])
    expect(fieldProblems(form.fields, { ...values, channel: null })).toEqual([{ field: 'channel', text: '请填写方式' }])
    expect(fieldProblems(form.fields, { ...values, channel: 'PIGEON' })).toEqual([{ field: 'channel', text: '方式填得不对，请检查' }])
    expect(fieldProblems(form.fields, { ...values, other: 'x' })).toEqual([{ field: 'other', text: '表单里没有这一项' }])
    expect(readValues(form.fields, { ...values, reached: false, identity: 'FACE' })).toMatchObject({ reached: false, identity: null })
  })

  it('[CW2] a record of a kind is submitted only when its form is whole, and tells the rules its fact', () => {
    const form = findRecordKind('contact')
    if (!form) throw new Error('no form')
    const { subjectId, place } = someVisitFacts()
    const draft: RecordDraft = { kind: 'contact', subjectId, occurredAt: now, place, text: '近况平稳', participants: [], attachments: [], values: initialValues(form.fields) }
    expect(decideRecord({ subject: aSubject(), draft, now }).ok).toBe(true)
    expect(decideRecord({ subject: aSubject(), draft: { ...draft, text: ' ' }, now })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', params: { field: 'text' } } })
    expect(decideRecord({ subject: null, draft, now })).toMatchObject({ ok: false })
    expect(form.facts({ ...draft, id: 'a' })).toEqual([{ kind: 'contact', id: 'a', on: '2026-11-20', reached: true, leaveId: null }])
  })
})

describe('somebody awaited', () => {
  it('[CW26] owes his reporting in from the judgment in his file or the first day of his term, unless an old ledger only lacks the day', () => {
    const effective = (over: Parameters<typeof aSubject>[0]) => caseFileOf({ subject: aSubject({ state: 'PENDING_REPORT', intakeDate: null, ...over }), group: null, records: [], procedures: [], officeId: '331102001' }).facts.map(({ kind, on }) => `${kind} ${on}`)
    const [termStart, createdAt] = [LocalDate.parse('2026-11-10'), Instant.parse('2026-11-20T02:00:00.000Z')]
    expect(effective({ termStart, createdAt })).toEqual(['judgmentEffective 2026-11-10'])
    expect(effective({ termStart, createdAt, more: { effectiveDate: '2026-11-08' } })).toEqual(['judgmentEffective 2026-11-08'])
    expect(effective({ termStart: LocalDate.parse('2025-11-10'), createdAt })).toEqual([])
    expect(effective({ termStart, createdAt, state: 'ACTIVE' })).toEqual([])
    expect(effective({ termStart, createdAt, category: 'TEMP_OUTSIDE' })).toEqual([])
  })
})

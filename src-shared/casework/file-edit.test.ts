import { expect, it } from 'vitest'
import { aSubject, someFacts } from '../../tests/factories/documents.ts'
import { decideFileEdit, joinMore } from './file-edit.ts'
import { isKeySubject, levelOf } from './marks-of.ts'
import { LocalDate } from '../kernel/time.ts'
import { GeneralRecord } from '../domain/record.ts'
import { neverSent } from '../domain/document.ts'
import { newId } from '../../tests/factories/documents.ts'
import { DeviceId, PersonId, RecordId, SubjectId } from '../kernel/ids.ts'

const known = aSubject({ more: { ethnic: '畲族', fromLater: 'x' } })
const edit = (over: Partial<ReturnType<typeof someFacts>>, reason = '') => decideFileEdit(known, { ...someFacts(), more: known.more, ...over }, reason)
const code = (result: ReturnType<typeof edit>): string => (result.ok ? '' : result.error.code)

it('[SU14] level, key subject and state are changed by acts on record, never by hand', () => {
  expect([edit({ level: 'STRICT' }), edit({ keySubject: true }), edit({ state: 'DISCHARGED' })].map(code)).toEqual(['FIELD_BY_ACT', 'FIELD_BY_ACT', 'FIELD_BY_ACT'])
  expect(code(edit({ village: '北溪村' }))).toBe('')
  const on = LocalDate.parse('2026-06-01')
  const changed = (day: string, level: 'STRICT' | 'LENIENT') => ({ kind: 'levelChanged' as const, id: day, on: LocalDate.parse(day), level, documentId: 'x' })
  expect([levelOf(known, { facts: [] }, on), levelOf(known, { facts: [changed('2026-06-01', 'LENIENT'), changed('2026-05-01', 'STRICT')] }, on), levelOf(known, { facts: [changed('2026-06-02', 'LENIENT')] }, on)]).toEqual(['ORDINARY', 'LENIENT', 'ORDINARY'])
  const act = (day: string, values: Record<string, string>) => GeneralRecord.parse({
    kind: 'keySubject', id: newId(RecordId), subjectId: newId(SubjectId), occurredAt: `${day}T01:00:00.000Z`, recordedAt: `${day}T01:00:00.000Z`, place: '', text: '', participants: [], attachments: [], author: { personId: newId(PersonId), name: '周敏', role: 'officer' },
    deviceId: newId(DeviceId), corrects: null, late: false, clockDoubt: '', review: null, values, ...neverSent,
  })
  const listed = act('2026-05-01', { act: 'LIST' })
  expect([isKeySubject(known, []), isKeySubject(known, [act('2026-05-02', { act: 'UPDATE' }), listed]), isKeySubject(known, [listed, act('2026-06-01', { act: 'REMOVE' })])]).toEqual([false, true, false])
})

it('[SU15] what was fixed at intake is put right only for a reason; before intake it may change', () => {
  expect([code(edit({ minorRegime: true })), code(edit({ termEnd: LocalDate.parse('2028-03-09') })), code(edit({ minorRegime: true }, '登记时看错出生日期'))]).toEqual(['REASON_NEEDED', 'REASON_NEEDED', ''])
  expect(decideFileEdit(aSubject({ intakeDate: null }), { ...someFacts({ intakeDate: null }), minorRegime: true }, '').ok).toBe(true)
})

it('[SU16] every change is told from what to what; what is sensitive is named and not quoted; what this version does not know stays', () => {
  const said = edit({ idNo: '332501199003079999', village: '北溪村', more: { ethnic: '汉族', health: '高血压', education: '03' } })
  expect(said).toMatchObject({ ok: true, value: expect.arrayContaining([{ field: '村（居）', from: '样板村', to: '北溪村' }, { field: '民族', from: '畲族', to: '汉族' }, { field: '文化程度', from: '', to: '初中' }, { field: '健康状况', from: '（不写出）', to: '（不写出）' }]) })
  expect(JSON.stringify(said)).not.toMatch(/9999|高血压/)
  expect(joinMore(known.more, { ethnic: '汉族' })).toEqual({ ethnic: '汉族', fromLater: 'x' })
  expect(edit({ more: { education: 'NONSENSE' } })).toMatchObject({ error: { code: 'INVALID_INPUT', params: { field: 'education' } } })
})

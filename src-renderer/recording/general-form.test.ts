import { expect, it } from 'vitest'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { generalProblems, startValues } from './general-form.ts'
import { emptyForm } from './record-form.ts'

const nothing = { last: null, links: [], query: {} }
const absence = { id: '01KAM3W6000000000000000001', kind: 'absence' }

it('[CW17] a new form holds defaults, then the last record, then the address; what does not fit is left out', () => {
  expect(startValues('contact', nothing)).toMatchObject({ channel: 'PHONE', number: '', reached: true })
  const last = { channel: 'VIDEO', number: '139', reached: false, identity: 'FACE' }
  expect(startValues('contact', { ...nothing, last })).toMatchObject({ channel: 'VIDEO', number: '139', reached: true })
  expect(startValues('contact', { ...nothing, last, query: { channel: 'MESSAGE', reached: 'false', leaveId: 'a', other: 'x' } })).toMatchObject({ channel: 'MESSAGE', number: '139', reached: false, leaveId: 'a' })
  expect(startValues('contact', { ...nothing, query: { channel: 'PIGEON', reached: '也许' } })).toMatchObject({ channel: 'PHONE', reached: true })
  expect(Object.keys(startValues('contact', { ...nothing, query: { other: 'x' } }))).not.toContain('other')
  expect(startValues('handover', { ...nothing, query: { steps: 'RECEIVED,RECEIPT' } })).toMatchObject({ steps: ['RECEIVED', 'RECEIPT'] })
})

it('[CW17] the one thing that a required link can name is named; of two, none', () => {
  expect(startValues('search', { ...nothing, links: [absence] })).toMatchObject({ absenceId: absence.id })
  expect(startValues('search', { ...nothing, links: [absence, { ...absence, id: '01KAM3W6000000000000000002' }] })).toMatchObject({ absenceId: '' })
  expect(startValues('search', { ...nothing, links: [{ ...absence, kind: 'visit' }] })).toMatchObject({ absenceId: '' })
})

it('[CW10] every problem of a general form stands at a field of it, the free text last', () => {
  const form = { ...emptyForm({ now: toInstant(Date.parse('2026-11-22T02:30:00.000Z')), residence: '', isFirst: true }), values: startValues('search', nothing) }
  expect(generalProblems(form, 'search', null).map(({ field }) => field)).toEqual(['values.absenceId', 'values.ways', 'text'])
  expect(Object.keys(findRecordKind('search')?.fields ?? {})).toContain('ways')
})

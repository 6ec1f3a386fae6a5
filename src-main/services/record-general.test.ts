import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { Person } from '#shared/domain/person.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import { GeneralFacts } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Values } from '#shared/domain/values.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import { AT, aGroup, aMemberFrom, aSubject } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
let colleague: Person
let volunteer: Person
let subject: Subject

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer', { name: '周敏' })
  colleague = await office.hire('officer', { name: '何俊' })
  volunteer = await office.hire('volunteer', { name: '叶青' })
})
beforeEach(async () => {
  office.clock.now = Date.parse(AT)
  subject = aSubject()
  await office.office().data.subjects.insert(subject)
  await office.office().data.groups.insert(aGroup({ id: subject.id, members: [aMemberFrom(volunteer), aMemberFrom(officer)] }))
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const draftOf = (kind: GeneralKind, values: Values, over: object = {}): GeneralFacts =>
  GeneralFacts.parse({ kind, subjectId: subject.id, occurredAt: AT, place: '', text: '内容', participants: [], attachments: [], values: { ...initialValues(findRecordKind(kind)?.fields ?? {}), ...values }, ...over })
const log = async (kind: GeneralKind, values: Values, over: object = {}): Promise<TimelineEntry> => must(await office.desk(officer).record.log({ record: draftOf(kind, values, over), draftId: null }))

describe('records of every kind', () => {
  it('[CW8] what a counsellor wrote is read by its author alone; the others see that it was written, and correct nothing', async () => {
    const values = { counsellor: '县心理中心', problem: 'SLEEP' }
    const entry = await log('counselling', values, { text: '睡眠差，梦见父亲。' })
    const own = must(await office.desk(officer).record.get({ id: entry.record.id }))
    expect(own.record).toMatchObject({ text: '睡眠差，梦见父亲。', values: { counsellor: '县心理中心' } })
    const seen = [
      must(await office.desk(colleague).record.get({ id: entry.record.id })),
      ...must(await office.desk(colleague).subject.timeline({ id: subject.id, before: null, limit: 10 })).entries,
      ...must(await office.desk(colleague).record.list({ kind: 'counselling', syncState: null, offset: 0, limit: 10 })).rows.map((row) => row.entry),
    ].filter(({ record }) => record.id === entry.record.id)
    expect(seen).toHaveLength(3)
    for (const { record } of seen) expect(record).toMatchObject({ kind: 'counselling', author: { name: '周敏' }, text: '', values: {}, attachments: [] })
    expect(must(await office.desk(colleague).record.prepare({ subjectId: subject.id, kind: 'counselling' })).last?.record).toMatchObject({ text: '', values: {} })
    expect(codeOf(await office.desk(colleague).record.correct({ recordId: entry.record.id, reason: '改一下', record: draftOf('counselling', values), draftId: null }))).toBe('NOT_AVAILABLE')
    expect(codeOf(await office.desk(officer).record.correct({ recordId: entry.record.id, reason: '改一下', record: draftOf('counselling', values), draftId: null }))).toBe('ok')
  })

  it('[CW9] a link names the first of a chain, so that a correction breaks nothing that was built on it', async () => {
    const absence = await log('absence', { tried: ['PHONE'] })
    must(await office.desk(officer).record.correct({ recordId: absence.record.id, reason: '写错时间', record: draftOf('absence', { tried: ['PHONE', 'VISIT'] }), draftId: null }))
    const { links } = must(await office.desk(officer).record.prepare({ subjectId: subject.id, kind: 'found' }))
    expect(links.map(({ id, kind, words }) => [id, kind, words])).toEqual([[absence.record.id, 'absence', '2026-11-20 脱离监管：失去联系，已试电话、上门']])
    await log('found', { absenceId: absence.record.id, how: 'RETURNED', reason: '手机丢了' })
    expect(must(await office.desk(officer).duty.ofSubject({ subjectId: subject.id })).rows.filter(({ ruleId }) => ruleId === 'C-09')).toEqual([])
    expect(must(await office.desk(officer).record.names({ ids: [absence.record.id, officer.id] })).map(({ words }) => words)).toEqual(['2026-11-20 脱离监管：失去联系，已试电话', '周敏'])
  })

  it('[CW15] a record about the office is in the list under its name, drafts too; a volunteer writes and asks for none', async () => {
    await log('drill', { scenario: 'LOST', plan: '失联预案', bodies: ['POLICE'], count: 8 }, { subjectId: officeItself })
    expect(must(await office.desk(officer).record.list({ kind: 'drill', syncState: null, offset: 0, limit: 10 })).rows.map(({ subjectName }) => subjectName)).toEqual(['本所事务'])
    must(await office.desk(officer).draft.save({ kind: 'drill', subjectId: officeItself, content: {} }))
    expect(must(await office.desk(officer).draft.list({})).map(({ subjectName }) => subjectName)).toEqual(['本所事务'])
    expect(codeOf(await office.desk(volunteer).record.log({ record: draftOf('contact', {}), draftId: null }))).toBe('NOT_ALLOWED')
    expect(codeOf(await office.desk(volunteer).record.names({ ids: [officer.id] }))).toBe('NOT_ALLOWED')
    expect(codeOf(await office.desk(volunteer).ledgers.open({ ledger: 'drills' }))).toBe('NOT_ALLOWED')
    expect(codeOf(await office.desk(officer).record.log({ record: draftOf('drill', {}), draftId: null }))).toBe('INVALID_INPUT')
    expect(must(await office.desk(officer).ledgers.open({ ledger: 'drills' })).rows).toHaveLength(1)
  })
})

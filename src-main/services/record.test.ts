import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { TimelineEntry } from '#shared/contract/subject.ts'
import type { VisitFacts } from '#shared/domain/record.ts'
import type { Result } from '#shared/kernel/result.ts'
import { countyClockSetting } from '../sync/sync-settings.ts'
import { AT, aGroup, aMemberFrom, aPerson, aSubject, aVisit, newId, someTalkFacts, someVisitFacts } from '../../tests/factories/documents.ts'
import { testOffice, type TestClient, type TestOffice } from '../../tests/factories/test-office.ts'
import { DocumentId, RecordId } from '#shared/kernel/ids.ts'

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
  office.events.length = 0
  subject = aSubject()
  await office.office().data.subjects.insert(subject)
  await office.office().data.groups.insert(aGroup({ id: subject.id, members: [aMemberFrom(volunteer), aMemberFrom(officer)] }))
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

const facts = (over: Partial<VisitFacts> = {}): VisitFacts => someVisitFacts({ subjectId: subject.id, ...over })
const desk = (who: Person = officer): TestClient => office.desk(who)
const log = async (over: Partial<VisitFacts> = {}, who = officer): Promise<TimelineEntry> => must(await desk(who).record.log({ record: facts(over), draftId: null }))
const stored = async (): Promise<unknown[]> => (await office.office().data.records.find({ selector: { subjectId: { $eq: subject.id } } }).exec()).map((one) => one.toMutableJSON())

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`)
  return result.value
}
function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

describe('facts', () => {
  it('[RC6] author, device, clocks and names come from the host', async () => {
    const entry = await log({ participants: [{ personId: colleague.id, name: '别的名字' }] })
    expect(entry.record).toMatchObject({
      author: { personId: officer.id, name: '周敏', role: 'officer' }, deviceId: office.office().deviceId, recordedAt: AT, participants: [{ personId: colleague.id, name: '何俊' }],
      late: false, review: null, corrects: null, revision: 0, receivedAt: null, refused: null,
    })
    expect(entry).toMatchObject({ syncState: 'waiting', confirmed: [], correctedBy: null })
    expect(codeOf(await desk().record.log({ record: { ...facts(), author: { personId: colleague.id } } as VisitFacts, draftId: null }))).toBe('INVALID_INPUT')
    for (const participants of [[{ personId: officer.id, name: '' }], [{ personId: newId(DocumentId) as Person['id'], name: '' }], [1, 2].map(() => ({ personId: colleague.id, name: '' }))])
      expect(codeOf(await desk().record.log({ record: facts({ participants }), draftId: null }))).toBe('INVALID_INPUT')
    const ghost = { fileId: newId(RecordId) as never, name: 'a.jpg', mime: 'image/jpeg' as const, size: 1, sha256: '0'.repeat(64) }
    expect(codeOf(await desk().record.log({ record: facts({ attachments: [ghost] }), draftId: null }))).toBe('INVALID_INPUT')
    expect((await stored()).length).toBe(1)
  })

  it('[RC7] what was submitted is there after a kill, and corrections and confirmations leave it as it was', async () => {
    const entry = await log({ participants: [{ personId: colleague.id, name: '' }] })
    await office.reopen()
    must(await desk().record.confirm({ recordId: entry.record.id, personId: colleague.id, password: 'user2user2' }))
    must(await desk().record.correct({ recordId: entry.record.id, reason: '地点写错', record: facts({ place: '村委会' }), draftId: null }))
    expect(await stored()).toContainEqual(entry.record)
    expect(must(await desk().record.get({ id: entry.record.id })).record).toEqual(entry.record)
  })

  it('[RC8] one draft makes one record, whenever the answer is lost', async () => {
    const draft = must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: { text: '半句' } }))
    const answers = await Promise.all([1, 2, 3].map(() => desk().record.log({ record: facts(), draftId: draft.id })))
    expect(new Set(answers.map((one) => must(one).record.id)).size).toBe(1)
    expect((await stored()).length).toBe(1)
    expect(must(await desk().draft.list({}))).toEqual([])
    await office.reopen()
    expect(must(await desk().record.log({ record: facts(), draftId: draft.id })).record.id).toBe(must(answers[0] ?? answers[1]!).record.id)
    expect((await stored()).length).toBe(1)
  })

  it('[RC8] [DR3] a kill between record and draft leaves a draft that nobody sees and that makes no second record', async () => {
    const draft = must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: {} }))
    const left = (await office.office().data.drafts.findOne(draft.id).exec(true)).toMutableJSON()
    const entry = must(await desk().record.log({ record: facts(), draftId: draft.id }))
    await office.office().data.drafts.insert(left)
    await office.reopen()
    expect(await office.office().data.drafts.findOne(draft.id).exec()).not.toBeNull()
    expect(must(await desk().draft.find({ kind: 'visit', subjectId: subject.id }))).toBeNull()
    expect(must(await desk().draft.list({}))).toEqual([])
    expect(must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: {} })).id).not.toBe(draft.id)
    expect(must(await desk().record.log({ record: facts(), draftId: draft.id })).record.id).toBe(entry.record.id)
    expect(await office.office().data.drafts.findOne(draft.id).exec()).toBeNull()
    expect((await stored()).length).toBe(1)
  })

  it('[RC8] a refused submission keeps the draft', async () => {
    const draft = must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: {} }))
    expect(codeOf(await desk().record.log({ record: facts({ text: '', findings: [] }), draftId: draft.id }))).toBe('NOTHING_RECORDED')
    expect(must(await desk().draft.find({ kind: 'visit', subjectId: subject.id }))?.id).toBe(draft.id)
  })

  it("[RC8] [DR1] somebody else's draft gives no record away and stays his", async () => {
    const theirs = must(await desk(colleague).draft.save({ kind: 'visit', subjectId: subject.id, content: {} }))
    const mine = must(await desk().record.log({ record: facts(), draftId: theirs.id }))
    expect(must(await desk(colleague).draft.find({ kind: 'visit', subjectId: subject.id }))?.id).toBe(theirs.id)
    expect(codeOf(await desk().draft.discard({ id: theirs.id }))).toBe('NOT_AVAILABLE')
    const his = must(await desk(colleague).record.log({ record: facts(), draftId: theirs.id }))
    expect(his.record.id).not.toBe(mine.record.id)
    expect((await stored()).length).toBe(2)
  })

  it('[RC8] a draft of another form stays where it is', async () => {
    const talk = must(await desk().draft.save({ kind: 'talk', subjectId: subject.id, content: {} }))
    const entry = must(await desk().record.log({ record: facts(), draftId: talk.id }))
    expect(entry.record.id).not.toBe(talk.id)
    expect(must(await desk().draft.find({ kind: 'talk', subjectId: subject.id }))?.id).toBe(talk.id)
  })

  it('[RC9] a draft changed after it was submitted is told so', async () => {
    const draft = must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: {} }))
    must(await desk().record.log({ record: facts(), draftId: draft.id }))
    expect(codeOf(await desk().record.log({ record: facts({ text: '另外的话' }), draftId: draft.id }))).toBe('ALREADY_LOGGED')
    expect((await stored()).length).toBe(1)
  })

  it('[RC10] a correction names the old record, once, and keeps kind and subject', async () => {
    const old = await log()
    const correct = (record: Parameters<TestClient['record']['correct']>[0]['record'], recordId = old.record.id) => desk().record.correct({ recordId, reason: '时间写错', record, draftId: null })
    expect(codeOf(await correct(someTalkFacts({ subjectId: subject.id })))).toBe('INVALID_INPUT')
    expect(codeOf(await correct(someVisitFacts()))).toBe('INVALID_INPUT')
    const made = await Promise.all([correct(facts({ text: '甲' })), correct(facts({ text: '乙' }))])
    expect(made.map(codeOf).sort()).toEqual(['ALREADY_CORRECTED', 'ok'])
    const first = must(made.find(({ ok }) => ok) ?? made[0]!)
    expect(first.record.corrects).toEqual({ recordId: old.record.id, reason: '时间写错' })
    expect(must(await desk().record.get({ id: old.record.id })).correctedBy).toBe(first.record.id)
    const second = must(await correct(facts({ text: '丙' }), first.record.id))
    expect(must(await desk().record.get({ id: first.record.id })).correctedBy).toBe(second.record.id)
    expect(codeOf(await correct(facts(), newId(RecordId)))).toBe('NOT_AVAILABLE')
  })

  it('[RC10] [RC8] the same correction again is the same correction', async () => {
    const old = await log()
    const draft = must(await desk().draft.save({ kind: 'visit', subjectId: subject.id, content: {} }))
    const correct = () => desk().record.correct({ recordId: old.record.id, reason: '时间写错', record: facts({ text: '更正' }), draftId: draft.id })
    const first = must(await correct())
    expect(must(await correct()).record.id).toBe(first.record.id)
    expect((await stored()).length).toBe(2)
  })

  it('[RC11] a volunteer reads his own and what names him, corrects and lists his own', async () => {
    const own = await log({}, volunteer)
    const about = await log({ participants: [{ personId: volunteer.id, name: '' }] })
    const other = await log()
    const his = desk(volunteer).record
    expect(must(await his.list({ kind: null, syncState: null, offset: 0, limit: 50 })).rows.filter(({ entry }) => entry.record.subjectId === subject.id).map(({ entry }) => entry.record.id)).toEqual([own.record.id])
    expect([await his.get({ id: own.record.id }), await his.get({ id: about.record.id }), await his.get({ id: other.record.id })].map(codeOf)).toEqual(['ok', 'ok', 'NOT_AVAILABLE'])
    const correct = (recordId: RecordId) => his.correct({ recordId, reason: '写错了', record: facts(), draftId: null })
    expect([await correct(about.record.id), await correct(other.record.id), await correct(own.record.id)].map(codeOf)).toEqual(['NOT_AVAILABLE', 'NOT_AVAILABLE', 'ok'])
    await (await office.office().data.groups.findOne(subject.id).exec(true)).incrementalPatch({ members: [] })
    expect(codeOf(await his.get({ id: own.record.id }))).toBe('NOT_AVAILABLE')
    expect(must(await his.list({ kind: null, syncState: null, offset: 0, limit: 50 })).rows.some(({ entry }) => entry.record.subjectId === subject.id)).toBe(false)
  })

  it('[RC12] a doubtful clock stands on the record', async () => {
    await log()
    office.clock.now -= 2 * 365 * 86_400_000
    const { data } = office.office()
    await (await data.subjects.findOne(subject.id).exec(true)).incrementalPatch({ termStart: '2020-01-01' as Subject['termStart'] })
    await office.office().settings.set(countyClockSetting.id, { offsetSeconds: 0, lastServerTime: AT })
    const entry = await log({ occurredAt: '2024-11-20T01:00:00.000Z' as VisitFacts['occurredAt'] })
    expect(entry.record.clockDoubt).toBe(office.office().clockDoubt())
    expect(entry.record.clockDoubt).not.toBe('')
  })

  it('[RC13] events carry ids', async () => {
    const entry = await log()
    expect(office.events).toEqual([
      { name: 'record.changed', payload: { subjectId: subject.id, recordId: entry.record.id } },
      { name: 'subject.changed', payload: { subjectId: subject.id } },
    ])
  })

  it('[RC5] the list filters by kind and state, newest first', async () => {
    const late = await log({ occurredAt: '2026-11-01T01:00:00.000Z' as VisitFacts['occurredAt'] })
    expect(late.record.late).toBe(true)
    must(await desk().record.log({ record: someTalkFacts({ subjectId: subject.id }), draftId: null }))
    await office.office().data.records.insert(aVisit({ subjectId: subject.id, receivedAt: AT }))
    const list = async (over = {}) => must(await desk().record.list({ kind: null, syncState: null, offset: 0, limit: 200, ...over }))
    const all = await list()
    expect(all.rows.map(({ entry }) => entry.record.occurredAt)).toEqual(all.rows.map(({ entry }) => entry.record.occurredAt).toSorted().reverse())
    expect((await list({ kind: 'talk' })).rows.every(({ entry }) => entry.record.kind === 'talk')).toBe(true)
    expect((await list({ syncState: 'inReview' })).rows.filter(({ entry }) => entry.record.subjectId === subject.id).length).toBe(1)
    expect(await list({ offset: 1, limit: 1 })).toEqual({ rows: all.rows.slice(1, 2), total: all.total })
  })
})

describe('companions', () => {
  it('[RC14] only who is named confirms, once, by his own password, at any desk', async () => {
    const entry = await log({ participants: [{ personId: colleague.id, name: '' }] })
    const confirm = (personId: Person['id'], password: string, who = officer) => desk(who).record.confirm({ recordId: entry.record.id, personId, password })
    expect(codeOf(await confirm(colleague.id, 'user1user1'))).toBe('WRONG_PASSWORD')
    expect(codeOf(await confirm(volunteer.id, 'user3user3'))).toBe('NOT_A_PARTICIPANT')
    expect(codeOf(await confirm(officer.id, 'user1user1'))).toBe('NOT_A_PARTICIPANT')
    expect(codeOf(await confirm(colleague.id, 'user2user2', volunteer))).toBe('NOT_AVAILABLE')
    expect((await stored()).length).toBe(1)
    const both = await Promise.all([confirm(colleague.id, 'user2user2'), confirm(colleague.id, 'user2user2')])
    expect(both.map(codeOf).sort()).toEqual(['ALREADY_CONFIRMED', 'ok'])
    expect(must(await desk().record.get({ id: entry.record.id })).confirmed).toEqual([{ personId: colleague.id, at: AT }])
    expect(await stored()).toContainEqual(expect.objectContaining({ kind: 'confirmation', recordId: entry.record.id, author: { personId: colleague.id, name: '何俊', role: 'officer' } }))
  })

  it('[RC15] what waits for a word, and for whose', async () => {
    const entry = await log({ participants: [{ personId: colleague.id, name: '' }, { personId: volunteer.id, name: '' }] })
    const waits = async (who: Person) => must(await desk(who).record.toConfirm({})).rows.filter(({ entry: one }) => one.record.id === entry.record.id).map(({ personId }) => personId)
    expect(await waits(officer)).toEqual([colleague.id, volunteer.id])
    expect(await waits(volunteer)).toEqual([volunteer.id])
    must(await desk(volunteer).record.confirm({ recordId: entry.record.id, personId: volunteer.id, password: 'user3user3' }))
    expect(await waits(volunteer)).toEqual([])
    await office.reopen()
    expect(await waits(officer)).toEqual([colleague.id])
    must(await desk().record.correct({ recordId: entry.record.id, reason: '同行人写错', record: facts(), draftId: null }))
    expect(await waits(officer)).toEqual([])
  })

  it('[RC16] the form shows the last visit that stands and who may have come along', async () => {
    const family = aPerson({ kind: 'FAMILY', name: '林大山' })
    await office.office().data.people.insert(family)
    const first = await log({ text: '第一次' })
    const second = await log({ text: '第二次', occurredAt: '2026-11-20T01:30:00.000Z' as VisitFacts['occurredAt'] })
    const prepare = async (who: Person) => must(await desk(who).record.prepare({ subjectId: subject.id, kind: 'visit' }))
    expect((await prepare(officer)).last?.record.id).toBe(second.record.id)
    const corrected = must(await desk().record.correct({ recordId: second.record.id, reason: '日期写错', record: facts({ occurredAt: '2026-11-19T01:30:00.000Z' as VisitFacts['occurredAt'] }), draftId: null }))
    expect(corrected.record.corrects?.recordId).toBe(second.record.id)
    const prepared = await prepare(officer)
    expect(prepared).toMatchObject({ residence: subject.residence, visitHint: subject.visitHint, last: { record: { id: first.record.id } } })
    expect(prepared.companions).toEqual([{ personId: volunteer.id, name: '叶青', canConfirm: true }, { personId: colleague.id, name: '何俊', canConfirm: true }])
    const seen = await prepare(volunteer)
    expect(seen.last).toBeNull()
    expect(seen.companions.map(({ personId }) => personId)).toEqual([officer.id])
  })
})

describe('drafts', () => {
  it('[DR1] [DR2] one for a form, saved again in its place, there after a kill, its author’s alone', async () => {
    const form = { kind: 'visit' as const, subjectId: subject.id }
    const saved = await Promise.all(['一', '二', '三'].map((text) => desk().draft.save({ ...form, content: { text } })))
    expect(new Set(saved.map((one) => must(one).id)).size).toBe(1)
    await office.reopen()
    expect(must(await desk().draft.find(form))?.content).toEqual({ text: '三' })
    expect(must(await desk(colleague).draft.find(form))).toBeNull()
    expect(must(await desk().draft.find({ ...form, kind: 'talk' }))).toBeNull()
    expect(must(await desk().draft.list({})).filter(({ draft }) => draft.subjectId === subject.id).map(({ subjectName }) => subjectName)).toEqual([subject.name])
    must(await desk().draft.discard({ id: must(saved[0]!).id }))
    expect(must(await desk().draft.find(form))).toBeNull()
  })
})

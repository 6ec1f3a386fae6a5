import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { AT, aGroup, aMemberFrom, aSubject, aVisit, newId, someFacts, someVisitFacts } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'
import { SubjectId } from '#shared/kernel/ids.ts'

let office: TestOffice
let officer: Person
let volunteer: Person
let mine: Subject
let others: Subject

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
  volunteer = await office.hire('volunteer', { name: '叶青' })
  mine = aSubject({ name: '单雄信', subjectNo: 'A-1', idNo: '33250119900307123X', level: 'STRICT' })
  others = aSubject({ name: '曾国强', subjectNo: 'A-2', level: 'STRICT' })
  const { data } = office.office()
  await data.subjects.bulkInsert([mine, others])
  await data.groups.bulkInsert([aGroup({ id: mine.id, members: [aMemberFrom(volunteer)], formedOn: null }), aGroup({ id: others.id })])
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

const list = async (who: Person, filter = {}) => {
  const answer = await office.desk(who).subject.list(filter)
  return answer.ok ? answer.value : { rows: [], total: -1 }
}
const refused = async (answer: Promise<{ ok: boolean; error?: { code: string } }>) => (await answer).error?.code

describe('reach', () => {
  it('[SU1] absent, withdrawn and not his are the same answer', async () => {
    const withdrawn = aSubject({ withdrawn: { at: AT, by: '周敏', reason: '导入撤销' } })
    await office.office().data.subjects.insert(withdrawn)
    const asked = [
      office.desk(officer).subject.get({ id: newId(SubjectId) }),
      office.desk(officer).subject.get({ id: withdrawn.id }),
      office.desk(officer).subject.timeline({ id: withdrawn.id, before: null, limit: 5 }),
      office.desk(volunteer).subject.brief({ id: others.id }),
      office.desk(volunteer).subject.brief({ id: newId(SubjectId) }),
      office.desk(volunteer).subject.timeline({ id: others.id, before: null, limit: 5 }),
      office.desk(volunteer).record.prepare({ subjectId: others.id, kind: 'visit' }),
      office.desk(volunteer).record.log({ record: someVisitFacts({ subjectId: others.id }), draftId: null }),
      office.desk(volunteer).draft.save({ subjectId: others.id, kind: 'visit', content: {} }),
    ]
    expect(new Set(await Promise.all(asked.map(async (one) => JSON.stringify(await one))))).toEqual(new Set(['{"ok":false,"error":{"code":"NOT_AVAILABLE","params":{}}}']))
    expect((await list(officer)).rows.map(({ name }) => name)).not.toContain(withdrawn.name)
  })

  it('[SU2] a volunteer reaches his own groups, being built too, until he leaves or the subject does', async () => {
    expect((await list(volunteer)).rows.map(({ id }) => id)).toEqual([mine.id])
    expect((await office.desk(volunteer).subject.brief({ id: mine.id })).ok).toBe(true)
    expect(await refused(office.desk(volunteer).subject.get({ id: mine.id }))).toBe('NOT_ALLOWED')
    const subject = await office.office().data.subjects.findOne(mine.id).exec(true)
    await subject.incrementalPatch({ state: 'DISCHARGED' })
    expect(await refused(office.desk(volunteer).subject.brief({ id: mine.id }))).toBe('NOT_AVAILABLE')
    expect((await list(volunteer)).total).toBe(0)
    await (await office.office().data.subjects.findOne(mine.id).exec(true)).incrementalPatch({ state: 'ACTIVE' })
    const group = await office.office().data.groups.findOne(mine.id).exec(true)
    await group.incrementalPatch({ members: [] })
    expect((await list(volunteer)).total).toBe(0)
    expect(await refused(office.desk(volunteer).subject.brief({ id: mine.id }))).toBe('NOT_AVAILABLE')
    await (await office.office().data.groups.findOne(mine.id).exec(true)).incrementalPatch({ members: [aMemberFrom(volunteer)] })
    expect((await list(volunteer)).total).toBe(1)
  })

  it('[SU4] a volunteer cannot ask about what he may not see', async () => {
    expect((await list(volunteer, { text: 'shanxx' })).total).toBe(1)
    for (const text of ['123X', 'A-1', '139578', '1234']) {
      expect((await list(officer, { text })).total, text).toBeGreaterThan(0)
      expect((await list(volunteer, { text })).total, text).toBe(0)
    }
    expect((await list(officer, { level: 'STRICT' })).total).toBe(2)
    expect((await list(volunteer, { level: 'STRICT' })).total).toBe(0)
    expect(await office.desk(volunteer).subject.counts({})).toEqual({ ok: true, value: { onBooks: 1, strict: 0, onLeave: 0, lost: 0 } })
    expect(await office.desk(officer).subject.counts({})).toEqual({ ok: true, value: { onBooks: 2, strict: 2, onLeave: 0, lost: 0 } })
  })
})

describe('files', () => {
  it('[SU10] a number is given once, and no number is no number', async () => {
    const desk = office.desk(officer).subject
    expect(await refused(desk.create(someFacts({ subjectNo: 'A-1' })))).toBe('SUBJECT_NO_TAKEN')
    const made = await Promise.all([1, 2, 3].map(() => desk.create(someFacts({ subjectNo: 'B-9' }))))
    expect(made.filter((one) => one.ok).length).toBe(1)
    expect((await desk.create(someFacts())).ok && (await desk.create(someFacts())).ok).toBe(true)
    expect(await refused(desk.edit({ id: others.id, editedAt: others.editedAt, facts: someFacts({ subjectNo: 'A-1' }) }))).toBe('SUBJECT_NO_TAKEN')
    expect((await desk.edit({ id: others.id, editedAt: others.editedAt, facts: { ...someFacts(), name: others.name, subjectNo: 'A-2', level: 'STRICT' } })).ok).toBe(true)
  })

  it('[SU11] an edit of an older version changes nothing; editedAt always grows', async () => {
    const desk = office.desk(officer).subject
    const made = await desk.create(someFacts({ subjectNo: 'C-1' }))
    if (!made.ok) throw new Error('not created')
    office.clock.now -= 3_600_000
    const first = await desk.edit({ id: made.value.id, editedAt: made.value.editedAt, facts: someFacts({ subjectNo: 'C-1', village: '东溪村' }) })
    office.clock.now += 3_600_000
    if (!first.ok) throw new Error('not edited')
    expect(first.value.editedAt > made.value.editedAt).toBe(true)
    expect(await refused(desk.edit({ id: made.value.id, editedAt: made.value.editedAt, facts: someFacts({ subjectNo: 'C-1', village: '西溪村' }) }))).toBe('STALE_EDIT')
    const both = await Promise.all(['南', '北'].map((village) => desk.edit({ id: made.value.id, editedAt: first.value.editedAt, facts: someFacts({ subjectNo: 'C-1', village }) })))
    expect(both.filter((one) => one.ok).length).toBe(1)
  })

  it('[SU12] an edit waits for the county again, on the revision it rests on', async () => {
    const refusal = { verdict: 'conflict' as const, reason: '', at: AT }
    const known = aSubject({ revision: 7, receivedAt: AT, refused: refusal })
    await office.office().data.subjects.insert(known)
    const edited = await office.desk(officer).subject.edit({ id: known.id, editedAt: known.editedAt, facts: someFacts({ village: '北溪村' }) })
    expect(edited.ok && edited.value).toMatchObject({ village: '北溪村', revision: 7, receivedAt: null, refused: null })
    expect(office.events).toContainEqual({ name: 'subject.changed', payload: { subjectId: known.id } })
  })
})

describe('list and timeline', () => {
  it('[SU7] [SU8] a row shows the worst of its documents and the last visit that stands', async () => {
    const { data } = office.office()
    const subject = aSubject({ name: '欧阳明', receivedAt: AT })
    const row = async () => (await list(officer, { text: '欧阳明' })).rows[0]
    await data.subjects.insert(subject)
    expect(await row()).toMatchObject({ syncState: 'received', groupState: 'none', lastVisitAt: null })
    await data.groups.insert(aGroup({ id: subject.id, receivedAt: AT }))
    const approved = { state: 'APPROVED' as const, comment: '', by: '县局', at: AT }
    const old = aVisit({ subjectId: subject.id, occurredAt: toInstant(Date.parse('2026-10-01T01:00:00.000Z')), receivedAt: AT, review: approved })
    const wrong = aVisit({ subjectId: subject.id, occurredAt: toInstant(Date.parse('2026-11-19T01:00:00.000Z')), receivedAt: AT, review: approved })
    await data.records.bulkInsert([old, wrong])
    expect(await row()).toMatchObject({ syncState: 'received', groupState: 'formed', lastVisitAt: wrong.occurredAt })
    const corrected = aVisit({ subjectId: subject.id, occurredAt: toInstant(Date.parse('2026-09-19T01:00:00.000Z')), receivedAt: AT, review: null, corrects: { recordId: wrong.id, reason: '日期写错' } })
    await data.records.insert(corrected)
    expect(await row()).toMatchObject({ syncState: 'inReview', lastVisitAt: old.occurredAt })
    await (await data.groups.findOne(subject.id).exec(true)).incrementalPatch({ receivedAt: null })
    expect(await row()).toMatchObject({ syncState: 'waiting' })
    await (await data.records.findOne(old.id).exec(true)).incrementalPatch({ review: { ...approved, state: 'RETURNED' } })
    expect(await row()).toMatchObject({ syncState: 'returned' })
    expect((await list(officer, { syncState: 'returned' })).rows.map(({ id }) => id)).toEqual([subject.id])
    await office.reopen()
    expect(await row()).toMatchObject({ syncState: 'returned', lastVisitAt: old.occurredAt })
  })

  it('[SU9] filter, order, cut; the total counts before the cut', async () => {
    const everyone = await list(officer, { sort: 'termEnd' })
    const page = await list(officer, { sort: 'termEnd', offset: 1, limit: 2 })
    expect(page.rows).toEqual(everyone.rows.slice(1, 3))
    expect(page.total).toBe(everyone.rows.length)
    const visits = (await list(officer, { sort: 'lastVisitAt', descending: true })).rows.map(({ lastVisitAt }) => lastVisitAt ?? '')
    expect(visits).toEqual([...visits].sort().reverse())
    expect(visits[0]).not.toBe('')
  })

  it('[SU13] pages show every fact once, also at one instant, and a volunteer what he wrote', async () => {
    const subject = aSubject({ name: '方长' })
    const { data } = office.office()
    await data.subjects.insert(subject)
    await data.groups.insert(aGroup({ id: subject.id, members: [aMemberFrom(volunteer)] }))
    const times = [1, 1, 1, 2, 2, 3, 4].map((day) => toInstant(Date.parse(AT) - day * 86_400_000))
    const records = times.map((occurredAt) => aVisit({ subjectId: subject.id, occurredAt }))
    const own = aVisit({ subjectId: subject.id, author: { personId: volunteer.id, name: volunteer.name, role: 'volunteer' } })
    await data.records.bulkInsert([...records, own])
    const read: string[] = []
    for (let before = null, more = true, pages = 0; more && pages < 20; pages++) {
      const page = await office.desk(officer).subject.timeline({ id: subject.id, before, limit: 2 })
      if (!page.ok) throw new Error('no page')
      read.push(...page.value.entries.map(({ record }) => record.id))
      before = page.value.entries.at(-1)?.record.occurredAt ?? null
      more = page.value.more
    }
    expect(read.toSorted()).toEqual([...records, own].map(({ id }) => String(id)).sort())
    const seen = await office.desk(volunteer).subject.timeline({ id: subject.id, before: null, limit: 50 })
    expect(seen.ok && seen.value.entries.map(({ record }) => record.id)).toEqual([own.id])
    expect(await refused(office.desk(volunteer).record.get({ id: records[0]?.id ?? '' }))).toBe('NOT_AVAILABLE')
  })
})

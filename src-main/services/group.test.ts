import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Result } from '#shared/kernel/result.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { AT, aPerson, aSubject, newId, somePersonFacts, TODAY } from '../../tests/factories/documents.ts'
import { testOffice, type TestClient, type TestOffice } from '../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
let village: Person
let family: Person
let helper: Person
let subject: Subject

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer', { name: '周敏' })
  village = aPerson({ kind: 'VILLAGE', name: '吴建国', gender: '1' })
  family = aPerson({ kind: 'FAMILY', name: '林大山', gender: '1', relation: '父亲' })
  helper = aPerson({ kind: 'VOLUNTEER', name: '叶青', specialties: ['PSYCHOLOGY'] })
  await office.office().data.people.bulkInsert([village, family, helper])
})
beforeEach(async () => {
  office.clock.now = Date.parse(AT)
  subject = aSubject()
  await office.office().data.subjects.insert(subject)
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

type Save = Parameters<TestClient['group']['save']>[0]
const seats = (): Save['members'] => [
  { personId: officer.id, seat: 'FIXED_OFFICE', isLeader: true },
  { personId: village.id, seat: 'FIXED_VILLAGE', isLeader: false },
  { personId: family.id, seat: 'FIXED_FAMILY', isLeader: false },
]
const desk = (): TestClient['group'] => office.desk(officer).group
const save = (over: Partial<Save> = {}) => desk().save({ subjectId: subject.id, members: seats(), exceptionReason: '', form: true, ...over })
const ending = (personId: Person['id'], reason: 'REPLACED' | 'OTHER' = 'REPLACED', note = ''): Save['endings'] => [{ personId, reason, note }]
const print = () => desk().printLetter({ subjectId: subject.id })
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

describe('groups at the desk', () => {
  it('[GR2] members come from the directory of today and keep their day of joining', async () => {
    must(await save())
    office.clock.now += 86_400_000 * 3
    const edited = must(await office.desk(officer).person.edit({ id: village.id, editedAt: village.editedAt, facts: somePersonFacts({ kind: 'VILLAGE', name: '吴建国', gender: '1', phone: '13900000000' }) }))
    village = edited
    const saved = must(await save({ members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }] }))
    expect(saved.group.members.map(({ name, joinedOn, phone }) => [name, joinedOn, phone])).toEqual([
      ['周敏', TODAY, officer.phone], ['吴建国', TODAY, '13900000000'], ['林大山', TODAY, family.phone], ['叶青', '2026-11-23', helper.phone],
    ])
    const gone = aPerson({ active: false })
    await office.office().data.people.insert(gone)
    for (const personId of [gone.id, newId(PersonId), officer.id])
      expect(codeOf(await save({ members: [...seats(), { personId, seat: 'X', isLeader: false }] }))).toBe('INVALID_INPUT')
  })

  it('[GR3] forming needs a group without hard findings; one that loses a seat is being built again', async () => {
    expect(await save({ members: seats().slice(0, 2) })).toEqual({ ok: false, error: { code: 'GROUP_HAS_HARD_FINDINGS', params: { count: 1 } } })
    expect(must(await desk().get({ subjectId: subject.id })).group).toBeNull()
    expect(must(await save({ members: seats().slice(0, 2), form: false })).group.formedOn).toBeNull()
    expect(must(await save({ form: false })).group.formedOn).toBeNull()
    expect(must(await save()).group.formedOn).toBe(TODAY)
    office.clock.now += 86_400_000
    expect(must(await save({ members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }], form: false })).group.formedOn).toBe(TODAY)
    expect(must(await save({ members: seats().slice(1), form: false, endings: [...ending(officer.id) ?? [], ...ending(helper.id) ?? []] })).group.formedOn).toBeNull()
    expect(must(await save({ members: seats().slice(0, 2), exceptionReason: '父母已故', endings: ending(family.id) })).group.formedOn).toBe('2026-11-21')
    await (await office.office().data.subjects.findOne(subject.id).exec(true)).incrementalPatch({ state: 'DISCHARGED' })
    expect(codeOf(await save())).toBe('SUBJECT_CLOSED')
  })

  it('[GR4] [GR5] a change of members asks for a new letter, and check says so before', async () => {
    must(await save())
    const printed = must(await print())
    expect(printed.group.letterPrintedAt).toBe(AT)
    const rules = async (members: Save['members']) => must(await desk().check({ subjectId: subject.id, members, exceptionReason: '' })).findings.map(({ ruleId }) => ruleId)
    expect(await rules(seats())).toEqual([])
    expect(await rules(seats().toReversed())).toEqual([])
    expect(await rules([...seats(), { personId: helper.id, seat: 'X', isLeader: false }])).toEqual(['G-06'])
    expect(must(await desk().get({ subjectId: subject.id })).group).toEqual(printed.group)
    expect(must(await save({ exceptionReason: '备注' })).group.letterPrintedAt).toBe(AT)
    expect(must(await save({ members: seats().map((one) => ({ ...one, isLeader: one.seat === 'FIXED_VILLAGE' })) })).group.letterPrintedAt).toBeNull()
  })

  it('[GR6] letters bear numbers that are given once, to the same members the same', async () => {
    expect(codeOf(await print())).toBe('GROUP_HAS_HARD_FINDINGS')
    await office.office().settings.set('office', { name: '样板司法所' })
    must(await save())
    const first = must(await print())
    expect(first).toMatchObject({ officeName: '样板司法所', printedOn: TODAY, subject: { name: subject.name, category: '缓刑', termEnd: subject.termEnd } })
    expect(first.serial).toMatch(/^矫责〔2026〕[0-9A-Z]{5}-\d{3}号$/)
    await office.reopen()
    expect(must(await print()).serial).toBe(first.serial)
    must(await save({ members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }] }))
    const others = [must(await print()).serial]
    for (let i = 0; i < 3; i++) {
      subject = aSubject()
      await office.office().data.subjects.insert(subject)
      must(await save())
    }
    const subjects = (await office.office().data.groups.find().exec()).map(({ id }) => id)
    const printed = await Promise.all(subjects.map((subjectId) => desk().printLetter({ subjectId })))
    others.push(...printed.flatMap((one) => (one.ok ? [one.value.serial] : [])))
    expect(new Set(others).size).toBe(printed.filter(({ ok }) => ok).length)
    expect(others).not.toContain(first.serial)
  })

  it('[GR7] what is already there is not sent again, what was refused is', async () => {
    const first = must(await save()).group
    const { data } = office.office()
    await (await data.groups.findOne(subject.id).exec(true)).incrementalPatch({ receivedAt: AT, revision: 3 })
    office.clock.now += 60_000
    expect(must(await save()).group).toEqual({ ...first, receivedAt: AT, revision: 3 })
    await (await data.groups.findOne(subject.id).exec(true)).incrementalPatch({ refused: { verdict: 'conflict', reason: '', at: AT } })
    expect(must(await save()).group).toMatchObject({ receivedAt: null, refused: null, revision: 3 })
  })

  it('[GR8] the list names who has no group too, and counts what the rules find today', async () => {
    const without = subject
    subject = aSubject({ gender: '2' })
    await office.office().data.subjects.insert(subject)
    must(await save({ members: seats().map((one) => ({ ...one, isLeader: false })) }))
    const rows = must(await desk().list({}))
    expect(rows.find(({ subjectId }) => subjectId === without.id)).toMatchObject({ memberCount: 0, formedOn: null, hard: 4, soft: 0 })
    expect(rows.find(({ subjectId }) => subjectId === subject.id)).toMatchObject({ memberCount: 3, formedOn: TODAY, hard: 0, soft: 2 })
    expect(must(await office.desk(officer).person.list({ kind: 'FAMILY', activeOnly: true })).map(({ person, groupCount }) => [person.name, groupCount > 0])).toEqual([['林大山', true]])
  })

  it('[G-02] the directory knows whose relative sits on the family\'s seat', async () => {
    const other = aSubject()
    await office.office().data.subjects.insert(other)
    const uncle = aPerson({ kind: 'FAMILY', name: '林大水', relativeOf: other.id, relation: '父亲' })
    await office.office().data.people.insert(uncle)
    const members = seats().map((one) => (one.seat === 'FIXED_FAMILY' ? { ...one, personId: uncle.id } : one))
    const texts = ({ findings }: { findings: { text: string }[] }): string[] => findings.map(({ text }) => text).filter((text) => text.includes('另一名对象'))
    expect(texts(must(await desk().check({ subjectId: subject.id, members, exceptionReason: '' })))).toHaveLength(1)
    expect(texts(must(await save({ members })))).toHaveLength(1)
    expect(must(await desk().list({})).find(({ subjectId }) => subjectId === subject.id)).toMatchObject({ hard: 0, soft: 2 })
    expect(texts(must(await save({ endings: ending(uncle.id) })))).toEqual([])
  })
})

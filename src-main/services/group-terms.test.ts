import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { Values } from '#shared/domain/values.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import { Instant } from '#shared/kernel/time.ts'
import { AT, aPerson, aSubject, someVisitFacts, TODAY } from '../../tests/factories/documents.ts'
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
})
beforeEach(async () => {
  office.clock.now = Date.parse(AT)
  subject = aSubject({ village: '长汀村', intakeDate: TODAY })
  village = aPerson({ kind: 'VILLAGE', name: '吴建国', gender: '1', village: '长汀村' })
  family = aPerson({ kind: 'FAMILY', name: '林大山', gender: '1', relation: '父亲' })
  helper = aPerson({ kind: 'VOLUNTEER', name: '叶青' })
  await office.office().data.subjects.insert(subject)
  await office.office().data.people.bulkInsert([village, family, helper])
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
const get = async () => must(await desk().get({ subjectId: subject.id }))
const days = (count: number): void => void (office.clock.now += 86_400_000 * count)
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}
async function write(kind: GeneralKind, values: Values, subjectId: Subject['id'] = subject.id): Promise<void> {
  const at = Instant.parse(new Date(office.clock.now).toISOString())
  must(await office.desk(officer).record.log({ draftId: null, record: { kind, subjectId, occurredAt: at, place: '', text: '', participants: [], attachments: [], values: { ...initialValues(findRecordKind(kind)?.fields ?? {}), ...values } } }))
}

describe('terms of office', () => {
  it('[GR9] who leaves does so for a reason, his term stays; a choice that never counted leaves no trace', async () => {
    must(await save({ form: false, members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }] }))
    expect(must(await save()).group.former).toBeUndefined()
    days(3)
    const without = { members: seats().slice(0, 2), form: false }
    expect(await save(without)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', params: { field: 'endings' } } })
    expect(await save({ ...without, endings: [{ personId: family.id, reason: 'OTHER', note: ' ' }] })).toMatchObject({ ok: false })
    const saved = must(await save({ ...without, endings: [{ personId: family.id, reason: 'MOVED_AWAY', note: '去温州' }] })).group
    expect(saved.former).toMatchObject([{ personId: family.id, name: '林大山', joinedOn: TODAY, endedOn: '2026-11-23', reason: 'MOVED_AWAY', note: '去温州' }])
    expect((await get()).vacancies).toEqual([{ seat: 'FIXED_FAMILY', since: '2026-11-23', days: 0, overdue: false }])
    days(16)
    const late = await get()
    expect(late.vacancies).toMatchObject([{ days: 16, overdue: true }])
    expect(late.findings.map(({ ruleId, seat }) => `${ruleId} ${seat}`)).toContain('G-09 FIXED_FAMILY')
    expect(must(await desk().list({})).find(({ subjectId }) => subjectId === subject.id)).toMatchObject({ vacant: 1, formedOn: null })
    // He comes back: a new term, the old one stays.
    const back = must(await save()).group
    expect(back.members.map(({ name, joinedOn }) => `${name} ${joinedOn}`)).toContain('林大山 2026-12-09')
    expect(back.former).toHaveLength(1)
  })

  it('[GR9] another seat is another term; who is set inactive leaves his groups', async () => {
    must(await save())
    days(1)
    const moved = must(await save({ form: false, members: seats().map((one) => (one.personId === village.id ? { ...one, seat: 'X' as const } : one)) })).group
    expect(moved.former).toMatchObject([{ personId: village.id, seat: 'FIXED_VILLAGE', reason: 'SEAT_CHANGED' }])
    must(await save())
    const facts = { name: village.name, gender: village.gender, kind: village.kind, phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: false }
    must(await office.desk(officer).person.edit({ id: village.id, editedAt: village.editedAt, facts }))
    const { group, findings } = await get()
    expect(group).toMatchObject({ formedOn: null, receivedAt: null })
    expect(group?.former?.at(-1)).toMatchObject({ personId: village.id, reason: 'LEFT_DIRECTORY' })
    expect(findings.map(({ ruleId, seat }) => `${ruleId} ${seat}`)).toContain('G-02 FIXED_VILLAGE')
  })

  it('[GR10] a tie in the directory speaks at the next check and refuses forming', async () => {
    must(await save())
    const edited = must(await office.desk(officer).person.edit({ id: helper.id, editedAt: helper.editedAt, facts: { name: '叶青', gender: '2', kind: 'VOLUNTEER', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ties: [{ subjectId: subject.id, tie: 'VICTIM', note: '' }] } }))
    expect(edited.ties).toHaveLength(1)
    const members: Save['members'] = [...seats(), { personId: helper.id, seat: 'X', isLeader: false }]
    expect(must(await desk().check({ subjectId: subject.id, members, exceptionReason: '' })).findings.map(({ ruleId, level }) => `${ruleId} ${level}`)).toContain('G-10 hard')
    expect(await save({ members })).toMatchObject({ ok: false, error: { code: 'GROUP_HAS_HARD_FINDINGS' } })
    expect(await office.desk(officer).person.create({ name: '某人', gender: '1', kind: 'OTHER', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, ties: [{ subjectId: aSubject().id, tie: 'VICTIM', note: '' }] })).toMatchObject({ ok: false, error: { code: 'NOT_AVAILABLE' } })
  })

  it('[GR11] each member\'s signature stands for one version; a change is a duty until everybody has signed the new one', async () => {
    must(await save())
    const first = must(await desk().printLetter({ subjectId: subject.id }))
    await write('letterSigned', { reason: 'FIRST', signed: ['周敏', '吴建国', '林大山'].map((name) => ({ name })), serialNo: first.serial })
    expect((await get()).signatures.map(({ current, serial }) => [current, serial])).toEqual([[true, first.serial], [true, first.serial], [true, first.serial]])
    const duties = async () => must(await office.desk(officer).duty.ofSubject({ subjectId: subject.id })).rows.filter(({ ruleId }) => ruleId === 'G-06').map(({ action }) => action)
    await write('reportIn', {})
    expect(await duties()).toEqual([])
    days(1)
    must(await save({ members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }] }))
    expect(await get()).toMatchObject({ letter: '', signatures: [{ current: false }, { current: false }, { current: false }, { current: false, signedOn: null }] })
    expect(await duties()).toEqual([expect.stringContaining('周敏、吴建国、林大山、叶青')])
    const second = must(await desk().printLetter({ subjectId: subject.id }))
    expect(second.serial).not.toBe(first.serial)
    expect((await get()).group?.letters?.map(({ serial }) => serial)).toEqual([first.serial, second.serial])
    await write('letterSigned', { reason: 'CHANGED', signed: ['周敏', '吴建国', '林大山', '叶青'].map((name) => ({ name })), serialNo: second.serial })
    expect((await get()).signatures.every(({ current }) => current)).toBe(true)
    expect(await duties()).toEqual([])
  })

  it('[GR12] what a member took part in is counted from the records, and who did nothing for too long is named', async () => {
    must(await save({ members: [...seats(), { personId: helper.id, seat: 'X', isLeader: false }] }))
    const visit = someVisitFacts({ subjectId: subject.id, participants: [{ personId: helper.id, name: '叶青' }] })
    must(await office.desk(officer).record.log({ draftId: null, record: visit }))
    const rows = async (month: string) => must(await desk().attendance({ subjectId: subject.id, month })).rows
    expect((await rows('2026-11')).map(({ name, month, unconfirmed }) => [name, month.visits, unconfirmed])).toEqual([['周敏', 1, 0], ['吴建国', 0, 0], ['林大山', 0, 0], ['叶青', 1, 1]])
    expect((await rows('2026-10')).every(({ month }) => month.visits === 0)).toBe(true)
    const listed = must(await office.desk(officer).person.list({ kind: 'VOLUNTEER', activeOnly: true })).find(({ person }) => person.id === helper.id)
    expect(listed).toMatchObject({ groupCount: 1, sessions30: 1, sessions90: 1, ceiling: 10 })
    days(61)
    expect((await rows('2027-01')).filter(({ idle }) => idle).map(({ name }) => name)).toEqual(['周敏', '吴建国', '林大山', '叶青'])
  })

  it('[GR13] the village\'s station with its people stands beside the village\'s seat, as its newest record says', async () => {
    expect((await get()).station).toBeNull()
    await write('station', { what: 'REGISTERED', name: '长汀村工作站', villages: '长汀村、上坪村', address: '村部', phone: '1' }, officeItself)
    expect((await get()).station).toMatchObject({ name: '长汀村工作站', phone: '1' })
    expect((await get()).station?.memberIds).toContain(village.id)
  })

  it('[GR6] a letter of the first version keeps its number', async () => {
    must(await save())
    const members = seats().map(({ personId, seat, isLeader }) => `${personId} ${seat} ${isLeader}`).sort().join('\n')
    await office.office().settings.set(`letter/${subject.id}`, { serial: '矫责〔2026〕ABCDE-0001号', members })
    expect(must(await desk().printLetter({ subjectId: subject.id })).serial).toBe('矫责〔2026〕ABCDE-0001号')
  })
})

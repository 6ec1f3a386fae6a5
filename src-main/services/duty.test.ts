import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { DutyRow } from '#shared/contract/duty.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { Instant, LocalDate, toInstant } from '#shared/kernel/time.ts'
import { settleMembers } from './group/leave.ts'
import { settleState } from './duty/keep-states.ts'
import { aGroup, aMemberFrom, aPerson, aSubject, someVisitFacts } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
let subject: Subject

// Noon in Shanghai of 22 November 2026.
const NOON = Date.parse('2026-11-22T04:00:00.000Z')

const day = (text: string): LocalDate => LocalDate.parse(text)

beforeAll(async () => {
  office = await testOffice()
  office.clock.now = NOON
  officer = await office.hire('officer')
  subject = aSubject({ name: '单雄信', level: 'STRICT', category: 'PROBATION', intakeDate: day('2026-10-01'), createdAt: Instant.parse('2026-10-01T02:00:00.000Z'), termStart: day('2026-09-25'), termEnd: day('2027-09-24') })
  await office.office().data.subjects.insert(subject)
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

const rows = async (): Promise<DutyRow[]> => {
  const answer = await office.desk(officer).duty.list({ days: 30 })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.rows
}
const of = (list: DutyRow[], action: string): DutyRow | undefined => list.find((row) => row.action === action)
const values = (kind: string, more: object) => ({ ...initialValues(findRecordKind(kind)?.fields ?? {}), ...more })

describe('今日', () => {
  it('[DT1] lists what the law asks, with its article, its arithmetic and the form that meets it', async () => {
    const visit = of(await rows(), '走访')
    expect(visit).toMatchObject({ ruleId: 'P-01', subjectName: '单雄信', severity: 'overdue', nominalDueOn: '2026-11-01', address: `/subjects/${subject.id}/visit`, backlog: false })
    expect(visit?.article).toContain('第二十四条')
    expect(of(await rows(), '制定矫正方案')).toMatchObject({ ruleId: 'I-13', address: `/subjects/${subject.id}/write/plan` })
  })

  it('[DT2] a record that meets a duty makes it disappear by itself, also after the office was closed', async () => {
    const done = await office.desk(officer).record.log({ record: someVisitFacts({ subjectId: subject.id, occurredAt: toInstant(NOON - 3_600_000) }), draftId: null })
    expect(done.ok).toBe(true)
    expect(of(await rows(), '走访')).toMatchObject({ nominalDueOn: '2026-12-22', severity: 'coming' })
    await office.reopen()
    expect(of(await rows(), '走访')).toMatchObject({ nominalDueOn: '2026-12-22', severity: 'coming' })
  })

  it('[DT3] 不适用 needs a reason; the duty is then gone, its record stays, and the next one comes again', async () => {
    const duty = of(await rows(), '通信联络')
    if (!duty) throw new Error('no duty')
    const say = (reason: string) => office.desk(officer).record.log({
      record: { kind: 'notApplicable', subjectId: subject.id, occurredAt: toInstant(NOON), place: '', text: '', participants: [], attachments: [], values: values('notApplicable', { ruleId: duty.ruleId, duty: duty.key, reason }) }, draftId: null,
    })
    expect(await say(' ')).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    expect(of(await rows(), '通信联络')).toBeDefined()
    expect((await say('对象住院，由家属代为联系')).ok).toBe(true)
    expect(of(await rows(), '通信联络')).toBeUndefined()
  })

  it('[DT4] who was taken over from an old ledger owes nothing of before; what is missing on paper is told apart', async () => {
    const old = aSubject({ name: '曾国强', level: 'STRICT', intakeDate: day('2025-01-10'), createdAt: Instant.parse('2026-11-20T02:00:00.000Z'), termStart: day('2025-01-02'), termEnd: day('2028-01-01') })
    await office.office().data.subjects.insert(old)
    const own = (await rows()).filter(({ subjectId }) => subjectId === old.id)
    expect(of(own, '走访')).toMatchObject({ nominalDueOn: '2026-12-20', severity: 'coming', backlog: false })
    expect(of(own, '制定矫正方案')).toMatchObject({ backlog: true })
    expect(own.filter(({ backlog, severity }) => !backlog && severity === 'overdue')).toEqual([])
  })

  it('[DT5] one person: duties, findings, proposals with evidence, counters; nobody else hears of them', async () => {
    const answer = await office.desk(officer).duty.ofSubject({ subjectId: subject.id })
    expect(answer).toMatchObject({ ok: true, value: { counters: { admonitions: 0, warnings: 0, monthsServed: 1 } } })
    const volunteer = await office.hire('volunteer')
    expect(await office.desk(volunteer).duty.ofSubject({ subjectId: subject.id })).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    expect(await office.desk(officer).duty.rules({})).toMatchObject({ ok: true })
  })

  it('[DT11] what another organ did late stands in the stage of the case, with the days and the arithmetic; a record puts it there', async () => {
    const desk = office.desk(officer)
    const late = async () => {
      const life = await desk.subject.life({ id: subject.id })
      return life.ok ? life.value.flatMap((stage) => stage.late.map(({ whose, text, days, doneOn }) => [stage.id, whose, text, days, doneOn])) : life.error.code
    }
    expect(await late()).not.toContainEqual(expect.arrayContaining(['送达回执']))
    const noted = (kind: 'handover', values_: object, on: string) => desk.record.log({ record: { kind, subjectId: subject.id, occurredAt: Instant.parse(`${on}T02:00:00.000Z`), place: '', text: '', participants: [], attachments: [], values: values(kind, values_) }, draftId: null })
    const logged = await noted('handover', { steps: ['RECEIVED'], effectiveOn: day('2026-09-25'), complete: true, documents: ['JUDGMENT'] }, '2026-10-20')
    expect(logged).toMatchObject({ ok: true })
    expect(await late()).toContainEqual(['handover', '社区矫正决定机关', '送达法律文书', 12, '2026-10-20'])
  })

  it('[GR15] somebody set inactive elsewhere loses his seat here by itself, noted before, and only once', async () => {
    const gone = aPerson({ active: false })
    const group = aGroup({ id: subject.id, members: [aMemberFrom(officer, { seat: 'FIXED_OFFICE', isLeader: true }), aMemberFrom(gone)] })
    await office.office().data.people.insert(gone)
    await office.office().data.groups.insert(group)
    const noted: string[] = []
    const settle = () => settleMembers(office.office(), async (id) => void noted.push(id))
    expect([await settle(), await settle(), noted]).toEqual([[subject.id], [], [subject.id]])
    expect((await office.office().data.groups.findOne(subject.id).exec(true)).toMutableJSON()).toMatchObject({ members: [{ personId: officer.id }], former: [{ personId: gone.id, reason: 'LEFT_DIRECTORY' }], receivedAt: null })
  })

  it('[DT6] [DT9] the state follows the facts by itself, is sent on, and nobody has to set it', async () => {
    const lost = aSubject({ name: '范晓东', state: 'ACTIVE', intakeDate: day('2026-10-01'), createdAt: Instant.parse('2026-10-01T02:00:00.000Z'), termStart: day('2026-09-25'), receivedAt: toInstant(NOON) })
    await office.office().data.subjects.insert(lost)
    const logged = await office.desk(officer).record.log({ record: { kind: 'absence', subjectId: lost.id, occurredAt: toInstant(NOON - 3_600_000), place: '', text: '电话关机，家人不知去向', participants: [], attachments: [], values: values('absence', { tried: ['PHONE'] }) }, draftId: null })
    expect(logged).toMatchObject({ ok: true })
    // [DT9] The ladder counts hours from when contact was lost: at once, and a day later.
    const ladder = (await rows()).filter(({ subjectId, ruleId }) => subjectId === lost.id && ruleId === 'C-09').map(({ action, dueAt }) => [action.slice(0, 4), dueAt])
    expect(ladder).toEqual(expect.arrayContaining([['立即查找', '2026-11-22T03:00:00.000Z'], ['查找不到', '2026-11-23T03:00:00.000Z']]))
    expect(await settleState(office.office(), lost.id)).toBe(true)
    expect((await office.office().data.subjects.findOne(lost.id).exec(true)).toMutableJSON()).toMatchObject({ state: 'LOST', receivedAt: null })
    expect(await settleState(office.office(), lost.id)).toBe(false)
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '#shared/domain/person.ts'
import { Instant, LocalDate } from '#shared/kernel/time.ts'
import { aSubject } from '../../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person

beforeAll(async () => {
  office = await testOffice()
  office.clock.now = Date.parse('2026-11-22T04:00:00.000Z')
  officer = await office.hire('officer')
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

it('[DT14] the self-check names every matter of an inspection and, under it, each open case that gives cause; a file sealed or closed, or the paper of before, is not among them', async () => {
  const awaited = { intakeDate: null, state: 'PENDING_REPORT', termStart: LocalDate.parse('2026-10-26'), createdAt: Instant.parse('2026-10-27T02:00:00.000Z') } as const
  const [late, closed, sealed] = [aSubject({ name: '罗士信', ...awaited }), aSubject({ name: '丁彦平', ...awaited, state: 'DISCHARGED' }), aSubject({ name: '伍云召', ...awaited, sealed: { ground: 'COURT', documentNo: '一', at: Instant.parse('2026-11-01T02:00:00.000Z'), by: '周敏' } })]
  const old = aSubject({ name: '尚师徒', intakeDate: LocalDate.parse('2026-01-12'), termStart: LocalDate.parse('2026-01-10'), createdAt: Instant.parse('2026-11-21T02:00:00.000Z') })
  await office.office().data.subjects.bulkInsert([late, closed, sealed, old])
  const checked = await office.desk(officer).duty.selfCheck({})
  if (!checked.ok) throw new Error(checked.error.code)
  expect(checked.value.matters).toHaveLength(9)
  expect(checked.value.matters.find(({ matter }) => matter.startsWith('交付、接收'))?.problems).toContainEqual({ subjectId: late.id, subjectName: '罗士信', text: expect.stringContaining('报到') })
  expect(new Set(checked.value.matters.flatMap(({ problems }) => problems.map(({ subjectName }) => subjectName)))).toEqual(new Set(['罗士信']))
})

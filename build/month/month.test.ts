import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LocalDate } from '#shared/kernel/time.ts'
import { runMonth } from './month.ts'

const [subjects, days] = (process.env['MONTH'] ?? '10x6').split('x').map(Number)

it('[DT7] days of an office, worked from the list through the pages it leads to: all that was done is found, nothing done is asked again, nothing vanishes by itself', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'month-'))
  const { seen, faults, overdue, written } = await runMonth({ dataDir, subjects: subjects ?? 10, days: days ?? 6, start: LocalDate.parse('2026-03-02'), kdf: { memoryKiB: 32, passes: 1, lanes: 1 }, say: () => undefined })
  await rm(dataDir, { recursive: true, force: true })
  expect(faults).toEqual([])
  expect(overdue.filter(({ actor, backlog }) => !backlog && (actor === 'OFFICE' || actor === 'SUBJECT')).map(({ ruleId, action }) => `${ruleId} ${action}`)).toEqual([])
  // Not vacuous: forms of many rules were filled; procedures and groups come in the long run (MONTH=60x30).
  expect(written).toBeGreaterThan(25)
  const did = new Set(seen.flatMap(({ worked }) => worked.map((one) => one.did)))
  expect(did.has('record')).toBe(true)
  expect(new Set(seen.map(({ row }) => row.ruleId)).size).toBeGreaterThan(5)
})

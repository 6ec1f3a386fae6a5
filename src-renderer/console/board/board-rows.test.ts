import { expect, it } from 'vitest'
import { Instant } from '#shared/kernel/time.ts'
import { hoursWords, silentOffices, totals } from './board-rows.ts'

const counts = { devices: 1, waiting: 2, subjects: 3, groupsWithFindings: 4, visits30: 5, toReview: 6, conflicts: 7 }

it('[CS3] the totals are the sums of the offices', () => {
  expect(totals([counts, counts])).toEqual({ devices: 2, waiting: 4, subjects: 6, groupsWithFindings: 8, visits30: 10, toReview: 12, conflicts: 14 })
  expect(totals([]).subjects).toBe(0)
})

it('[CS14] an office that was never heard of is silent too', () => {
  const offices = [{ name: '甲', lastSyncAt: null }, { name: '乙', lastSyncAt: Instant.parse('2026-11-22T11:00:00.000Z') }, { name: '丙', lastSyncAt: Instant.parse('2026-11-10T11:00:00.000Z') }]
  expect(silentOffices(offices, '2026-11-22T12:00:00.000Z')).toEqual(['甲', '丙'])
})

it('[CS3] how long a first answer takes is said in hours and days', () => {
  expect([null, 0.4, 3.2, 47, 72].map(hoursWords)).toEqual(['—', '1 小时内', '3 小时', '47 小时', '3 天'])
})

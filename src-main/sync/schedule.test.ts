import { expect, it } from 'vitest'
import { spread } from './schedule.ts'
import { stallSentence } from './stall.ts'

it('[S16] the next try is spread by a quarter to both sides, so that devices do not come all at once', () => {
  expect([spread(60_000, () => 0), spread(60_000, () => 0.5), spread(60_000, () => 0.999)]).toEqual([45_000, 60_000, 74_970])
  const tries = Array.from({ length: 200 }, () => spread(300_000))
  expect(Math.min(...tries)).toBeGreaterThanOrEqual(225_000)
  expect(Math.max(...tries)).toBeLessThanOrEqual(375_000)
  expect(new Set(tries).size).toBeGreaterThan(20)
})

it('[S66] an exchange in which nothing moves says so, from the second minute on', () => {
  expect(stallSentence(119_000)).toBe('')
  expect(stallSentence(121_000)).toContain('2 分钟没有进展')
  expect(stallSentence(600_000)).toContain('10 分钟')
  expect(stallSentence(600_000)).toContain('数据都保存在本机')
})

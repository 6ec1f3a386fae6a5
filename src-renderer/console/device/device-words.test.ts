import { expect, it } from 'vitest'
import { toInstant } from '#shared/kernel/time.ts'
import { clockWords, deviceState, spokenCode } from './device-words.ts'

it('[CS2] a code is spoken group by group, digits as on the telephone', () => {
  expect(spokenCode('WHB1-07QZ')).toEqual(['W H B 幺', '零 拐 Q Z'])
})

it('[CS16] a clock that is off by five minutes asks for care, a revoked device is quiet', () => {
  expect(clockWords(30)).toEqual({ text: '准', asks: false })
  expect(clockWords(-7200)).toEqual({ text: '慢 2 小时', asks: true })
  expect(deviceState({ frozen: true, revoked: true, stuckSince: null }).text).toBe('已停用')
  expect(deviceState({ frozen: true, revoked: false, stuckSince: null }).tone).toBe('amber')
})

it('[S45] a device whose queue stands still says since when', () => {
  const state = deviceState({ frozen: false, revoked: false, stuckSince: toInstant(Date.parse('2026-11-22T01:30:00Z')) })
  expect(state).toMatchObject({ text: '送不动', tone: 'amber' })
  expect(state.hint).toContain('2026-11-22 09:30')
})

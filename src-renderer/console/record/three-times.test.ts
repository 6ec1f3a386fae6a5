import { expect, it } from 'vitest'
import { threeTimes } from './three-times.ts'

it('[CS15] a later step with an earlier clock is said, never hidden', () => {
  const steps = threeTimes({ occurredAt: '2026-11-20T04:10:00.000Z', recordedAt: '2026-11-20T05:26:00.000Z', arrivedAt: '2026-11-18T05:36:00.000Z' })
  expect(steps.map(({ gap }) => gap)).toEqual(['', '发生后 1 小时 16 分钟', '比记录早 1 天 23 小时，时钟有出入'])
})

it('[CS15] a record that no batch brought has no third time', () => {
  expect(threeTimes({ occurredAt: '2026-11-20T04:10:00.000Z', recordedAt: '2026-11-20T05:26:00.000Z', arrivedAt: null })[2]).toMatchObject({ at: null, gap: '' })
})

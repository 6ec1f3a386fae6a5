import { describe, expect, it } from 'vitest'
import { silentDays, sinceWords, spanWords } from './since-words.ts'

const now = '2026-11-22T12:00:00.000Z'

describe('words for spans of time', () => {
  it.each([
    ['2026-11-22T11:59:30.000Z', '刚刚'], ['2026-11-22T11:40:00.000Z', '20 分钟前'], ['2026-11-22T09:00:00.000Z', '3 小时前'], ['2026-11-21T11:00:00.000Z', '1 天前'],
    ['2026-11-22T12:05:00.000Z', '刚刚'],
  ])('[CS14] says how long ago %s was: %s', (instant, words) => {
    expect(sinceWords(instant, now)).toBe(words)
  })

  it('[CS15] says a span in two units, whichever end comes first', () => {
    expect(spanWords('2026-11-22T08:00:00.000Z', '2026-11-22T10:05:59.000Z')).toBe('2 小时 5 分钟')
    expect(spanWords('2026-11-25T12:00:00.000Z', '2026-11-22T08:00:00.000Z')).toBe('3 天 4 小时')
    expect(spanWords(now, now)).toBe('不到 1 分钟')
  })

  it('[CS14] an office stands out from three whole days of silence on', () => {
    expect(silentDays('2026-11-19T12:00:00.001Z', now)).toBeNull()
    expect(silentDays('2026-11-19T12:00:00.000Z', now)).toBe(3)
  })
})

import { describe, expect, it } from 'vitest'
import { addDays, instantOf, LocalDate } from '#shared/kernel/time.ts'
import { agoWords, longDate, longTime, shortDate, shortTime, untilWords } from './dates.ts'
import { fieldNames, fieldOf } from './lead-to-field.ts'
import { nextIndex, scrollToShow, visibleRange } from './visible-range.ts'

const day = (text: string): LocalDate => LocalDate.parse(text)

describe('virtual list', () => {
  it('[DK15] draws the rows in view and a few more, whatever the length', () => {
    expect(visibleRange({ scrollTop: 0, height: 400, rowHeight: 40, total: 10_000 })).toEqual({ first: 0, last: 16 })
    expect(visibleRange({ scrollTop: 40_000, height: 400, rowHeight: 40, total: 10_000 })).toEqual({ first: 994, last: 1016 })
    expect(visibleRange({ scrollTop: 40_000, height: 400, rowHeight: 40, total: 3 })).toEqual({ first: 3, last: 3 })
    expect(visibleRange({ scrollTop: 0, height: 400, rowHeight: 40, total: 0 })).toEqual({ first: 0, last: 0 })
  })

  it('[DK15] moves by keys and stays within', () => {
    const list = { total: 20, page: 5 }
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a'].map((key) => nextIndex(key, 3, list))).toEqual([4, 2, 8, 0, 0, 19, null])
    expect(nextIndex('ArrowDown', -1, list)).toBe(0)
    expect(nextIndex('ArrowDown', 19, list)).toBe(19)
    expect(nextIndex('End', 0, { total: 0, page: 5 })).toBeNull()
  })

  it('[DK16] scrolls no more than a row needs', () => {
    const view = { scrollTop: 400, height: 400, rowHeight: 40 }
    expect([10, 19, 20, 5].map((index) => scrollToShow(index, view))).toEqual([400, 400, 440, 200])
  })
})

describe('dates in words', () => {
  it('[DK22] says days as a clerk says them', () => {
    const today = day('2026-11-22')
    expect(longDate(today)).toBe('2026年11月22日(周日)')
    expect([shortDate('2026-11-20', today), shortDate('2025-11-20', today)]).toEqual(['11-20', '2025-11-20'])
    expect([0, 3, -2].map((days) => untilWords(addDays(today, days), today))).toEqual(['今天', '还剩 3 天', '已逾期 2 天'])
    expect([0, -1, -12].map((days) => agoWords(addDays(today, days), today))).toEqual(['今天', '昨天', '12 天前'])
  })

  it('[DK22] the day of an instant is the day in China', () => {
    const now = instantOf('2026-11-22', '00:30')
    expect(shortTime(instantOf('2026-11-22', '00:05'), now)).toBe('00:05')
    expect(shortTime(instantOf('2026-11-21', '23:55'), now)).toBe('11-21 23:55')
    expect(longTime(instantOf('2026-11-22', '00:05'))).toBe('2026年11月22日(周日) 00:05')
  })
})

describe('a refusal leads to its field', () => {
  it('[DK18] finds the field that a refusal names, with or without its path', () => {
    expect(fieldOf({ params: { field: 'facts.idNo' } })).toBe('facts.idNo')
    expect(fieldOf({ params: {} })).toBe('')
    expect(fieldOf({})).toBe('')
    expect(fieldNames('facts.met.0')).toEqual(['facts.met.0', 'met.0', '0'])
    expect(fieldNames('')).toEqual([])
  })
})

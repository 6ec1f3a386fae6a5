import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, LocalDate } from '../../kernel/time.ts'
import { atLeast, below, exceeds, notAboveInCriminalLaw, within } from './bounds.ts'
import { daysInMonth, isLastOfMonth, monthOf, partsOf, weekdayOf } from './calendar.ts'
import { daysAfter, monthsAfter, workingDaysAfter } from './deadline.ts'
import { addWorkingDays, HolidayYear, holidayTable, isCovered, isWorkingDay, noHolidays, rollForward } from './holidays.ts'
import { addHalfMonths, addMonths, ageOn, termEnd } from './periods.ts'

const d = (text: string): LocalDate => LocalDate.parse(text)
const load = (year: number): HolidayYear => HolidayYear.parse(JSON.parse(readFileSync(new URL(`../../../resources/holidays/${year}.json`, import.meta.url), 'utf8')))
const table = holidayTable([load(2024), load(2025), load(2026)])
const anyDay = fc.integer({ min: 0, max: 1095 }).map((offset) => addDays(d('2024-01-01'), offset))
const clock = { holidays: table, rolls: true }

describe('bounds', () => {
  it('[A1] 以上 and 内 include the number, 以下 and 超过 do not; the Criminal Law’s 以下 does', () => {
    expect([6, 7, 8].map((n) => atLeast(n, 7))).toEqual([false, true, true])
    expect([6, 7, 8].map((n) => within(n, 7))).toEqual([true, true, false])
    expect([6, 7, 8].map((n) => exceeds(n, 7))).toEqual([false, false, true])
    expect([6, 7, 8].map((n) => below(n, 7))).toEqual([true, false, false])
    expect([6, 7, 8].map((n) => notAboveInCriminalLaw(n, 7))).toEqual([true, true, false])
  })
})

describe('periods', () => {
  it('[A4] end of month, no such day, leap day, turn of the year', () => {
    const cases = [
      ['2026-01-15', 1, '2026-02-15'], ['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['2026-01-30', 1, '2026-02-28'], ['2026-01-29', 1, '2026-02-28'],
      ['2026-02-28', 1, '2026-03-31'], ['2024-02-28', 1, '2024-03-28'], ['2024-02-29', 1, '2024-03-31'], ['2024-02-29', 12, '2025-02-28'], ['2026-04-30', 1, '2026-05-31'],
      ['2026-05-31', 1, '2026-06-30'], ['2026-11-30', 3, '2027-02-28'], ['2026-12-15', 1, '2027-01-15'], ['2026-10-31', 6, '2027-04-30'], ['2026-12-31', -2, '2026-10-31'], ['2026-04-30', -2, '2026-02-28'],
    ] as const
    for (const [from, months, to] of cases) expect(addMonths(d(from), months), `${from} ${months}`).toBe(to)
    expect(addHalfMonths(d('2026-02-10'), 1)).toBe('2026-02-25')
    expect(addHalfMonths(d('2026-01-31'), 3)).toBe('2026-03-15')
  })

  it('[A4] lands in the wanted month, on the same day or the last, and never turns order round', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -36, max: 36 }), (date, months) => {
      const from = partsOf(date)
      const reached = addMonths(date, months)
      const to = partsOf(reached)
      expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months)
      if (isLastOfMonth(date)) expect(isLastOfMonth(reached)).toBe(true)
      else expect(to.day).toBe(Math.min(from.day, daysInMonth(to.year, to.month)))
      expect(addMonths(addDays(date, 1), months) >= reached).toBe(true)
    }), { numRuns: 500, seed: 20261122 })
  })

  it('[A5] terms end on the same day minus one', () => {
    const cases = [
      ['2026-01-10', 24, '2028-01-09'], ['2026-01-01', 12, '2026-12-31'], ['2026-03-01', 3, '2026-05-31'], ['2026-12-31', 2, '2027-02-27'], ['2026-01-31', 1, '2026-02-27'], ['2026-02-28', 1, '2026-03-30'],
      ['2024-02-29', 12, '2025-02-27'], ['2024-02-29', 48, '2028-02-28'], ['2025-02-28', 36, '2028-02-27'], ['2026-01-10', 18, '2027-07-09'],
    ] as const
    for (const [from, months, to] of cases) expect(termEnd(d(from), months), from).toBe(to)
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (start, months) => {
      expect(termEnd(addDays(start, 1), months) >= termEnd(start, months)).toBe(true)
      expect(daysBetween(start, termEnd(start, months)) + 1).toBeGreaterThanOrEqual(28 * months)
    }), { numRuns: 300, seed: 20261122 })
  })

  it('[T-06] years of age count from the day after the birthday, also for who was born on a leap day', () => {
    expect([ageOn(d('2008-11-22'), d('2026-11-21')), ageOn(d('2008-11-22'), d('2026-11-22')), ageOn(d('2008-11-22'), d('2026-11-23'))]).toEqual([17, 17, 18])
    expect([ageOn(d('2008-02-29'), d('2026-02-28')), ageOn(d('2008-02-29'), d('2026-03-01'))]).toEqual([17, 18])
  })
})

describe('holidays', () => {
  it('[A6] the three tables: length of each holiday, weekends that are worked', () => {
    expect([2024, 2025, 2026].map((year) => load(year).holidays.map(({ from, to }) => daysBetween(from, to) + 1))).toEqual([[1, 8, 3, 5, 1, 3, 7], [1, 8, 3, 5, 3, 8], [3, 9, 3, 5, 3, 3, 7]])
    expect(['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-23', '2026-02-24', '2026-02-28', '2026-03-01', '2024-02-09'].map((date) => isWorkingDay(d(date), table))).toEqual([true, true, false, false, true, true, false, true])
    expect([isCovered(d('2026-12-31'), table), isCovered(d('2027-01-01'), table)]).toEqual([true, false])
  })

  it('[A6] a table with a foreign year, a worked weekday, or a day both off and worked is refused', () => {
    const good = load(2026)
    for (const wrong of [{ workdays: ['2028-02-12'] }, { workdays: ['2026-03-04'] }, { workdays: ['2026-02-15'] }, { holidays: [{ name: '元旦', from: '2026-01-03', to: '2026-01-01' }] }])
      expect(HolidayYear.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
    expect(HolidayYear.safeParse(good).success).toBe(true)
  })

  it('[A2] working days run over the Spring Festival and count the worked Saturdays', () => {
    expect(addWorkingDays(d('2026-02-12'), 2, table)).toBe('2026-02-14')
    expect(addWorkingDays(d('2026-02-12'), 3, table)).toBe('2026-02-24')
    expect(addWorkingDays(d('2026-02-12'), 10, table)).toBe('2026-03-04')
    expect(addWorkingDays(d('2026-02-12'), 10, noHolidays)).toBe('2026-02-26')
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (start, count) => {
      const end = addWorkingDays(start, count, table)
      const between = Array.from({ length: daysBetween(start, end) }, (_, i) => addDays(start, i + 1))
      expect(isWorkingDay(end, table)).toBe(true)
      expect(between.filter((date) => isWorkingDay(date, table))).toHaveLength(count)
    }), { numRuns: 300, seed: 20261122 })
  })

  it('[A3] a day off rolls to the first working day, which may be a worked Saturday; in custody nothing rolls', () => {
    expect([rollForward(d('2026-02-15'), table), rollForward(d('2026-09-19'), table), rollForward(d('2026-11-23'), table)]).toEqual(['2026-02-24', '2026-09-20', '2026-11-23'])
    expect(daysAfter(d('2026-02-06'), 10, clock)).toMatchObject({ nominal: '2026-02-16', due: '2026-02-24' })
    expect(daysAfter(d('2026-02-06'), 10, { ...clock, rolls: false })).toMatchObject({ nominal: '2026-02-16', due: '2026-02-16' })
    expect(monthsAfter(d('2026-07-31'), 2, clock).sum).toBe('2026年7月31日起2个月，至2026年9月30日')
    expect(daysAfter(d('2027-01-04'), 5, clock).sum).toContain('2027年节假日表未载入')
    expect(workingDaysAfter(d('2026-11-20'), 5, clock)).toMatchObject({ nominal: '2026-11-27', due: '2026-11-27' })
    fc.assert(fc.property(anyDay, (date) => {
      const rolled = rollForward(date, table)
      expect(rolled >= date && isWorkingDay(rolled, table)).toBe(true)
      for (let between = date; between < rolled; between = addDays(between, 1)) expect(isWorkingDay(between, table)).toBe(false)
    }), { numRuns: 300, seed: 20261122 })
  })

  it('[A2] days and months of the calendar agree with the machine’s, over four centuries', () => {
    const far = fc.integer({ min: -73_000, max: 73_000 }).map((offset) => d(new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)))
    fc.assert(fc.property(far, fc.integer({ min: -400, max: 400 }), (date, count) => {
      expect(addDays(date, count)).toBe(new Date(Date.parse(date) + count * 86_400_000).toISOString().slice(0, 10))
      const { year, month } = partsOf(date)
      expect(daysInMonth(year, month + count)).toBe(new Date(Date.UTC(year, month + count, 0)).getUTCDate())
    }), { numRuns: 1000, seed: 20261122 })
  })

  it('[A7] weekdays and months are those of the calendar, without a clock', () => {
    fc.assert(fc.property(anyDay, (date) => {
      expect(weekdayOf(date)).toBe(new Date(`${date}T00:00:00Z`).getUTCDay())
      const { from, to } = monthOf(date)
      expect([from <= date && date <= to, partsOf(from).day, isLastOfMonth(to)]).toEqual([true, 1, true])
    }), { numRuns: 200, seed: 20261122 })
  })
})

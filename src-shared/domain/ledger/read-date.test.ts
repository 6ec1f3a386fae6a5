import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, LocalDate } from '../../kernel/time.ts'
import { dateOfSerial, halvesOf, readDate } from './read-date.ts'

const text = (written: string) => readDate({ kind: 'text', text: written })
const number = (written: string) => readDate({ kind: 'number', text: written })

it.each(['2025-3-7', '2025-03-07', '2025/3/7', '2025.03.07', '2025．3．7', '2025年3月7日', '2025年03月07日', '2025 年 3 月 7 日', '20250307', '２０２５－０３－０７', "'2025-03-07", '2025-03-07 00:00:00', '2025/3/7 0:00', '2025-03-07T00:00:00.000Z'])('[L11] %s is 7 March 2025', (written) => {
  expect(text(written)).toEqual({ date: '2025-03-07', doubt: '' })
})

it.each([['2025年2月29日', /不是存在的日期/], ['2025-13-01', /不是存在的日期/], ['2025-3', /缺少日/], ['2025年3月', /缺少日/], ['25.3.7', /年份只有两位/], ['3/7/2025', /不是日期/], ['去年三月', /不是日期/], ['长期', /不是日期/], ['1025-03-07', /年份不对/], ['202503071', /不是日期/]] as const)('[L11] %s is not guessed', (written, problem) => {
  expect(text(written)).toEqual({ problem: expect.stringMatching(problem) })
})

it('[L11] a number is a day only as eight digits, or as a serial with a doubt', () => {
  expect(number('20250307')).toEqual({ date: '2025-03-07', doubt: '' })
  expect(number('45723')).toEqual({ date: '2025-03-07', doubt: expect.stringContaining('45723') })
  expect(number('2025.3')).toEqual({ problem: expect.stringContaining('不是日期') })
  expect(number('7')).toHaveProperty('problem')
})

it('[L11] serials: 1900 had no 29 February in the calendar, only in the spreadsheet', () => {
  expect([1, 59, 60, 61, 45723].map((serial) => dateOfSerial(serial, false))).toEqual(['1900-01-01', '1900-02-28', null, '1900-03-01', '2025-03-07'])
  expect(dateOfSerial(44261, true)).toBe('2025-03-07')
  expect(dateOfSerial(-1, false)).toBeNull()
  expect(dateOfSerial(45723.99, false)).toBe('2025-03-07')
})

it('[L11] every day of two centuries is read from each writing as itself', () => {
  fc.assert(
    fc.property(fc.nat({ max: 73_000 }), fc.nat({ max: 5 }), (days, how) => {
      const date = addDays(LocalDate.parse('1900-03-01'), days)
      const [year = '', month = '', day = ''] = date.split('-')
      const written = [date, `${year}.${Number(month)}.${Number(day)}`, `${year}年${Number(month)}月${Number(day)}日`, year + month + day, `${year}/${month}/${day}`, `${year}年${month}月${day}号`][how] ?? ''
      expect(text(written)).toEqual({ date, doubt: '' })
      expect(dateOfSerial(days + 61, false)).toBe(date)
    }),
    { numRuns: 1000, seed: 3 },
  )
})

it.each(['2025-01-08至2026-01-07', '2025.1.8-2026.1.7', '2025年1月8日起至2026年1月7日止', '自2025年1月8日至2026年1月7日', '2025/1/8~2026/1/7', '2025-01-08-2026-01-07', '2025年1月8日-2026年1月7日'])('[L8] both ends of %s', (written) => {
  expect(halvesOf(written)).toHaveLength(2)
  expect(readDate({ kind: 'text', text: written }, 'first')).toEqual({ date: '2025-01-08', doubt: '' })
  expect(readDate({ kind: 'text', text: written }, 'last')).toEqual({ date: '2026-01-07', doubt: '' })
})

it('[L8] a length of time is no pair of days', () => {
  expect(readDate({ kind: 'text', text: '一年六个月' }, 'first')).toHaveProperty('problem')
  expect(halvesOf('2025-01-08')).toHaveLength(1)
})

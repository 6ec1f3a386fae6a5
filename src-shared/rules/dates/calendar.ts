import { dateOf, daysOf, type LocalDate } from '../../kernel/time.ts'

const day = 86_400_000

export type DateParts = { readonly year: number; readonly month: number; readonly day: number }

/** Year, month (1 to 12) and day of a date. */
export function partsOf(date: LocalDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  return (Math.floor(Date.parse(date) / day) + 4) % 7 // 1970-01-01 was a Thursday
}

/** The last day of a month; months outside 1 to 12 run over into other years. */
export function daysInMonth(year: number, month: number): number {
  return daysOf(year * 12 + month - 1)
}

/** Whether a date is the last of its month. */
export function isLastOfMonth(date: LocalDate): boolean {
  const { year, month, day: dayOfMonth } = partsOf(date)
  return dayOfMonth === daysInMonth(year, month)
}

/** The first and the last day of the month `offset` months away. */
export function monthOf(date: LocalDate, offset = 0): { from: LocalDate; to: LocalDate } {
  const { year, month } = partsOf(date)
  const from = dateOf(year, month + offset, 1)
  const at = partsOf(from)
  return { from, to: dateOf(at.year, at.month, daysInMonth(at.year, at.month)) }
}

/** `2026年2月10日`, for sentences. */
export function sayDate(date: LocalDate): string {
  const { year, month, day: dayOfMonth } = partsOf(date)
  return `${year}年${month}月${dayOfMonth}日`
}

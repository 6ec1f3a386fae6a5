import { addDays, dateOf, type LocalDate } from '../../kernel/time.ts'
import { daysInMonth, isLastOfMonth, partsOf } from './calendar.ts'

/**
 * A4: the end of a period of months (negative: its beginning). Day N goes to day N of the month reached; the last day of
 * a month to the last day; a day that month does not have, to its last day.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  // 依据: 法释〔2021〕1号第二百零二条(期间的计算)。From the last day of February one month runs to 31 March.
  const { year, month, day } = partsOf(date)
  const last = daysInMonth(year, month + months)
  return dateOf(year, month + months, isLastOfMonth(date) ? last : Math.min(day, last))
}

/** A4: half a month is always fifteen days. */
export const halfMonthDays = 15

/** A4: the end of `halves` half months: whole months first, then fifteen days for an odd half. */
export function addHalfMonths(date: LocalDate, halves: number): LocalDate {
  return addDays(addMonths(date, Math.floor(halves / 2)), (halves % 2) * halfMonthDays)
}

/**
 * A5: the last day of a sentence or probation period that begins on `start`: the same day years or months later, minus
 * one day. Twelve months are a year: "one year and six months" is one year and then six months.
 */
export function termEnd(start: LocalDate, months: number): LocalDate {
  // 依据: 法释〔2021〕1号第二百零二条第二款。A term of months knows the end of a month as A4 does; a term of years does not.
  const afterYears = addYears(start, Math.floor(months / 12))
  return addDays(months % 12 === 0 ? afterYears : addMonths(afterYears, months % 12), -1)
}

/** The same day years later; 29 February becomes the last day of February. */
export function addYears(date: LocalDate, years: number): LocalDate {
  const { year, month, day } = partsOf(date)
  return dateOf(year + years, month, Math.min(day, daysInMonth(year + years, month)))
}

/** Completed years of age (周岁) on a day. */
export function ageOn(birthDate: LocalDate, on: LocalDate): number {
  // 依据: 法释〔2006〕1号第二条:周岁“从周岁生日的第二天起算”(待核对)。So on the birthday itself he is still a year younger.
  const born = partsOf(birthDate)
  const now = partsOf(on)
  const after = now.month > born.month || (now.month === born.month && now.day > born.day)
  return now.year - born.year - (after ? 0 : 1)
}

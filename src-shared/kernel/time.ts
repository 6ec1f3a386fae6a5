import { z } from 'zod'

/** A point in time: UTC with milliseconds, `2026-11-22T02:03:04.005Z`. Sorts as text. */
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/).brand<'Instant'>().meta({ maxLength: 24 })
export type Instant = z.output<typeof Instant>

/** A legal day in China, `2026-11-22`. Always an existing day. */
export const LocalDate = z.string().refine(isExistingDay, '不是存在的日期').brand<'LocalDate'>().meta({ maxLength: 10 })
export type LocalDate = z.output<typeof LocalDate>

const day = 86_400_000
const shanghai = 8 * 3_600_000 // no summer time since 1991; legal days of corrections law begin in 2020 (domain.md A7)

/** Milliseconds since 1970 to an Instant. */
export function toInstant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant
}

/** An Instant to milliseconds since 1970. */
export function toMilliseconds(instant: string): number {
  return Date.parse(instant)
}

/** The legal day (Asia/Shanghai) on which an instant falls. */
export function localDateOf(instant: string): LocalDate {
  return new Date(Date.parse(instant) + shanghai).toISOString().slice(0, 10) as LocalDate
}

/** The clock time in China of an instant, `09:05`. */
export function localTimeOf(instant: string): string {
  return new Date(Date.parse(instant) + shanghai).toISOString().slice(11, 16)
}

/** The instant of a legal day and clock time (`09:05`) in China. */
export function instantOf(date: string, time: string): Instant {
  return toInstant(Date.parse(`${date}T${time}:00.000Z`) - shanghai)
}

/** The day `count` days after (or before) `date`. Start day not counted (domain.md A3). */
export function addDays(date: LocalDate, count: number): LocalDate {
  // Without a Date: the rules ask thousands of times for every case.
  let months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
  let dayOfMonth = Number(date.slice(8)) + count
  while (dayOfMonth < 1) dayOfMonth += daysOf(--months)
  for (let days = daysOf(months); dayOfMonth > days; days = daysOf(months)) {
    dayOfMonth -= days
    months++
  }
  return dateOf(0, months + 1, dayOfMonth)
}

/** The date of a year, a month (months outside 1 to 12 run over into other years) and a day, which must exist in that month. */
export function dateOf(year: number, month: number, dayOfMonth: number): LocalDate {
  const months = year * 12 + month - 1
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${twoDigits[(months % 12) + 1]}-${twoDigits[dayOfMonth]}` as LocalDate
}

/** How many days a month has, counted from January of the year 0; months of later years are simply higher. */
export function daysOf(months: number): number {
  const month = months % 12
  const year = (months - month) / 12
  if (month === 1) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31
}

const twoDigits = Array.from({ length: 32 }, (_unused, number) => String(number).padStart(2, '0'))

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / day)
}

// Without a Date: every date of every document that is written, sent or shown is asked.
function isExistingDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const month = Number(text.slice(5, 7))
  const dayOfMonth = Number(text.slice(8))
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysOf(Number(text.slice(0, 4)) * 12 + month - 1)
}

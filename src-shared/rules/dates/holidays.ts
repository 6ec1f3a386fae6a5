import { z } from 'zod'
import { addDays, LocalDate } from '../../kernel/time.ts'
import { weekdayOf } from './calendar.ts'

/** The State Council's table of one year (节假日安排), a file of resources/holidays or an update signed by the county. */
export const HolidayYear = z
  .strictObject({
    year: z.int().min(2020).max(2100),
    notice: z.strictObject({ title: z.string().max(100), number: z.string().max(60), issuedOn: LocalDate }),
    /** Whether the days were compared word for word with the published notice. */
    daysVerified: z.boolean(),
    /** Whether the notice's number was. */
    numberVerified: z.boolean(),
    remark: z.string().max(300),
    holidays: z.array(z.strictObject({ name: z.string().max(20), from: LocalDate, to: LocalDate })).min(1).max(20),
    /** 调休: Saturdays and Sundays on which people work. */
    workdays: z.array(LocalDate).max(30),
  })
  .refine(({ year, holidays, workdays }) => [...holidays.flatMap(({ from, to }) => [from, to]), ...workdays].every((date) => isOf(date, year)), '有日期不属于这一年')
  .refine(({ holidays }) => holidays.every(({ from, to }) => from <= to), '有假期的结束日早于开始日')
  .refine(({ workdays }) => workdays.every(isWeekend), '调休上班的日期应当是周六或者周日')
  .refine(({ holidays, workdays }) => !workdays.some((date) => holidays.some(({ from, to }) => from <= date && date <= to)), '同一天既放假又上班')
export type HolidayYear = z.output<typeof HolidayYear>

/** Which days are off and which weekends are worked, over all years that are loaded. */
export type HolidayTable = { readonly years: ReadonlySet<number>; readonly off: ReadonlySet<string>; readonly work: ReadonlySet<string> }

/** Compiles the tables of several years; a later one of the same year replaces an earlier. */
export function holidayTable(tables: readonly HolidayYear[]): HolidayTable {
  const byYear = new Map(tables.map((table) => [table.year, table]))
  const off = new Set<string>()
  const work = new Set<string>()
  for (const { holidays, workdays } of byYear.values()) {
    for (const { from, to } of holidays) for (let date = from; date <= to; date = addDays(date, 1)) off.add(date)
    for (const date of workdays) work.add(date)
  }
  return { years: new Set(byYear.keys()), off, work }
}

/** No table at all: weekends are off, nothing else. */
export const noHolidays: HolidayTable = holidayTable([])

/** Whether the day is a working day (工作日). A year without a table knows weekends only: see `isCovered`. */
export function isWorkingDay(date: LocalDate, table: HolidayTable): boolean {
  return table.work.has(date) || (!table.off.has(date) && !isWeekend(date))
}

/** Whether the table of the day's year is loaded. */
export function isCovered(date: LocalDate, table: HolidayTable): boolean {
  return table.years.has(Number(date.slice(0, 4)))
}

/** A2: the `count`-th working day after `date`; the start day is not counted. */
export function addWorkingDays(date: LocalDate, count: number, table: HolidayTable): LocalDate {
  let reached = date
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, table)) left--
  }
  return reached
}

/** A3: the day itself, or the first working day after it when it is a day off. */
export function rollForward(date: LocalDate, table: HolidayTable): LocalDate {
  return isWorkingDay(date, table) ? date : addWorkingDays(date, 1, table)
}

function isWeekend(date: LocalDate): boolean {
  return weekdayOf(date) % 6 === 0
}

// A notice may free days at the turn of the year that lie outside its own.
function isOf(date: LocalDate, year: number): boolean {
  return date >= `${year - 1}-12-20` && date <= `${year + 1}-01-10`
}

/** Which years' tables are wanted on a day and not there: its own, and from December on the next. */
export function missingYears(on: LocalDate, table: HolidayTable): number[] {
  const year = Number(on.slice(0, 4))
  return (on.slice(5, 7) === '12' ? [year, year + 1] : [year]).filter((one) => !table.years.has(one))
}

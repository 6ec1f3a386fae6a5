import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HolidayTable, holidayTable, HolidayYear } from '#shared/rules/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'holidays')
let read: readonly HolidayYear[] | undefined

/** The State Council's tables that come with the program, by year; throws if one of them is no table, for that is our own mistake. */
export function holidayYears(): readonly HolidayYear[] {
  read ??= readdirSync(folder).filter((name) => /^\d{4}\.json$/.test(name)).sort().map((name) => HolidayYear.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  return read
}

/** The program's tables, compiled. */
export function loadHolidays(): HolidayTable {
  return holidayTable(holidayYears())
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HolidayTable, holidayTable, HolidayYear } from '#shared/rules/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'holidays')

/** The holiday tables that come with the program; throws if one of them is no table, for that is our own mistake. */
export function loadHolidays(): HolidayTable {
  const files = readdirSync(folder).filter((name) => /^\d{4}\.json$/.test(name)).sort()
  return holidayTable(files.map((name) => HolidayYear.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))))
}

import { type HolidayTable, holidayTable, HolidayYear } from '#shared/rules/index.ts'
// Imported, not read from a folder: the bundled host has no folder beside it.
import y2024 from '../../../resources/holidays/2024.json' with { type: 'json' }
import y2025 from '../../../resources/holidays/2025.json' with { type: 'json' }
import y2026 from '../../../resources/holidays/2026.json' with { type: 'json' }

let read: readonly HolidayYear[] | undefined

/** The State Council's tables that come with the program, by year; throws if one of them is no table, for that is our own mistake. */
export function holidayYears(): readonly HolidayYear[] {
  read ??= [y2024, y2025, y2026].map((one) => HolidayYear.parse(one))
  return read
}

/** The program's tables, compiled. */
export function loadHolidays(): HolidayTable {
  return holidayTable(holidayYears())
}

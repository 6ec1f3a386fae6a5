import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type HolidayTable, holidayTable, HolidayYear } from '#shared/rules/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'holidays')
let loaded: Promise<HolidayTable> | undefined

/** The State Council's tables that came with the program. */
export function holidaysAtCounty(): Promise<HolidayTable> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<HolidayTable> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}\.json$/.test(name)).sort()
  return holidayTable(await Promise.all(names.map(async (name) => HolidayYear.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))))))
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HolidayYear } from '#shared/rules/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'holidays')
let loaded: Promise<readonly HolidayYear[]> | undefined

/** The State Council's tables that came with the program, by year. What the county itself issues stands above them. */
export function builtInHolidays(): Promise<readonly HolidayYear[]> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<readonly HolidayYear[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}\.json$/.test(name)).sort()
  return Promise.all(names.map(async (name) => HolidayYear.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))))
}

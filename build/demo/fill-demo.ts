import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seedCounty } from './seed-county.ts'

export type FillOptions = { officeData: string; countyData: string; say: (line: string) => void }

/** Marks of a demo in its folders: that it was begun, and that it was finished (with the county's address). */
const begun = 'demo-begun'
const filled = 'demo-filled'

/** Fills both folders unless that is done; answers where the office believes the county to be. */
export async function fillDemo({ say, ...options }: FillOptions): Promise<string> {
  const mark = join(options.countyData, filled)
  if (existsSync(join(options.officeData, filled)) && existsSync(mark)) return readFile(mark, 'utf8')
  for (const folder of [options.officeData, options.countyData]) await clearDemoFolder(folder)
  say('正在建立虚构的演示县（9 个司法所），约需一两分钟……')
  const { countyUrl } = await seedCounty({ officeData: options.officeData, countyData: options.countyData, say })
  await writeFile(join(options.officeData, filled), '')
  await rememberCountyUrl(options.countyData, countyUrl)
  return countyUrl
}

/** Where the office believes the county to be, for the next start. */
export async function rememberCountyUrl(countyData: string, countyUrl: string): Promise<void> {
  await writeFile(join(countyData, filled), countyUrl)
}

/** Empties a folder only when an earlier demo began to fill it: somebody's real data is never touched. */
async function clearDemoFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const names = await readdir(folder)
  if (names.length > 0 && !names.includes(begun)) throw new Error(`目录“${folder}”里已有别的数据，演示没有启动，数据没有改动。请给演示换一个空目录。`)
  for (const name of names) if (name !== begun) await rm(join(folder, name), { recursive: true })
  await writeFile(join(folder, begun), '')
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { say } from '#shared/kernel/result.ts'
import { HolidayYear } from '#shared/rules/index.ts'
import type { County } from '../county.ts'
import { packFile, policyState, setPolicy } from '../services/policy.ts'

/** What a command says, and whether it was done. */
type Spoken = { done: boolean; text: string }
const refuse = (text: string): Spoken => ({ done: false, text })

/** Issues a year's table of days off with the next pack; the table of the same year issued before gives way. */
export async function issueHolidays(county: County, { file, reason, login }: { file: string; reason: string; login: string }): Promise<Spoken> {
  const table = readTable(file)
  if (typeof table === 'string') return refuse(table)
  const by = await county.db.selectFrom('county_users').select(['login', 'name', 'role', 'active']).where('login', '=', login).executeTakeFirst()
  if (!by?.active || by.role !== 'countyAdministrator') return refuse(`没有在用的县级管理员账号 ${login}，没有发布。`)
  const { number, policy, holidays } = await policyState(county)
  const set = await setPolicy(county, { number, policy, holidays: [...holidays.filter(({ year }) => year !== table.year), table], reason }, by)
  if (!set.ok) return refuse(say(set.error))
  return { done: true, text: `${table.year} 年节假日表已发布，政策包现在是第 ${set.value.number} 版：联网的所下次同步时收到，不联网的用 policy-pack --out 文件 带去。` }
}

/** Writes the newest pack as a signed file. */
export async function writePolicyFile(county: County, out: string): Promise<Spoken> {
  if (existsSync(out)) return refuse(`“${out}”已经存在，没有覆盖。请换一个文件名。`)
  const file = await packFile(county)
  if (!file) return refuse('县局还没有设定过政策包，没有可以写的。')
  writeFileSync(out, file.text, { flag: 'wx' })
  return { done: true, text: `政策包已写到“${resolve(out)}”，用优盘带到司法所，在“设置”的“政策包”里导入。` }
}

/** The table, or why it is none. */
function readTable(file: string): HolidayYear | string {
  let given: unknown
  try {
    given = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    return `“${file}”读不出来，或者不是完整的 JSON。格式见 resources/holidays。`
  }
  const parsed = HolidayYear.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return `“${file}”不是一年的节假日表：${issue?.code === 'custom' ? issue.message : `${issue?.path.join('.') ?? ''} 填得不对`}。格式见 resources/holidays。`
}

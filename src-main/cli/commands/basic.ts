import { operationNames } from '../operation-names.ts'
import { done, type Outcome, refused, UsageError } from '../answer.ts'
import { atHost, atStaffHost, type Entry, valueOf } from '../at-host.ts'

/** Any operation of the contract, by name, with its input as JSON text. */
export async function callOperation(entry: Entry, operation: string | undefined, text: string | undefined): Promise<Outcome> {
  if (operation === undefined) throw new UsageError('请给出操作名，例如：call subject.list \'{}\'。')
  if (!operationNames().includes(operation)) throw new UsageError(`没有“${operation}”这项操作。用 --help 看全部操作。`)
  const input = parseInput(text ?? '{}')
  return atHost(entry, async ({ session }) => {
    const answer = await session.call({ name: operation, input })
    return answer.ok ? done(answer.value) : refused(answer)
  })
}

export type SetUpWords = { officeName?: string; name?: string; gender?: string; login?: string }

/** First run: makes the administrator. */
export async function setUp(entry: Entry, { officeName, name, gender, login }: SetUpWords): Promise<Outcome> {
  if (!officeName || !name || !login || (gender !== '1' && gender !== '2')) throw new UsageError('首次设置需要 --office-name 所名 --name 姓名 --gender 1|2 --login 登录名 --password-stdin。')
  const password = await entry.password()
  return atHost({ ...entry, user: undefined }, async ({ client }) => done(valueOf(await client.session.setUp({ officeName, name, gender, login, password }))))
}

/** Joins the county. */
export async function enrol(entry: Entry, address: string | undefined, code: string | undefined): Promise<Outcome> {
  if (!address || !code) throw new UsageError('接入县局需要 --address 县局地址 --code 接入码。')
  return atStaffHost(entry, async ({ client }) => done(valueOf(await client.enrolment.enrol({ address, code }))))
}

/** One whole exchange with the county. */
export async function syncNow(entry: Entry): Promise<Outcome> {
  return atStaffHost(entry, async ({ client }) => done(valueOf(await client.sync.now({}))))
}

/** Database, audit chain, batches and receipts; exit code 1 when anything is wrong. */
export async function verify(entry: Entry): Promise<Outcome> {
  return atStaffHost(entry, async ({ host }) => {
    const found = await host.maintenance.verify()
    return { ...done(found), exitCode: found.ok ? 0 : 1 }
  })
}

function parseInput(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('操作的输入不是 JSON，请用单引号把它整个括起来，例如：\'{"id":"…"}\'。')
  }
}

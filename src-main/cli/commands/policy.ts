import { existsSync, readFileSync, statSync } from 'node:fs'
import { done, type Outcome, UsageError } from '../answer.ts'
import { atStaffHost, type Entry, valueOf } from '../at-host.ts'

const maxBytes = 1_000_000

/** Takes the county's policy pack (settings and tables of days off) from a file. */
export async function importPolicy(entry: Entry, { command, step, file }: { command: string; step: string | undefined; file: string | undefined }): Promise<Outcome> {
  if (step !== 'import' || file === undefined) throw new UsageError(`请写成 ${command} import 政策包文件.json --user 登录名 --password-stdin。`)
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError('找不到这个文件，请核对路径。')
  if (statSync(file).size > maxBytes) throw new UsageError('这个文件超过 1 MB，不是政策包，没有读取。')
  return atStaffHost(entry, async ({ client }) => done(valueOf(await client.policy.importFile({ text: readFileSync(file, 'utf8') }))))
}

import { randomBytes } from 'node:crypto'
import type { Client } from '#shared/contract/define.ts'
import { createClient } from '#shared/contract/client.ts'
import { officeContract, type OfficeContract } from '#shared/contract/office.ts'
import type { Me } from '#shared/contract/session.ts'
import { fail, type Result } from '#shared/kernel/result.ts'
import { createHost, type Host, type Session } from '../host/create-host.ts'
import { Refused, UsageError } from './answer.ts'

export type Desk = { host: Host; session: Session; client: Client<OfficeContract>; me: Me | null }
export type Entry = { dataDir: string; user: string | undefined; /** Reads the password; asked only when there is a user. */ password(): Promise<string> }

/** Runs `work` on the host of a data directory, logged in as `user` if one is named, and closes everything afterwards. */
export async function atHost<T>(entry: Entry, work: (desk: Desk) => Promise<T>): Promise<T> {
  const host = await createHost({ dataDir: entry.dataDir, now: () => Date.now(), randomBytes, shell: 'browser', log: (line) => process.stderr.write(`[host] ${line}\n`) })
  try {
    const session = host.openSession()
    const client = createClient(officeContract, session)
    const me = entry.user === undefined ? null : valueOf(await client.session.logIn({ login: entry.user, password: await entry.password() })).me
    return await work({ host, session, client, me })
  } finally {
    await host.close()
  }
}

/** The same for commands that nobody but staff may run; refuses volunteers before anything is read. */
export async function atStaffHost<T>(entry: Entry, work: (desk: Desk & { me: Me }) => Promise<T>): Promise<T> {
  if (entry.user === undefined) throw new UsageError('这个命令要以工作人员身份运行，请加 --user 登录名 --password-stdin。')
  return atHost(entry, ({ me, ...desk }) => {
    if (!me || me.role === 'volunteer') throw new Refused(fail('NOT_ALLOWED'))
    return work({ ...desk, me })
  })
}

/** The value of an answer; throws Refused for a refusal. */
export function valueOf<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Refused(answer)
  return answer.value
}

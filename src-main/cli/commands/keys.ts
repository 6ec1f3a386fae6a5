import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { done, type Outcome, UsageError } from '../answer.ts'
import { atHost, atStaffHost, type Entry, valueOf } from '../at-host.ts'

/** `recovery request|apply|adopt`: the way back when all passwords are lost, by files to the county and back. */
export async function recovery(entry: Entry, { step, file, code }: { step: string | undefined; file: string | undefined; code: string | undefined }): Promise<Outcome> {
  if (!file) throw new UsageError('请写明文件，例如：recovery request 申请.json，recovery apply 答复.json --code 恢复码 --user 登录名 --password-stdin。')
  switch (step) {
    case 'request': return request(entry, resolve(file))
    case 'apply': return apply(entry, resolve(file), code)
    case 'adopt': return atHost({ ...entry, user: undefined }, async ({ client }) => done(valueOf(await client.backup.adopt({ path: resolve(file) }))))
    default: throw new UsageError('recovery 只有 request（申请）、apply（用县局的答复）和 adopt（在新电脑上先放好备份）。')
  }
}

async function request(entry: Entry, file: string): Promise<Outcome> {
  if (existsSync(file)) throw new UsageError('这个文件已经存在，没有覆盖。请换一个文件名。')
  return atHost({ ...entry, user: undefined }, async ({ client }) => {
    const { text, checkNumber } = valueOf(await client.keys.requestRecovery({}))
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
    return done({ file, checkNumber })
  })
}

async function apply(entry: Entry, file: string, code: string | undefined): Promise<Outcome> {
  const { user: login } = entry
  if (!code || login === undefined) throw new UsageError('请写明 --code 恢复码（县局电话告诉的）、--user 负责人登录名，加 --password-stdin 从标准输入读新密码。')
  if (!existsSync(file)) throw new UsageError('找不到这个文件，请核对路径。')
  const text = readFileSync(file, 'utf8')
  const password = await entry.password()
  return atHost({ ...entry, user: undefined }, async ({ client }) => done(valueOf(await client.keys.applyRecovery({ text, code, login, password }))))
}

/** Replaces the data key and waits for the end. */
export async function rotateKey(entry: Entry): Promise<Outcome> {
  let typed = ''
  const once = { ...entry, password: async () => (typed ||= await entry.password()) }
  return atStaffHost(once, async ({ client }) => {
    const before = valueOf(await client.keys.status({})).rotatedAt
    valueOf(await client.keys.rotate({ password: typed }))
    for (;;) {
      await setTimeout(200)
      const { phase, work, notices } = valueOf(await client.session.state({}))
      if (phase !== 'locked' || work) continue
      valueOf(await client.session.logIn({ login: entry.user ?? '', password: typed }))
      const { rotatedAt } = valueOf(await client.keys.status({}))
      if (rotatedAt !== before) return done({ rotatedAt })
      return { json: { ok: false, error: { code: 'ROTATION_FAILED', params: {} }, message: notices.join('') }, exitCode: 1 }
    }
  })
}

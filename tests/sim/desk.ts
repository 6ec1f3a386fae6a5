import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '#shared/contract/client.ts'
import { officeContract } from '#shared/contract/office.ts'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { type Result, say } from '#shared/kernel/result.ts'

const login = { login: '所长', password: 'quiet-line-2026' }
const child = join(import.meta.dirname, 'host-child.ts')

export async function value<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(`${result.error.code}: ${say(result.error)}`)
  return result.value
}

/** One office desk as a process of its own: its real host, its real database, its own clock. */
export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk(start: number, wrong = '') {
  const dataDir = mkdtempSync(join(tmpdir(), 'sim-desk-'))
  const clock = { now: start }
  let process_: ChildProcess
  let asked = 0
  const waiting = new Map<number, (answer: WireAnswer) => void>()

  async function begin(): Promise<void> {
    process_ = fork(child, [dataDir, String(clock.now), wrong], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    process_.on('message', ({ id, answer }: { id: number; answer: WireAnswer }) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    })
    await new Promise<void>((ready) => waiting.set(0, () => ready()))
  }

  function call(call: Call): Promise<WireAnswer> {
    const id = ++asked
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      process_.send({ id, now: clock.now, call })
    })
  }

  const client = createClient(officeContract, { call, on: () => () => undefined })
  await begin()
  await value(client.session.setUp({ officeName: '南明司法所', name: '周敏', gender: '2', ...login }))
  return {
    client, clock, dataDir,
    /** kill -9, then started and unlocked again on what is on the disk. `during`: a call that is under way when it dies. */
    async kill(during?: () => Promise<unknown>): Promise<void> {
      if (during) void during().catch(() => undefined)
      if (during) await new Promise((resolve) => setTimeout(resolve, 30))
      const gone = once(process_, 'exit')
      process_.kill('SIGKILL')
      await gone
      waiting.clear()
      await begin()
      await value(client.session.logIn(login))
    },
    async backUp(folder: string): Promise<string> {
      await value(client.backup.start({ folder }))
      while ((await value(client.backup.status({}))).running) await new Promise((resolve) => setTimeout(resolve, 20))
      return (await value(client.backup.list({ folder })))[0]?.path ?? ''
    },
    async restore(path: string): Promise<void> {
      await value(client.session.lock({}))
      await value(client.backup.restore({ path, ...login }))
      await value(client.session.logIn(login))
    },
    async close(): Promise<void> {
      const gone = once(process_, 'exit')
      process_.kill('SIGKILL')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

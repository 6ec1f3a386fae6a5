import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { aClient, director, firstRun, valueOf } from '../contract/a-host.ts'
import { aDesk, auditOf, closeDesks } from '../faults/a-desk.ts'

afterEach(closeDesks)

it.each([['at once', false], ['while the copy is being written', true]])('[H44] replacing the data key is given up %s: everything is as it was, or the new key counts, and the log-in page says which', async (_name, waits) => {
  const { desk, dataDir, session } = aDesk()
  const client = aClient(session())
  valueOf(await client.session.setUp(firstRun))
  const office = desk.opened()?.office
  await office?.data.settings.bulkInsert(Array.from({ length: 2000 }, (_, index) => ({ id: `s${index}`, value: JSON.stringify('x'.repeat(1500)) })))
  const key = Buffer.from(desk.opened()?.dataKey ?? []).toString('hex')
  valueOf(await client.keys.rotate({ password: director.password }))
  if (waits) await expect.poll(() => existsSync(join(dataDir, 'office.sqlite.next')), { interval: 5, timeout: 30_000 }).toBe(true)
  valueOf(await client.keys.cancelRotation({}))
  await expect.poll(() => desk.rotation.notice(), { timeout: 30_000 }).not.toBe('')
  await expect.poll(async () => valueOf(await client.session.state({})).work, { timeout: 30_000 }).toBeNull()
  const { notices, phase } = valueOf(await client.session.state({}))
  const isCancelled = notices.some((line) => line.includes('已取消，数据没有改动'))
  expect([phase, isCancelled || notices.some((line) => line.includes('数据密钥已更换'))]).toEqual(['locked', true])
  if (!waits) expect(isCancelled).toBe(true)
  valueOf(await client.session.logIn(director))
  expect(valueOf(await client.keys.status({})).rotatedAt === null).toBe(isCancelled)
  expect(Buffer.from(desk.opened()?.dataKey ?? []).toString('hex') === key).toBe(isCancelled)
  expect(await desk.opened()?.office.data.settings.findOne('s1999').exec()).not.toBeNull()
  expect(desk.opened()?.verify()).toEqual({ ok: true, problems: [] })
  expect(readdirSync(dataDir).filter((name) => name.includes('.next'))).toEqual([])
  expect((await auditOf(desk)).filter(({ operation }) => operation === 'keys.rotated').map(({ outcome }) => outcome)).toEqual([isCancelled ? 'failed' : 'intent'])
})

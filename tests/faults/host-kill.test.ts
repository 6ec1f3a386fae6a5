import { afterEach, describe, expect, it } from 'vitest'
import { aClient, aDataDir, aHost, director, valueOf } from '../contract/a-host.ts'
import { hostChild, kill, projectNode, type Running, start } from './child-process.ts'

const running: Running[] = []
afterEach(async () => void (await Promise.all(running.splice(0).map(kill))))

function aChild(dataDir: string, mode: string): Running {
  const child = start(projectNode, [hostChild, dataDir, mode])
  running.push(child)
  return child
}

describe('a killed host', () => {
  it('[H22] kill -9 while saving loses nothing that was acknowledged', async () => {
    const dataDir = aDataDir()
    const acknowledged: string[] = []
    for (const count of [1, 7, 40, 3, 25]) {
      const child = aChild(dataDir, 'save')
      for (let i = 0; i < count; i++) acknowledged.push(JSON.parse((await child.lines.next()).value))
      await kill(child)
      // It went on saving until the kill arrived: what it said meanwhile was acknowledged as well.
      for await (const line of child.lines) acknowledged.push(JSON.parse(line))
    }
    const host = await aHost({ dataDir })
    const client = aClient(host.openSession())
    valueOf(await client.session.logIn(director))
    const there = new Set<string>()
    for (let offset = 0; offset <= acknowledged.length; offset += 500) for (const row of valueOf(await client.subject.list({ offset, limit: 500 })).rows) there.add(row.id)
    expect(acknowledged.length).toBeGreaterThanOrEqual(76)
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
    expect(there.size - acknowledged.length).toBeLessThanOrEqual(5)
    const found = await host.maintenance.verify()
    expect(found).toMatchObject({ ok: true, audit: { firstBad: null } })
    // The intent of every save is in the chain, acknowledged or cut off.
    expect(found.audit.entries).toBeGreaterThan(there.size)
    await host.close()
  })
})

describe('one data directory', () => {
  it('[H1] a second process is refused with one sentence, and a killed one leaves no lock', async () => {
    const dataDir = aDataDir()
    const child = aChild(dataDir, 'hold')
    expect((await child.lines.next()).value).toBe('"held"')
    await expect(aHost({ dataDir })).rejects.toThrow('这份数据正被本机另一个程序窗口使用。请关闭那个窗口后再打开。')
    await expect(aHost({ dataDir })).rejects.toMatchObject({ code: 'DATA_IN_USE' })
    await kill(child)
    const host = await aHost({ dataDir })
    await host.close()
  })

  it('[H1] a second host of the same process is refused too, and a closed one frees the directory', async () => {
    const dataDir = aDataDir()
    const first = await aHost({ dataDir })
    await expect(aHost({ dataDir })).rejects.toMatchObject({ code: 'DATA_IN_USE' })
    await first.close()
    await (await aHost({ dataDir })).close()
  })
})

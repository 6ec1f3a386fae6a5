import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { aClient, aDataDir, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import type { Host } from '../../src-main/host/create-host.ts'
import { aDesk, type AtDesk, backedUp, namesIn, subjectCount } from './a-backup.ts'

const hosts: Host[] = []
afterEach(async () => void (await Promise.all(hosts.splice(0).map((host) => host.close()))))
async function open(): Promise<AtDesk> {
  const desk = await aDesk()
  hosts.push(desk.host)
  return desk
}

describe('what a restore would take away', () => {
  it('[B15] is counted against a later state of the same data, and shown by day and kind where the county never had it', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    await desk.client.session.lock({})
    expect(valueOf(await desk.client.backup.compare({ path, ...director }))).toMatchObject({ present: 'later', changed: { subjects: 0, records: 0 }, lost: [] })
    valueOf(await desk.client.session.logIn(director))
    for (let count = 0; count < 3; count++) valueOf(await desk.client.subject.create(subjectFacts()))
    expect(await desk.client.backup.compare({ path, ...director })).toMatchObject({ error: { code: 'RESTORE_WHILE_OPEN' } })
    await desk.client.session.lock({})
    const compared = valueOf(await desk.client.backup.compare({ path, ...director }))
    expect(compared).toMatchObject({ present: 'later', officeName: '测试司法所', changed: { subjects: 3, records: 0, files: 0 }, lost: [{ what: '对象档案', count: 3 }] })
    expect(JSON.stringify(compared)).not.toContain('李试')
    expect(await desk.client.backup.compare({ path, ...director, password: '不对的密码' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    // Looking has changed nothing.
    valueOf(await desk.client.session.logIn(director))
    expect(await subjectCount(desk.client)).toBe(4)
    expect(await desk.host.maintenance.verify()).toMatchObject({ ok: true })
  })

  it('[B15] on an empty PC it is nothing; other data is told apart; a password that opens the backup only tells nothing of it', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    await desk.host.close()
    const dataDir = aDataDir()
    const other = await aHost({ dataDir })
    hosts.push(other)
    const client = aClient(other.openSession())
    expect(valueOf(await client.backup.compare({ path, ...director }))).toMatchObject({ present: 'none', lost: [] })
    valueOf(await client.session.setUp({ ...firstRun, officeName: '另一个司法所' }))
    valueOf(await client.subject.create(subjectFacts()))
    await client.session.lock({})
    expect(valueOf(await client.backup.compare({ path, ...director }))).toMatchObject({ present: 'other', officeName: '另一个司法所', changed: { subjects: 1, people: 1 } })
    valueOf(await client.session.logIn(director))
    valueOf(await client.account.changePassword({ current: director.password, next: '后来改过的-2026-密码' }))
    await client.session.lock({})
    expect(valueOf(await client.backup.compare({ path, ...director }))).toEqual({ present: 'closed', officeName: '另一个司法所', changed: { subjects: 0, records: 0, groups: 0, people: 0, files: 0 }, newestAt: null, lost: [] })
  })

  it('[B15] backups are found in a folder, by their own path, and nowhere else', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    await desk.client.session.lock({})
    mkdirSync(join(desk.stick, 'office-backup-something'))
    writeFileSync(join(desk.stick, 'office-backup-a-file'), 'x')
    const paths = async (folder: string | null) => valueOf(await desk.client.backup.find({ folder })).found.map((one) => one.path)
    expect([await paths(desk.stick), await paths(path), await paths('/no/such/folder'), await paths(null)]).toEqual([[path], [path], [], []])
  })

  it('[B15] a restore can be cancelled until the data changes places, and then nothing has changed', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    valueOf(await desk.client.subject.create(subjectFacts()))
    await desk.client.session.lock({})
    // The tries at passwords are counted in files of their own.
    const names = () => namesIn(desk.dataDir).filter((name) => !name.startsWith('guesses'))
    const before = names()
    const second = aClient(desk.host.openSession())
    expect(valueOf(await second.backup.restoring({}))).toBeNull()
    const restoring = desk.client.backup.restore({ path, ...director })
    while (valueOf(await second.backup.restoring({})) === null) await new Promise((resolve) => setTimeout(resolve, 2))
    valueOf(await second.backup.cancelRestore({}))
    expect(await restoring).toMatchObject({ error: { code: 'RESTORE_CANCELLED' } })
    expect(valueOf(await second.backup.restoring({}))).toBeNull()
    expect(names()).toEqual(before)
    valueOf(await desk.client.session.logIn(director))
    expect(await subjectCount(desk.client)).toBe(2)
  })
})

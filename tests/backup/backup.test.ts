import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { spent } from '../../src-main/backup/rotation.ts'
import { findBackups } from '../../src-main/backup/folders.ts'
import { readManifest } from '../../src-main/backup/manifest.ts'
import { finishRestore } from '../../src-main/backup/swap-in.ts'
import { toInstant } from '../../src-shared/kernel/time.ts'
import { aClient, aDataDir, aHost, director, subjectFacts, valueOf } from '../contract/a-host.ts'
import { aDesk, type AtDesk, backedUp, ended, namesIn, subjectCount } from './a-backup.ts'

const desks: AtDesk[] = []
afterEach(async () => void (await Promise.all(desks.splice(0).map(({ host }) => host.close()))))
async function open(given: Parameters<typeof aDesk>[0] = {}): Promise<AtDesk> {
  const desk = await aDesk(given)
  desks.push(desk)
  return desk
}
function manifestOf(path: string) {
  const read = readManifest(path)
  if (read.state !== 'good') throw new Error('no manifest')
  return read.manifest
}
function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(Math.floor(bytes.length / 2)) ^ 1, Math.floor(bytes.length / 2))
  writeFileSync(path, bytes)
}

describe('a backup', () => {
  it('[B1] holds everything, says so in its sealed list, and shows nobody\'s name', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    expect(namesIn(path)).toEqual(['database.sqlite', 'files', 'keyring.json', 'manifest.json'])
    const manifest = manifestOf(path)
    expect(manifest).toMatchObject({ kind: 'byHand', counts: { subjects: 1, people: 1, files: 1 }, missing: [], officeId: null })
    expect(manifest.parts).toHaveLength(3)
    expect(manifest.audit.sequence).toBeGreaterThan(3)
    expect(path).toMatch(/office-backup-\d{8}T\d{9}-[0-9A-Z]{6}$/)
    expect(readFileSync(join(path, 'database.sqlite')).includes('李试')).toBe(false)
  })

  it('[B2] is read whole again on request, and nothing in it is changed by that', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    const before = readFileSync(join(path, 'database.sqlite'))
    valueOf(await desk.client.backup.check({ path }))
    expect(await ended(desk)).toBe('')
    expect(readFileSync(join(path, 'database.sqlite')).equals(before)).toBe(true)
    expect(namesIn(path)).toHaveLength(4)
    expect(namesIn(desk.dataDir).filter((name) => name.startsWith('backup-check'))).toEqual([])
  })

  it.each(['database.sqlite', 'keyring.json', 'manifest.json', 'files'])('[B3] a changed %s is found by the check and refused by the restore', async (part) => {
    const desk = await open()
    const path = await backedUp(desk)
    if (part === 'files') flip(join(path, 'files', namesIn(join(path, 'files'))[0] ?? ''))
    else if (part === 'manifest.json') writeFileSync(join(path, part), readFileSync(join(path, part), 'utf8').replace('"missing": []', '"missing": ["X"]'))
    else if (part === 'keyring.json') writeFileSync(join(path, part), readFileSync(join(path, part), 'utf8').replace('测试司法所', '别的司法所'))
    else flip(join(path, part))
    valueOf(await desk.client.backup.check({ path }))
    const problem = await ended(desk)
    expect(problem).toMatch(/^这份备份不完整或被改动过（(数据库|密钥文件|清单|附件)），没有采用。请换另一份备份。$/)
    expect(valueOf(await desk.client.backup.list({ folder: desk.stick }))[0]?.problem).toBe(problem)
    await desk.client.session.lock({})
    expect(await desk.client.backup.restore({ path, ...director })).toMatchObject({ ok: false, error: { code: 'BACKUP_DAMAGED' } })
    valueOf(await desk.client.session.logIn(director))
    expect(await subjectCount(desk.client)).toBe(1)
  })

  it('[B3] a missing part is a damaged one', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    rmSync(join(path, 'database.sqlite'))
    valueOf(await desk.client.backup.check({ path }))
    expect(await ended(desk)).toContain('数据库')
  })

  it('[B4] cancelling leaves nothing behind, and the next one is made', async () => {
    const desk = await open()
    valueOf(await desk.client.backup.start({ folder: desk.stick }))
    valueOf(await desk.client.backup.cancel({}))
    expect(await ended(desk)).toBe('备份已取消，没有留下不完整的备份，原有的备份都在。')
    expect(namesIn(desk.stick)).toEqual([])
    await backedUp(desk)
  })

  it('[B4] locking ends what runs; nothing half is left', async () => {
    const desk = await open()
    valueOf(await desk.client.backup.start({ folder: desk.stick }))
    valueOf(await desk.client.session.lock({}))
    expect(namesIn(desk.stick)).toEqual([])
  })

  it('[B5] only one at a time; a folder that is not there is said at once', async () => {
    const desk = await open()
    valueOf(await desk.client.backup.start({ folder: desk.stick }))
    expect(await desk.client.backup.start({ folder: desk.stick })).toMatchObject({ error: { code: 'BACKUP_RUNNING' } })
    await ended(desk)
    expect(await desk.client.backup.start({ folder: join(desk.stick, 'nothing') })).toMatchObject({ error: { code: 'BACKUP_FOLDER_UNUSABLE' } })
    expect(await desk.client.backup.start({ folder: 'relative' })).toMatchObject({ error: { code: 'BACKUP_FOLDER_UNUSABLE' } })
  })

  it('[B6] once a day by itself, kept files shared with the day before, the oldest rotated', async () => {
    const clock = { now: Date.parse('2026-11-02T01:00:00.000Z') }
    const desk = await open({ now: () => clock.now })
    const folder = join(desk.dataDir, 'backups')
    await desk.host.backUpIfDue()
    expect(valueOf(await desk.client.backup.status({})).rehearsed).toBeNull()
    await desk.host.backUpIfDue()
    expect(namesIn(folder)).toHaveLength(1)
    // [B16] The first one is tried as soon as it is there.
    const tried = { at: new Date(clock.now).toISOString(), madeAt: new Date(clock.now).toISOString(), problem: '' }
    expect(valueOf(await desk.client.backup.status({})).rehearsed).toEqual(tried)
    for (let day = 1; day <= 9; day++) {
      clock.now += 86_400_000
      await desk.host.backUpIfDue()
    }
    const { deviceId } = manifestOf(join(folder, namesIn(folder)[0] ?? ''))
    const days = findBackups(folder, deviceId).map(({ manifest }) => manifest.madeAt.slice(8, 10))
    // Seven days, and the last day of the week before.
    expect(days).toEqual(['11', '10', '09', '08', '07', '06', '05'])
    valueOf(await desk.client.backup.check({ path: join(folder, namesIn(folder).at(-1) ?? '') }))
    expect(await ended(desk)).toBe('')
    expect(valueOf(await desk.client.backup.status({})).rehearsed).toEqual(tried)
  })

  it('[B16] once in 30 days the newest backup is restored into a temporary place, and what is wrong is said', async () => {
    const clock = { now: Date.parse('2026-11-02T01:00:00.000Z') }
    const desk = await open({ now: () => clock.now })
    for (let turn = 0; turn < 2; turn++) await desk.host.backUpIfDue()
    clock.now += 30 * 86_400_000
    await desk.host.backUpIfDue()
    const folder = join(desk.dataDir, 'backups')
    const newest = join(folder, namesIn(folder).at(-1) ?? '')
    // Only its key in the database opens a kept file: the same length and another content is found by the hash alone.
    const [kept = ''] = namesIn(join(newest, 'files'))
    const path = join(newest, 'files', kept)
    rmSync(path)
    writeFileSync(path, Buffer.alloc(500, 1))
    await desk.host.backUpIfDue()
    expect(valueOf(await desk.client.backup.status({}))).toMatchObject({ rehearsed: { at: new Date(clock.now).toISOString(), problem: expect.stringContaining('附件') }, problem: expect.stringContaining('附件') })
    expect(namesIn(desk.dataDir).filter((name) => name.startsWith('backup-check'))).toEqual([])
  })

  it('[B6] seven days and four weeks stay', () => {
    const days = Array.from({ length: 60 }, (_, day) => ({ madeAt: toInstant(Date.parse('2026-09-01T02:00:00.000Z') + day * 86_400_000) }))
    const gone = new Set(spent(days).map(({ madeAt }) => madeAt.slice(5, 10)))
    expect(days.map(({ madeAt }) => madeAt.slice(5, 10)).filter((day) => !gone.has(day))).toEqual(['10-11', '10-18', '10-24', '10-25', '10-26', '10-27', '10-28', '10-29', '10-30'])
  })

  it('[B7] those made by hand are never rotated', async () => {
    const desk = await open()
    const first = await backedUp(desk)
    for (let i = 0; i < 2; i++) await backedUp(desk)
    expect(existsSync(first)).toBe(true)
    expect(namesIn(desk.stick)).toHaveLength(3)
  })
})

describe('a restore', () => {
  it('[B8] on another PC gives the data, the pictures and the log-ins back, and stands in its audit chain', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    await desk.host.close()
    const host = await aHost({ dataDir: aDataDir() })
    const client = aClient(host.openSession())
    expect(valueOf(await client.backup.inspect({ path }))).toMatchObject({ officeName: '测试司法所', subjects: 1, files: 1, users: [{ login: director.login }] })
    expect(await client.backup.restore({ path, ...director, password: '不对的密码' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    expect(valueOf(await client.session.state({})).phase).toBe('new')
    expect(valueOf(await client.backup.restore({ path, ...director })).aside).toBeNull()
    expect(valueOf(await client.session.state({}))).toMatchObject({ phase: 'locked', users: [{ login: director.login }] })
    valueOf(await client.session.logIn(director))
    expect(await subjectCount(client)).toBe(1)
    const found = await host.maintenance.verify()
    expect(found).toMatchObject({ ok: true })
    expect(found.audit.entries).toBeGreaterThan(manifestOf(path).audit.sequence + 1)
    await host.close()
  })

  it('[B9] over existing data keeps it in a folder that is named', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    valueOf(await desk.client.subject.create(subjectFacts()))
    expect(await desk.client.backup.restore({ path, ...director })).toMatchObject({ error: { code: 'RESTORE_WHILE_OPEN' } })
    await desk.client.session.lock({})
    const { aside } = valueOf(await desk.client.backup.restore({ path, ...director }))
    valueOf(await desk.client.session.logIn(director))
    expect(await subjectCount(desk.client)).toBe(1)
    // What was moved aside is a whole office: put in place of an empty one it opens.
    const before = aDataDir()
    cpSync(aside ?? '', before, { recursive: true })
    const host = await aHost({ dataDir: before })
    await desk.host.close()
    const client = aClient(host.openSession())
    valueOf(await client.session.logIn(director))
    expect(await subjectCount(client)).toBe(2)
    await host.close()
  })

  it('[B10] cut off between any two moves, it is completed at the next start', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    valueOf(await desk.client.subject.create(subjectFacts()))
    await desk.host.close()
    for (const phase of ['aside', 'in'] as const)
      for (let moves = 0; moves <= (phase === 'aside' ? 2 : 4); moves++) {
        const dataDir = mkdtempSync(join(tmpdir(), 'cut-'))
        cpSync(desk.dataDir, dataDir, { recursive: true })
        const staged = join(dataDir, 'restore.staged')
        cpSync(path, staged, { recursive: true })
        cpSync(join(staged, 'keyring.json'), join(staged, 'keyring.spare.json'))
        const aside = join(dataDir, 'before-restore-x')
        writeFileSync(join(dataDir, 'restore.json'), JSON.stringify({ phase, restored: { at: toInstant(0), madeAt: toInstant(0), personId: '', aside } }))
        const old = ['office.sqlite', 'keyring.json', 'keyring.spare.json', 'files']
        const move = (from: string, to: string): void => renameSync(join(dataDir, from), join(dataDir, to))
        mkdirSync(aside)
        for (const name of phase === 'aside' ? old.slice(0, moves) : old) move(name, `before-restore-x/${name}`)
        const incoming = [['files', 'files'], ['database.sqlite', 'office.sqlite'], ['keyring.spare.json', 'keyring.spare.json'], ['keyring.json', 'keyring.json']] as const
        if (phase === 'in') for (const [from, to] of incoming.slice(0, moves)) move(`restore.staged/${from}`, to)
        finishRestore(dataDir)
        for (const name of old) expect([phase, moves, name, existsSync(join(dataDir, name)), existsSync(join(aside, name))]).toEqual([phase, moves, name, true, true])
        expect(readFileSync(join(dataDir, 'office.sqlite')).equals(readFileSync(join(path, 'database.sqlite')))).toBe(true)
        expect(existsSync(staged)).toBe(false)
        finishRestore(dataDir)
      }
  }, 30_000)

  it('[B11] counts wrong passwords as the log-in does, and refuses what is no backup', async () => {
    const desk = await open()
    const path = await backedUp(desk)
    await desk.client.session.lock({})
    for (let i = 0; i < 5; i++) expect(await desk.client.backup.restore({ path, ...director, password: '不对的密码' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    expect(await desk.client.backup.restore({ path, ...director })).toMatchObject({ error: { code: 'TRY_LATER' } })
    expect(await desk.client.backup.inspect({ path: desk.stick })).toMatchObject({ error: { code: 'NOT_A_BACKUP' } })
    writeFileSync(join(path, 'manifest.json'), readFileSync(join(path, 'manifest.json'), 'utf8').replace('"format": 1', '"format": 2'))
    expect(await desk.client.backup.inspect({ path })).toMatchObject({ error: { code: 'BACKUP_NEWER' } })
    appendFileSync(join(path, 'manifest.json'), '}')
    expect(await desk.client.backup.inspect({ path })).toMatchObject({ error: { code: 'NOT_A_BACKUP' } })
  })
})

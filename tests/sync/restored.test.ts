import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { SubjectId } from '#shared/kernel/ids.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { createFaultyLine, type Line } from './faulty-line.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let line: Line
let office: OfficeAtLine
let folder: string
const again = { login: '所长', password: 'quiet-line-2026' }

beforeAll(async () => void (cluster = await openCluster()))
afterAll(async () => cluster.close())
beforeEach(async () => {
  county = await openTestCounty(cluster)
  line = await createFaultyLine(county.url.replace(/\/$/, ''))
  office = await officeAtLine(county.clock.now)
  folder = mkdtempSync(join(tmpdir(), 'stick-'))
  await value(office.client().enrolment.enrol({ address: line.url, code: (await createCode(county.county.county, offices.nanming, 'test'))!.code }))
})
afterEach(async () => {
  await office.close()
  await line.close()
  await county.close()
  rmSync(folder, { recursive: true, force: true })
})

const sync = () => office.client().sync.now({})
const ledger = () => county.sql('select number, hash, previous_hash from ledger order by number')
const timeline = async (id: string) => (await value(office.client().subject.timeline({ id, before: null, limit: 50 }))).entries.filter(({ record }) => record.kind !== 'fileChange').map(({ record }) => record.id).sort()
const restored = async () => (await value(office.client().backup.status({}))).restored

async function backUp(): Promise<string> {
  await value(office.client().backup.start({ folder }))
  while ((await value(office.client().backup.status({}))).running) await new Promise((resolve) => setTimeout(resolve, 20))
  return (await value(office.client().backup.list({ folder })))[0]?.path ?? ''
}

async function restore(path: string): Promise<void> {
  await value(office.client().session.lock({}))
  await value(office.client().backup.restore({ path, ...again }))
  await value(office.client().session.logIn(again))
}

describe('a restored backup meets its county', () => {
  it('[S28] [S29] what it had sent since comes back with batches and receipts, and it goes on with the next number', async () => {
    const subject = await office.subject()
    const first = await office.visit(subject.id)
    await value(sync())
    const path = await backUp()
    const sent: string[] = []
    for (const text of ['备份之后的一次', '备份之后的又一次']) {
      sent.push(await office.visit(subject.id, text))
      await value(sync())
    }
    await update(subject.id, { phone: '13800000000' })
    await value(sync())
    const before = await ledger()
    const never = await office.visit(subject.id, '从来没有送出的一条')
    // The county hears that one thing waits and cannot take it: that is the last it knows of this device.
    line.set('alterBatch')
    expect((await sync()).ok).toBe(false)
    line.set('open')
    await restore(path)
    expect(await timeline(subject.id)).toEqual([first])
    expect(await restored()).toMatchObject({ settled: false, lost: [{ what: '走访', count: 1 }] })
    const own = await office.visit(subject.id, '恢复之后补的一条')
    line.pushes.length = 0
    await value(sync())
    expect(await timeline(subject.id)).toEqual([first, ...sent, own].sort())
    expect((await subjectOf(subject.id)).phone).toBe('13800000000')
    const after = await ledger()
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length)).toMatchObject([{ number: before.length + 1, previous_hash: before.at(-1)?.['hash'] }])
    expect(line.pushes).toHaveLength(1)
    expect(line.pushes[0]).not.toContain(sent[0])
    expect(await county.sql('select 1 from documents where id = $1', [never])).toHaveLength(0)
    expect(await restored()).toMatchObject({ settled: true, regained: { batches: 3, documents: 4 }, before: { waiting: 1 }, lost: [{ what: '走访', count: 1 }] })
    expect((await value(office.client().sync.batches({ limit: 20 }))).every((batch) => batch.state === 'receipted')).toBe(true)
    expect((await value(sync())).waiting).toBe(0)
    await value(office.client().backup.acknowledgeRestored({}))
    expect(await restored()).toBeNull()
  })

  it('[S30] an edit made after the restore is kept and judged on what it rests on, never taken over', async () => {
    const subject = await office.subject()
    await value(sync())
    const path = await backUp()
    await update(subject.id, { phone: '13800000000', village: '东山村' })
    await value(sync())
    await restore(path)
    await update(subject.id, { village: '西山村' })
    await value(sync())
    const known = await subjectOf(subject.id)
    // The phone of before the restore came back; the village that both changed is a conflict, with both values kept.
    expect(known.phone).toBe('13800000000')
    expect(await value(office.client().sync.returned({}))).toMatchObject([{ kind: 'conflict', fields: expect.arrayContaining([expect.objectContaining({ field: '村（居）', mine: '西山村', current: '东山村' })]) }])
  })

  it('[S31] cut off anywhere while fetching, it begins again where it was', async () => {
    const subject = await office.subject()
    await value(sync())
    const path = await backUp()
    for (let count = 0; count < 6; count++) {
      await office.visit(subject.id, `第 ${count} 次`)
      await value(sync())
    }
    await restore(path)
    const all = (await ledger()).length
    // The first page of batches comes, the second never does.
    line.calls.push = (name) => {
      if (name === 'sync.sent') line.set('down')
      return Array.prototype.push.call(line.calls, name)
    }
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'COUNTY_UNREACHABLE' } })
    expect((await timeline(subject.id)).length).toBe(4)
    line.calls.push = Array.prototype.push
    line.set('open')
    await office.restart()
    await value(sync())
    expect((await timeline(subject.id)).length).toBe(6)
    expect((await ledger()).length).toBe(all)
    expect(await restored()).toMatchObject({ settled: true, regained: { batches: 6, documents: 6 } })
  })

  it('[S32] batches that are not its own or do not follow are not taken; nothing is sent, one sentence says so', async () => {
    const subject = await office.subject()
    await value(sync())
    const path = await backUp()
    await office.visit(subject.id)
    await value(sync())
    await county.sql("set session_replication_role = replica; update ledger set body = replace(body, '在家', '外出') where body like '%在家%'")
    await restore(path)
    await office.visit(subject.id, '不该送出')
    line.pushes.length = 0
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'BACKUP_BEHIND', params: { batches: expect.any(Number) } } })
    expect(line.pushes).toEqual([])
    expect((await restored())?.settled).toBe(false)
  })
})

describe('one identity on two machines', () => {
  const frozen = async () => (await county.sql('select frozen_number from devices'))[0]?.['frozen_number']

  it('[S33] a copy that is behind freezes the device at its first contact; both are told', async () => {
    const subject = await office.subject()
    await value(sync())
    const copy = join(folder, 'copy')
    await copied(copy)
    await office.visit(subject.id)
    await value(sync())
    await swapped(copy, async () => {
      expect(await sync()).toMatchObject({ ok: false, error: { code: 'BATCH_FORK' } })
      expect((await value(office.client().sync.status({}))).problem).toContain('复制过数据')
    })
    expect(await frozen()).not.toBeNull()
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'BATCH_FORK' } })
    expect((await value(office.client().sync.status({}))).problem).toContain('复制过数据')
  })

  it('[S33] two copies that both built the same number: the second freezes the device, and neither batch is lost', async () => {
    const subject = await office.subject()
    await value(sync())
    const copy = join(folder, 'copy')
    await copied(copy)
    const mine = await office.visit(subject.id, '这一台写的')
    await value(sync())
    let theirs = ''
    await swapped(copy, async () => {
      theirs = await office.visit(subject.id, '那一台写的')
      line.set('down')
      await sync()
      line.set('open')
      expect(await sync()).toMatchObject({ ok: false, error: { code: 'BATCH_FORK' } })
      expect(await timeline(subject.id)).toEqual([theirs])
      expect((await value(office.client().sync.status({}))).waiting).toBe(1)
    })
    expect(await county.sql('select id from documents where id = any($1)', [[mine, theirs]])).toEqual([{ id: mine }])
    expect(await frozen()).not.toBeNull()
  })

  /** Copies the data directory as somebody does who takes a disk to another PC. */
  async function copied(to: string): Promise<void> {
    await office.stop()
    cpSync(office.dataDir, to, { recursive: true })
    await office.restart()
  }

  /** Works for a while on the copy, as if on another PC. */
  async function swapped(copy: string, work: () => Promise<void>): Promise<void> {
    const original = `${copy}-original`
    await office.stop()
    cpSync(office.dataDir, original, { recursive: true })
    rmSync(office.dataDir, { recursive: true })
    cpSync(copy, office.dataDir, { recursive: true })
    await office.restart()
    await work()
    await office.stop()
    rmSync(office.dataDir, { recursive: true })
    cpSync(original, office.dataDir, { recursive: true })
    await office.restart()
  }
})

async function subjectOf(id: string): Promise<Subject> {
  return value(office.client().subject.get({ id: SubjectId.parse(id) }))
}

async function update(id: string, over: Partial<SubjectFacts>): Promise<void> {
  const { editedAt, ...known } = await subjectOf(id)
  office.clock.now += 1000
  await value(office.client().subject.edit({ id: known.id, editedAt, facts: { ...SubjectFacts.strip().parse(known), ...over } }))
}

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aVisit } from '../server/support/documents.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { enrolledDevice, item } from '../server/support/test-device.ts'
import { somePersonFacts } from '../factories/documents.ts'
import { createFaultyLine, type Line } from './faulty-line.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let line: Line
let office: OfficeAtLine

beforeAll(async () => void (cluster = await openCluster()))
afterAll(async () => cluster.close())
beforeEach(async () => {
  county = await openTestCounty(cluster)
  line = await createFaultyLine(county.url.replace(/\/$/, ''))
  office = await officeAtLine(county.clock.now)
})
afterEach(async () => {
  await office.close()
  await line.close()
  await county.close()
})

const code = async () => (await createCode(county.county.county, offices.nanming, 'test'))!.code
const enrol = async () => value(office.client().enrolment.enrol({ address: line.url, code: await code() }))
const sync = () => office.client().sync.now({})
const versions = async (table = 'document_versions') => Number((await county.sql(`select count(*) as n from ${table}`))[0]?.['n'])
const ledger = () => county.sql('select position, number, hash from ledger order by position')

describe('an office and its county', () => {
  it('[S1] [S3] [S6] what was written without a line reaches the county in order, signed, chained and receipted', async () => {
    const subject = await office.subject()
    const visit = await office.visit(subject.id)
    office.clock.now -= 2 * 86_400_000 // the clock is set back two days between two edits
    const later = await office.visit(subject.id, '时钟拨回之后写的一条')
    office.clock.now += 2 * 86_400_000 + 5000
    await enrol()
    const status = await value(sync())
    expect(status).toMatchObject({ waiting: 0, inReview: 2, returned: 0, problem: '' })
    const known = await county.sql('select id from documents where collection = $1 order by id', ['records'])
    expect(known.map((row) => row['id']).sort()).toEqual([visit, later].sort())
    const [batch] = await value(office.client().sync.batches({ limit: 10 }))
    expect(batch).toMatchObject({ number: 1, state: 'receipted', position: 1 })
    const sent = JSON.parse(JSON.parse(line.pushes[0]!).input.batch.body)
    expect(sent.previousHash).toBe('0'.repeat(64))
    for (const one of sent.items) for (const field of ['revision', 'receivedAt', 'refused']) expect(one.document).not.toHaveProperty(field)
  })

  it('[S16] [S43] no line: one sentence, everything waits; the line comes back and it goes out', async () => {
    await enrol()
    await value(sync())
    const subject = await office.subject()
    line.set('down')
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'COUNTY_UNREACHABLE' } })
    expect((await value(office.client().sync.status({}))).waiting).toBe(1)
    expect((await value(office.client().sync.status({}))).problem).toContain('暂时连不上县局')
    const { items, total } = await value(office.client().sync.outbox({ limit: 10 }))
    expect(total).toBe(1)
    // The failed try got as far as no batch at all.
    expect(items).toMatchObject([{ collection: 'subjects', id: subject.id, by: '周敏', role: 'director', since: subject.editedAt, state: 'queued', batch: null }])
    const { sync: told } = await value(office.client().diagnosis.read({ thorough: false }))
    expect(told).toMatchObject({ enrolled: true, waiting: 1, failures: [{ code: 'COUNTY_UNREACHABLE' }] })
    line.set('portal')
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'LINE_PORTAL' } })
    line.set('open')
    expect((await value(sync())).waiting).toBe(0)
    expect(await county.sql('select 1 from documents where id = $1', [subject.id])).toHaveLength(1)
  })

  it.each(['loseAnswer', 'halfAnswer'] as const)('[S18] [S3] %s: the county has the batch, the receipt never came; sent again byte for byte, stored once', async (fault) => {
    await enrol()
    await value(sync())
    const before = await ledger()
    await office.subject()
    line.set(fault)
    expect((await sync()).ok).toBe(false)
    expect((await ledger()).length).toBe(before.length + 1)
    line.set('open')
    await office.restart()
    const status = await value(sync())
    expect(status.waiting).toBe(0)
    const pushed = line.pushes.map((body) => JSON.parse(body).input.batch).slice(-2)
    expect(pushed[0]).toEqual(pushed[1])
    expect((await ledger()).length).toBe(before.length + 1)
  })

  it('[S3] a batch altered on the way is refused, the original goes out afterwards', async () => {
    await enrol()
    await value(sync())
    await office.subject()
    line.set('alterBatch')
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'REQUEST_UNSIGNED' } })
    const stored = await ledger()
    line.set('open')
    expect((await value(sync())).waiting).toBe(0)
    expect((await ledger()).length).toBe(stored.length + 1)
  })

  it('[S7] a receipt altered on the way is not believed; the batch goes on waiting', async () => {
    await enrol()
    await value(sync())
    await office.subject()
    line.set('alterReceipt')
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'RECEIPT_INVALID' } })
    expect((await value(office.client().sync.status({}))).waiting).toBe(1)
    line.set('open')
    expect((await value(sync())).waiting).toBe(0)
  })

  it('[S17] [S71] a clock two years back: the county tells its time, the exchange goes through, the desk warns', async () => {
    await enrol()
    county.clock.now += 90_000
    office.clock.now += 90_000
    await value(sync())
    // Not only at the enrolment: what 诊断 calls the last comparison is of this exchange.
    expect((await value(office.client().diagnosis.read({ thorough: false }))).clock).toMatchObject({ offsetSeconds: 0, lastCountyTime: new Date(county.clock.now).toISOString() })
    const subject = await office.subject()
    office.clock.now -= 2 * 365 * 86_400_000
    expect((await value(sync())).waiting).toBe(0)
    const state = await value(office.client().session.state({}))
    expect(state.notices.join('')).toMatch(/时钟|时间/)
    expect(await county.sql('select 1 from documents where id = $1', [subject.id])).toHaveLength(1)
  })

  it('[S19] a code works once; the wrong one is refused; a lost answer can be asked for again', async () => {
    const address = line.url
    expect(await office.client().enrolment.enrol({ address, code: 'AAAA-BBBB-CCCC-DDDD' })).toMatchObject({ ok: false, error: { code: 'CODE_INVALID' } })
    const right = await code()
    line.set('down')
    expect(await office.client().enrolment.enrol({ address, code: right })).toMatchObject({ ok: false, error: { code: 'COUNTY_UNREACHABLE' } })
    line.set('portal')
    expect(await office.client().enrolment.enrol({ address, code: right })).toMatchObject({ ok: false, error: { code: 'LINE_PORTAL' } })
    line.set('open')
    await value(office.client().enrolment.enrol({ address, code: right.toLowerCase() }))
    expect(await office.client().enrolment.enrol({ address, code: right })).toMatchObject({ ok: false, error: { code: 'ALREADY_ENROLLED' } })
  })

  it('[S5] [S8] an edit made while the first version is under way keeps waiting, rests on it, and arrives', async () => {
    await enrol()
    const subject = await office.subject()
    line.set('loseAnswer')
    expect((await sync()).ok).toBe(false)
    await edit(subject.id, { note: '途中改的' })
    line.set('open')
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 0 })
    const [stored] = await county.sql('select document from documents where id = $1', [subject.id])
    expect(stored?.['document']).toMatchObject({ note: '途中改的' })
  })

  it('[S10] [S12] a conflict keeps both values, names the fields, and is closed by hand', async () => {
    await enrol()
    const subject = await office.subject({ phone: '1990000' })
    await value(sync())
    // The office's second PC edits the same field.
    const second = await enrolledDevice(county, offices.nanming)
    const { changes } = await second.pullAll()
    const theirs = changes.find((change) => change.id === subject.id)!
    county.clock.now += 60_000
    await second.send([item('subjects', { ...theirs.document, phone: '1990001', editedAt: '2026-11-22T02:30:00.000Z', editedBy: '另一台' }, { baseRevision: theirs.revision })])
    await edit(subject.id, { phone: '1990002' })
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 1 })
    const [entry] = await value(office.client().sync.returned({}))
    expect(entry).toMatchObject({ kind: 'conflict', fields: [{ field: '电话', mine: '1990002', current: '1990001' }] })
    expect((await value(office.client().subject.get({ id: subject.id }))).phone).toBe('1990001')
    await value(office.client().sync.close({ returnId: entry!.returnId! }))
    expect(await value(office.client().sync.returned({}))).toEqual([])
  })

  it('[S11] [S12] exchanging again changes nothing on either side', async () => {
    await enrol()
    const subject = await office.subject()
    await office.visit(subject.id)
    await value(sync())
    const before = { batches: await value(office.client().sync.batches({ limit: 50 })), versions: await versions(), subject: await value(office.client().subject.get({ id: subject.id })) }
    for (let round = 0; round < 3; round++) await value(sync())
    expect({ batches: await value(office.client().sync.batches({ limit: 50 })), versions: await versions(), subject: await value(office.client().subject.get({ id: subject.id })) }).toEqual(before)
  })

  it('[S15] a county that knows more of this device than the device itself stops the exchange', async () => {
    await enrol()
    await office.subject()
    await value(sync())
    await county.sql('update devices set last_number = last_number + 3')
    await office.subject()
    const stored = (await ledger()).length
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'BATCH_FORK' } })
    expect((await ledger()).length).toBe(stored)
  })

  it('[B12] a restored backup goes on when nothing is missing; one that the county is ahead of first gets back what it had sent', async () => {
    const again = { login: '所长', password: 'quiet-line-2026' }
    await enrol()
    const subject = await office.subject()
    await value(sync())
    const folder = mkdtempSync(join(tmpdir(), 'stick-'))
    await value(office.client().backup.start({ folder }))
    while ((await value(office.client().backup.status({}))).running) await new Promise((resolve) => setTimeout(resolve, 20))
    const path = (await value(office.client().backup.list({ folder })))[0]?.path ?? ''
    const restore = async () => {
      await value(office.client().session.lock({}))
      await value(office.client().backup.restore({ path, ...again }))
      await value(office.client().session.logIn(again))
    }
    const notices = async () => (await value(office.client().session.state({}))).notices.join()
    await restore()
    await value(sync())
    expect(await notices()).not.toContain('备份恢复')
    await office.visit(subject.id)
    await value(sync())
    await restore()
    await office.visit(subject.id)
    const stored = (await ledger()).length
    expect(await notices()).toContain('的备份恢复的')
    await value(sync())
    expect((await ledger()).length).toBe(stored + 1)
    expect((await value(office.client().subject.timeline({ id: subject.id as never, before: null, limit: 50 }))).entries).toHaveLength(2)
    expect(await notices()).not.toContain('的备份恢复的')
  })

  it('[S12] what another device of the office wrote comes here', async () => {
    await enrol()
    const subject = await office.subject()
    await value(sync())
    const second = await enrolledDevice(county, offices.nanming)
    await second.send([item('records', aVisit({ subjectId: subject.id, text: '第二台电脑写的走访' }))])
    await value(sync())
    const { entries } = await value(office.client().subject.timeline({ id: subject.id, before: null, limit: 50 }))
    expect(entries.map(({ record }) => 'text' in record && record.text)).toEqual(['第二台电脑写的走访'])
  })

  it('[S9] [S44] an item that the county cannot take stays here with its reason, and goes again only after an edit', async () => {
    await enrol()
    const subject = await office.subject()
    await value(sync())
    await county.sql('update documents set office_id = $1 where id = $2', [offices.wanxiang, subject.id])
    await edit(subject.id, { note: '已被划走的对象' })
    // The edit and the note of it in the person's file.
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 2 })
    const stands = await value(office.client().sync.returned({}))
    const entry = stands.find(({ id }) => id === subject.id)
    expect(entry).toMatchObject({ kind: 'quarantined' })
    expect(entry?.reason).not.toBe('')
    const kept = await value(office.client().subject.get({ id: subject.id }))
    expect(kept).toMatchObject({ note: '已被划走的对象', refused: { verdict: 'quarantined' } })
    const pushes = line.pushes.length
    await value(sync())
    expect(line.pushes.length).toBe(pushes)
    await county.sql('update documents set office_id = $1 where id = $2', [offices.nanming, subject.id])
    await edit(subject.id, { note: '划回来以后再改' })
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 1 })
    // A record cannot be edited; once the reason is gone it is sent again as it is.
    const note = stands.find(({ id }) => id !== subject.id)
    await value(office.client().sync.resend({ returnId: note?.returnId ?? '' }))
    expect(await value(office.client().sync.status({}))).toMatchObject({ waiting: 1, returned: 0 })
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 0 })
    expect(await county.sql('select 1 from documents where id = $1', [note?.id])).toHaveLength(1)
  })

  it('[S45] a queue that stands still although the county answers is told at the desk, in the audit and at the county', async () => {
    await enrol()
    await value(sync())
    await office.subject()
    const pass = (minutes: number) => {
      office.clock.now += minutes * 60_000
      county.clock.now += minutes * 60_000
    }
    const stuckAt = async () => (await county.sql('select stuck_since is not null as stuck from devices'))[0]?.['stuck']
    line.set('alterBatch')
    for (const minutes of [0, 15, 14]) {
      pass(minutes)
      expect(await sync()).toMatchObject({ ok: false })
      expect((await value(office.client().sync.status({}))).stuckSince).toBeNull()
    }
    const entries = async () => (await value(office.client().diagnosis.read({ thorough: false }))).database.auditSequence
    const before = await entries()
    pass(2)
    await sync()
    // The command that was asked for, and that the queue stands still; the next time only the command.
    expect(await entries()).toBe(before + 2)
    expect((await value(office.client().sync.status({}))).stuckSince).not.toBeNull()
    await sync()
    expect(await entries()).toBe(before + 3)
    expect(await stuckAt()).toBe(true)
    line.set('open')
    expect(await value(sync())).toMatchObject({ waiting: 0, stuckSince: null })
    await value(sync())
    expect(await stuckAt()).toBe(false)
  })

  it('[S2] a batch that was built and not sent is found again, and nothing is in two batches', async () => {
    await enrol()
    await value(sync())
    const ids = [await office.subject(), await office.subject()].map((one) => one.id)
    line.set('alterBatch')
    await sync()
    await office.restart()
    ids.push((await office.subject()).id)
    await sync()
    const waiting = (await value(office.client().sync.batches({ limit: 50 }))).filter((batch) => batch.state === 'waiting')
    expect(waiting.reduce((sum, batch) => sum + batch.items, 0)).toBe(ids.length)
    expect((await value(office.client().sync.status({}))).waiting).toBe(ids.length)
    line.set('open')
    expect((await value(sync())).waiting).toBe(0)
    expect(await county.sql('select 1 from documents where id = any($1)', [ids])).toHaveLength(ids.length)
  })

  it('[S8] somebody gets a log-in while his file is on its way: the log-in stays, nothing is returned', async () => {
    await office.close()
    office = await officeAtLine(county.clock.now, { memoryKiB: 65536, passes: 6, lanes: 1 })
    await enrol()
    await value(sync())
    const person = await value(office.client().person.create(somePersonFacts({ name: '吴桂芬', kind: 'VOLUNTEER' })))
    const giving = office.client().account.create({ personId: person.id, person: null, login: '志愿者', role: 'volunteer', password: 'slow-key-2026' })
    await value(sync()) // ends while the key is still being derived
    await value(giving)
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 0 })
    expect((await value(office.client().account.list({}))).map((row) => row.login)).toContain('志愿者')
  })

  it('[S26] what is submitted goes out by itself, and a line that comes back is found without anybody asking', async () => {
    await enrol()
    await expect.poll(async () => (await value(office.client().sync.status({}))).lastSuccessAt, { timeout: 30_000 }).not.toBeNull()
    const first = await office.subject()
    const arrived = async (id: string) => (await county.sql('select 1 from documents where id = $1', [id])).length
    await expect.poll(() => arrived(first.id), { timeout: 30_000 }).toBe(1)
    line.set('down')
    const second = await office.subject()
    await expect.poll(async () => (await value(office.client().sync.status({}))).problem, { timeout: 30_000 }).toContain('暂时连不上县局')
    line.set('open')
    await expect.poll(() => arrived(second.id), { timeout: 50_000 }).toBe(1)
  })

  it('[S27] a page that is open hears that its record was receipted, and what the county said of it', async () => {
    await enrol()
    const subject = await office.subject()
    await value(sync())
    line.set('down')
    const visit = await office.visit(subject.id)
    const seen: (string | null)[] = []
    const look = async () => {
      const { entries } = await value(office.client().subject.timeline({ id: subject.id, before: null, limit: 5 }))
      seen.push(entries.find(({ record }) => record.id === visit)?.syncState ?? null)
    }
    office.client().record.changed(({ recordId }) => void (recordId === visit && look()))
    line.set('open')
    await value(sync())
    await expect.poll(() => seen.at(-1)).toBe('inReview')
    const heard = { subjects: 0 }
    office.client().subject.changed(({ subjectId }) => void (subjectId === subject.id && heard.subjects++))
    await county.sql(`update documents set revision = revision + 1, document = document || '{"review": {"state": "RETURNED", "comment": "请补写", "by": "林一", "at": "2026-11-22T02:00:00.000Z"}}', change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence') where id = '${visit}'`)
    await value(sync())
    await expect.poll(() => seen.at(-1)).toBe('returned')
    expect(heard.subjects).toBeGreaterThan(0)
  })

  it('[S13] a document of a newer county is counted and said, stops nothing, and is read when it can be', async () => {
    await enrol()
    const [strange, plain] = [await office.subject(), await office.subject()]
    await value(sync())
    const touch = (id: string, document: string) => county.sql(`update documents set revision = revision + 1, document = ${document}, change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence') where id = $1`, [id])
    await touch(strange.id, `document || '{"fieldOfTomorrow": 1, "note": "新版本写的"}'`)
    await touch(plain.id, `document || '{"note": "县里改的"}'`)
    expect((await value(sync())).problem).toContain('升级')
    expect((await value(office.client().subject.get({ id: plain.id }))).note).toBe('县里改的')
    await touch(strange.id, `document - 'fieldOfTomorrow'`)
    expect((await value(sync())).problem).toBe('')
    expect((await value(office.client().subject.get({ id: strange.id }))).note).toBe('新版本写的')
  })

  it('[S14] a county restored from a backup before our batches is offered them again, byte for byte', async () => {
    await enrol()
    const subject = await office.subject()
    await office.visit(subject.id)
    await value(sync())
    const before = line.pushes.map((body) => JSON.parse(body).input.batch)
    // What an older backup holds: the devices, and nothing of their batches. Its triggers guard the ledger, so they are passed by.
    await county.sql(`set session_replication_role = replica;
      delete from batch_items; delete from document_versions; delete from documents; delete from conflicts; delete from ledger;
      update devices set last_number = 0, last_hash = repeat('0', 64); update ledger_head set position = 0, chain_hash = repeat('0', 64); update county set epoch = 'restored'`)
    line.retarget((await county.another()).url.replace(/\/$/, ''))
    expect(await value(sync())).toMatchObject({ waiting: 0, returned: 0 })
    expect(line.pushes.slice(before.length).map((body) => JSON.parse(body).input.batch)).toEqual(before)
    expect(await county.sql('select 1 from documents where id = $1', [subject.id])).toHaveLength(1)
  })
})

async function edit(id: string, over: Record<string, string>): Promise<void> {
  const { id: _id, source: _s, withdrawn: _w, createdAt: _c, editedAt, editedBy: _b, revision: _r, receivedAt: _at, refused: _f, ...facts } = await value(office.client().subject.get({ id: id as never }))
  office.clock.now += 5000
  await value(office.client().subject.edit({ id, editedAt, facts: { ...facts, ...over } }))
}

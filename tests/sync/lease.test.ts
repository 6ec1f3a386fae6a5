import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '#shared/kernel/errors.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aStick, bring, fetchDown } from '../courier/stick.ts'
import { logInTo, type TestConsole } from '../server/support/test-console.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { createFaultyLine, type Line } from './faulty-line.ts'
import { officeAtLine, type OfficeAtLine, value } from './office-at-line.ts'

const day = 86_400_000
const director = { login: '所长', password: 'quiet-line-2026' }
let cluster: TestCluster
let county: TestCounty
let line: Line
let office: OfficeAtLine
let console_: TestConsole

beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  county = await openTestCounty(cluster)
  line = await createFaultyLine(county.url.replace(/\/$/, ''))
  office = await officeAtLine(startOfTests)
  console_ = await logInTo(county)
  const code = (await createCode(county.county.county, offices.nanming, '所长室电脑'))?.code ?? ''
  await value(office.client().enrolment.enrol({ address: line.url, code }))
  await value(office.client().sync.now({}))
  return async () => {
    await office.close()
    await line.close()
    await county.close()
  }
})

const codeOf = async (answer: Promise<{ ok: true } | { ok: false; error: { code: ErrorCode | string } }>): Promise<string> => answer.then((said) => (said.ok ? 'done' : said.error.code))
const deviceId = async () => (await value(console_.device.list({ officeId: null })))[0]!.id
const stopped = async () => (await value(office.client().session.state({}))).stopped
const grants = () => ['keyring.json', 'keyring.spare.json'].map((name) => JSON.parse(readFileSync(join(office.dataDir, name), 'utf8')).content.slots.map((slot: { grants: object }) => Object.keys(slot.grants)))

async function wiped(): Promise<void> {
  await expect.poll(async () => (await stopped())?.wiped, { timeout: 30_000, interval: 50 }).toBe(true)
}

describe('a device that the county has stopped', () => {
  it('[KL3] [KL4] [KL5] [KL7] [KL8] seals its unsent work to the county and destroys its keys in one contact, its backups\' too; the county takes the work only by a decision', async () => {
    // Said without the county's signature, it stops nobody.
    line.set('forgeRevoked')
    await expect.poll(() => codeOf(office.client().sync.now({})), { timeout: 30_000 }).toBe('DEVICE_REVOKED')
    expect(existsSync(join(office.dataDir, 'stopped.json'))).toBe(false)
    line.set('open')
    await value(office.client().backup.start({ folder: null }))
    await expect.poll(async () => (await value(office.client().backup.status({}))).running, { timeout: 30_000, interval: 50 }).toBe(null)
    // Nothing goes out by itself meanwhile.
    line.set('down')
    const { id } = await office.subject()
    await value(office.client().draft.save({ kind: 'visit', subjectId: id as never, content: { text: '还没有写完的走访' } }))
    county.clock.now += 1000
    await value(console_.device.revoke({ id: await deviceId(), reason: '电脑遗失' }))
    const before = await value(console_.ledger.list({ officeId: null, offset: 0, limit: 10 }))
    line.set('open')
    // Or an exchange of its own was first.
    await office.client().sync.now({})
    await wiped()
    expect(grants()).toEqual([[[]], [[]]])
    expect(await codeOf(office.client().session.logIn(director))).toBe('DEVICE_WIPED')
    const backups = join(office.dataDir, 'backups')
    const [backup = ''] = readdirSync(backups).filter((one) => one.startsWith('office-backup-'))
    expect(await codeOf(office.client().backup.restore({ path: join(backups, backup), ...director }))).toBe('ACCOUNT_DISABLED')
    expect((await stopped())?.sealed).toMatchObject({ drafts: 1, handedIn: true })
    const [file] = await value(console_.revocation.handedIn({}))
    expect(file).toMatchObject({ drafts: 1, decided: null })
    expect((await value(console_.ledger.list({ officeId: null, offset: 0, limit: 10 }))).total).toBe(before.total)
    const looked = await value(console_.revocation.look({ id: file!.id }))
    expect(looked.items.map(({ collection }) => collection)).toContain('subjects')
    expect(looked.drafts[0]?.text).toContain('还没有写完的走访')
    expect(await value(console_.revocation.decide({ id: file!.id, take: true, reason: '已与所长核对' }))).toMatchObject({ decided: { taken: true, by: 'admin' } })
    expect((await value(console_.ledger.list({ officeId: null, offset: 0, limit: 10 }))).total).toBeGreaterThan(before.total)
    expect(await county.sql(`select 1 from documents where collection = 'subjects' and id = $1`, [id])).toHaveLength(1)
    expect(await codeOf(console_.revocation.decide({ id: file!.id, take: false, reason: '重复' }))).toBe('HAND_IN_DECIDED')
  })

  it('[KL1] [KL6] without a line it is told by the answer on a stick, and its work goes the same way', async () => {
    const stick = aStick()
    line.set('down')
    await office.subject()
    const first = await value(office.client().courier.export({ folder: stick.folder }))
    county.clock.now += 1000
    await value(console_.device.revoke({ id: await deviceId(), reason: '电脑遗失' }))
    expect(await bring(console_, stick.read(first.fileName))).toMatchObject({ outcome: { fresh: 0, stopped: { code: 'HANDED_IN' } } })
    const answer = await value(console_.courier.answer({ id: await deviceId() }))
    stick.put(answer.fileName, await fetchDown(console_, answer.fileId))
    await office.subject()
    expect(await value(office.client().courier.import({ folder: stick.folder, fileName: answer.fileName }))).toMatchObject({ outcome: { receipts: 0, changes: 0 } })
    await wiped()
    const { fileName } = await value(office.client().revocation.carry({ folder: stick.folder }))
    expect(await bring(console_, stick.read(fileName))).toMatchObject({ outcome: { stopped: { code: 'HANDED_IN' } } })
    const found = await value(console_.revocation.handedIn({}))
    expect(found.map(({ documents }) => documents).sort()).toEqual([first.documents, first.documents + 1])
    // The older one first or last: what is in both enters once.
    for (const { id } of found) await value(console_.revocation.decide({ id, take: true, reason: '已核对' }))
    expect(await county.sql(`select 1 from documents where collection = 'subjects'`)).toHaveLength(2)
    stick.remove()
  })
})

it('[KL10] [KL24] [KL25] [KL26] [KL27] an account that the county ended; a device that has not heard from it', async () => {
  const client = office.client()
  const person = { name: '钱伟', gender: '1' as const, kind: 'STAFF' as const, phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true }
  const made = await value(client.account.create({ personId: null, person, login: '专职', role: 'officer', password: 'quiet-river-2026' }))
  await value(client.sync.now({}))
  const row = (await value(console_.revocation.accounts({ officeId: offices.nanming as never }))).find(({ login }) => login === '专职')
  expect(await codeOf(console_.revocation.dismiss({ id: (await value(client.account.list({}))).find(({ role }) => role === 'director')!.personId, officeId: offices.nanming as never, reason: '调离' }))).toBe('LAST_DIRECTOR')
  await value(console_.revocation.dismiss({ id: row!.personId, officeId: offices.nanming as never, reason: '调离' }))
  county.clock.now += 1000
  await value(client.sync.now({}))
  await expect.poll(async () => (await value(client.account.list({}))).find(({ login }) => login === '专职')?.active, { timeout: 30_000, interval: 50 }).toBe(false)
  expect(await codeOf(client.account.setActive({ personId: made.personId, active: true }))).toBe('DISMISSED_BY_COUNTY')
  expect(await codeOf(client.session.logIn({ login: '专职', password: 'quiet-river-2026' }))).toBe('ACCOUNT_DISABLED')

  const { id } = await office.subject()
  await value(client.sync.now({}))
  line.set('down')
  office.clock.now += 31 * day
  expect(await codeOf(client.subject.create({} as never))).toBe('INVALID_INPUT')
  expect(await codeOf(office.subject().then(() => ({ ok: true as const }), (error: Error) => ({ ok: false as const, error: { code: error.message.split(':')[0]! } })))).toBe('LEASE_READ_ONLY')
  await value(client.draft.save({ kind: 'visit', subjectId: id as never, content: { text: '草稿照存' } }))
  await value(client.session.logIn(director))
  expect((await value(client.session.state({}))).lease).toMatchObject({ phase: 'readOnly', silent: 31 })
  office.clock.now += 20 * day
  await value(client.session.lock({}))
  const refused = await client.session.logIn(director)
  expect(refused.ok ? '' : refused.error.code).toBe('LEASE_EXPIRED')
  const { ask } = (await value(client.session.state({}))).lease ?? { ask: null }
  const { code } = await value(console_.revocation.extend({ id: await deviceId(), ask: ask!, days: 7, reason: '山里断网，已与所长核对' }))
  expect(await codeOf(client.session.logIn({ ...director, extension: '00000000' }))).toBe('LEASE_CODE_WRONG')
  await value(client.session.logIn({ ...director, extension: `${code.slice(0, 4)} ${code.slice(4)}` }))
  await office.subject()
  office.clock.now += 30 * day
  expect((await value(client.session.lock({}))).unsent).toBeGreaterThan(0)
  expect(await codeOf(client.session.logIn({ ...director, extension: code }))).toBe('LEASE_CODE_WRONG')
  county.clock.now += 60 * day
  line.set('open')
  expect(await codeOf(client.session.logIn(director))).toBe('done')
  expect((await value(client.session.state({}))).lease).toBe(null)
})

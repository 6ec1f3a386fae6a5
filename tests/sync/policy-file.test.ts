import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { HolidayYear } from '#shared/rules/index.ts'
import { PolicyFile } from '#shared/sync/policy-file.ts'
import { issueHolidays, writePolicyFile } from '../../src-server/cli/policy.ts'
import { createSeal, sha256 } from '../../src-server/crypto/signing.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { packFile, policyState, setPolicy } from '../../src-server/services/policy.ts'
import { administrator, openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine

beforeAll(async () => void (cluster = await openCluster()))
afterAll(async () => cluster.close())
beforeEach(async () => {
  county = await openTestCounty(cluster)
  office = await officeAtLine(county.clock.now)
})
afterEach(async () => {
  await office.close()
  await county.close()
})

const enrol = async () => value(office.client().enrolment.enrol({ address: county.url, code: (await createCode(county.county.county, offices.nanming, 'test'))!.code }))
const known: HolidayYear = HolidayYear.parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'holidays', '2026.json'), 'utf8')))
const tableOf = (year: number): object => ({ ...known, year, holidays: [{ name: '元旦', from: `${year}-01-01`, to: `${year}-01-03` }], workdays: [] })
const issue = (year: number) => {
  const file = join(county.dataDir, `${year}.json`)
  writeFileSync(file, JSON.stringify(tableOf(year)))
  return issueHolidays(county.county.county, { file, reason: '国务院办公厅通知', login: administrator.login })
}
const fileNow = async () => PolicyFile.parse(JSON.parse((await packFile(county.county.county))!.text))
const take = (file: unknown) => office.client().policy.importFile({ text: typeof file === 'string' ? file : JSON.stringify(file) })
const codeOf = async (file: unknown) => {
  const answer = await take(file)
  return answer.ok ? answer.value : answer.error.code
}
const years = async () => (await value(office.client().policy.get({}))).years.map(({ year, from }) => `${year} ${from}`)

it('[RU6] [RU7] the county’s table comes with the next exchange, or by stick; a year without one is said, not guessed', async () => {
  expect(await issue(2027)).toMatchObject({ done: true })
  expect(await codeOf(await fileNow())).toBe('NOT_ENROLLED')
  await enrol()
  await value(office.client().sync.now({}))
  expect(await years()).toEqual(['2024 program', '2025 program', '2026 program', '2027 county'])
  expect(await codeOf(await fileNow())).toMatchObject({ changed: false })

  const noticed = async () => (await value(office.client().session.state({}))).notices.filter((text) => text.includes('节假日'))
  expect(await noticed()).toEqual([])
  office.clock.now = Date.parse('2027-12-01T02:00:00.000Z')
  expect((await noticed())[0]).toContain('2028 年的节假日安排还没有载入')
  await issue(2028)
  const out = join(county.dataDir, 'pack.json')
  expect(await writePolicyFile(county.county.county, out)).toMatchObject({ done: true })
  expect(await writePolicyFile(county.county.county, out)).toMatchObject({ done: false })
  expect(await codeOf(readFileSync(out, 'utf8'))).toMatchObject({ changed: true, state: { number: 2, warning: '' } })
  expect(await noticed()).toEqual([])
  // The settings made at the console leave the tables where they are.
  const { number, policy } = await policyState(county.county.county)
  await setPolicy(county.county.county, { number, policy: { ...policy, planDays: 7 }, holidays: null, reason: '试' }, { login: 'admin', name: '林一' })
  expect(await codeOf(await fileNow())).toMatchObject({ changed: true, state: { number: 3 } })
  expect(await years()).toContain('2028 county')
  expect((await value(office.client().duty.rules({}))).settings).toContainEqual(expect.objectContaining({ name: 'planDays', value: '7' }))
})

it('[RU8] no pack, a foreign one, an altered one, an older one: each its own answer, and nothing changes', async () => {
  await enrol()
  await issue(2027)
  const first = await fileNow()
  await issue(2028)
  const second = await fileNow()
  expect(await codeOf(second)).toMatchObject({ changed: true })
  const before = await years()

  for (const broken of ['', '{}', 'PK\u0003\u0004', JSON.stringify(second).slice(0, -20)]) expect(await codeOf(broken)).toBe('POLICY_FILE_UNREADABLE')
  expect(await codeOf(first)).toBe('POLICY_OLDER')
  const other = createSeal(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  expect(await codeOf({ ...second, county: other.publicKey, pack: other.sign(second.pack.body) })).toBe('POLICY_FOREIGN')
  // Signed by a stranger under our county's name; or our own text with a word changed, its hash put right.
  expect(await codeOf({ ...second, pack: other.sign(second.pack.body) })).toBe('POLICY_ALTERED')
  const body = second.pack.body.replace('元旦', '春节')
  expect(await codeOf({ ...second, pack: { ...second.pack, body, hash: sha256(body) } })).toBe('POLICY_ALTERED')
  expect(await codeOf({ ...second, county: other.publicKey, pack: { ...second.pack, body, hash: sha256(body) } })).toBe('POLICY_ALTERED')
  // The county's own word in a form that is not known yet.
  expect(await codeOf({ ...second, pack: county.county.county.seal.sign(JSON.stringify({ ...JSON.parse(body), fresh: 1 })) })).toBe('POLICY_FORM_NEWER')
  // Of the ledger before the county was restored: set earlier than what is in force.
  const past = JSON.parse(second.pack.body) as Record<string, unknown>
  expect(await codeOf({ ...second, pack: county.county.county.seal.sign(JSON.stringify({ ...past, epoch: 'before', number: 99, setAt: '2026-01-01T00:00:00.000Z' })) })).toBe('POLICY_OLDER')
  expect(await years()).toEqual(before)
})

it('[RU8] a table that contradicts itself is not issued', async () => {
  const file = join(county.dataDir, 'wrong.json')
  writeFileSync(file, JSON.stringify({ ...tableOf(2027), workdays: ['2027-01-04'] }))
  expect(await issueHolidays(county.county.county, { file, reason: '试', login: administrator.login })).toMatchObject({ done: false, text: expect.stringContaining('周六或者周日') })
  writeFileSync(file, JSON.stringify(tableOf(2027)))
  expect(await issueHolidays(county.county.county, { file, reason: '试', login: 'nobody' })).toMatchObject({ done: false, text: expect.stringContaining('管理员') })
  expect((await policyState(county.county.county)).number).toBe(0)
})

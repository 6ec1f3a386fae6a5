import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reachOf } from '../../src-shared/authz/matrix.ts'
import { CountyRole } from '../../src-shared/authz/roles.ts'
import type { Slice } from '../../src-shared/contract/define.ts'
import { consoleContract } from '../../src-shared/contract/console.ts'
import { aConsole, logInTo, type TestConsole } from './support/test-console.ts'
import { aSubject, aVisit } from './support/documents.ts'
import { enrolledDevice, item } from './support/test-device.ts'
import { administrator, offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'

let cluster: TestCluster
let test: TestCounty
const consoles = new Map<CountyRole, TestConsole>()

beforeAll(async () => {
  cluster = await openCluster()
  test = await openTestCounty(cluster)
  // The administrator's hash is made cheap by the template; the same password serves everybody here.
  for (const role of CountyRole.options) await test.sql(`insert into county_users (login, name, role, password_hash, created_at) select '${role}', '${role}', '${role}', password_hash, created_at from county_users where login = '${administrator.login}'`)
  for (const role of CountyRole.options) consoles.set(role, await logInTo(test, { login: role, password: administrator.password }))
}, 60_000)
afterAll(async () => {
  await test.close()
  await cluster.close()
})

async function ask(token: string | null, name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> {
  const response = await fetch(`${test.url}api/call`, { method: 'POST', body: JSON.stringify({ name, input }), headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } })
  return (await response.json()) as { ok: boolean; error?: { code: string } }
}

const operations = Object.entries<Slice>(consoleContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, one]) => (one.kind === 'event' ? [] : [{ name: `${slice}.${name}`, action: one.action, kind: one.kind }])))
const as = (role: CountyRole): TestConsole => consoles.get(role) ?? aConsole(test.url)

describe('the county', () => {
  it.each(CountyRole.options)('[RT2] %s may call what the table says, and nothing else', async (role) => {
    for (const { name, action } of operations) {
      const answer = await ask(as(role).token, name, null)
      expect([name, answer.error?.code]).toEqual([name, reachOf(role, action) ? 'INVALID_INPUT' : 'NOT_ALLOWED'])
    }
  })

  it('[RT5] the procuratorate and the auditor can call no command but for themselves', () => {
    for (const role of ['procuratorate', 'auditor'] as const)
      expect(operations.filter(({ kind, action }) => kind === 'command' && reachOf(role, action) === 'county').map(({ name }) => name).filter((name) => name !== 'file.open')).toEqual([])
    expect(operations.filter(({ action }) => reachOf('countyAdministrator', action) !== null).map(({ name }) => name)).not.toContain('audit.list')
    expect(operations.filter(({ action }) => reachOf('auditor', action) === 'county').map(({ name }) => name).sort()).toEqual(['audit.list', 'audit.verify', 'emergency.list', 'ledger.list', 'policy.file', 'policy.get'])
  })

  it('[RT6] another role holds from the next call on; who is switched off is out; the last administrator stays', async () => {
    const admin = as('countyAdministrator')
    expect(await ask(as('countyOfficer').token, 'record.figures', { officeId: null })).toMatchObject({ ok: true })
    expect(await admin.user.setRole({ login: 'countyOfficer', role: 'auditor' })).toMatchObject({ ok: true, value: { role: 'auditor' } })
    expect(await ask(as('countyOfficer').token, 'record.figures', { officeId: null })).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
    await admin.user.setRole({ login: 'countyOfficer', role: 'countyOfficer' })
    expect(await admin.user.setActive({ login: 'countyHead', active: false })).toMatchObject({ ok: true })
    expect(await ask(as('countyHead').token, 'record.figures', { officeId: null })).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    await admin.user.setActive({ login: 'countyHead', active: true })
    await admin.user.setActive({ login: administrator.login, active: false })
    const last = { ok: false, error: { code: 'LAST_ADMINISTRATOR', params: {} } }
    expect(await admin.user.setActive({ login: 'countyAdministrator', active: false })).toEqual(last)
    expect(await admin.user.setRole({ login: 'countyAdministrator', role: 'countyHead' })).toEqual(last)
    expect(await admin.user.setActive({ login: 'nobody', active: false })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  })

  it('[RT6] two administrators who switch each other off at once leave one', async () => {
    const admin = as('countyAdministrator')
    await admin.user.setActive({ login: administrator.login, active: true })
    const other = await logInTo(test)
    const both = await Promise.all([admin.user.setActive({ login: administrator.login, active: false }), other.user.setActive({ login: 'countyAdministrator', active: false })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await test.sql("select count(*)::int as n from county_users where role = 'countyAdministrator' and active")).toEqual([{ n: 1 }])
    await test.sql("update county_users set active = true")
  })

  it('[AU7] the auditor filters by person, kind, day and outcome, page by page, and sees no name whole', async () => {
    const auditor = as('auditor')
    const page = await auditor.audit.list({ who: 'procuratorate', kind: null, from: null, to: null, outcome: 'refused', before: null, limit: 5 })
    if (!page.ok) throw new Error(page.error.code)
    expect(page.value.rows).toHaveLength(5)
    expect(new Set(page.value.rows.map(({ login, outcome, roleLabel }) => `${login} ${outcome} ${roleLabel}`))).toEqual(new Set(['procuratorate refused 检察机关（只读）']))
    const next = await auditor.audit.list({ who: 'procuratorate', kind: null, from: null, to: null, outcome: 'refused', before: page.value.rows.at(-1)?.sequence ?? 1, limit: 5 })
    expect(next.ok && next.value.rows[0]?.sequence).toBeLessThan(page.value.rows.at(-1)?.sequence ?? 0)
    const rights = await auditor.audit.list({ who: null, kind: 'rights', from: '2026-11-22' as never, to: '2026-11-22' as never, outcome: 'intent', before: null, limit: 200 })
    expect(rights.ok && rights.value.rows.map(({ what }) => what)).toEqual(expect.arrayContaining(['改变岗位', '停用、恢复用户']))
    const elsewhen = await auditor.audit.list({ who: null, kind: null, from: '2026-11-23' as never, to: null, outcome: null, before: null, limit: 5 })
    expect(elsewhen.ok && elsewhen.value.rows).toEqual([])
  })

  it('[AU5] more people in an hour than the policy lets pass: stopped until the password, told once, also through another process', async () => {
    const head = await logInTo(test, { login: 'countyHead', password: administrator.password })
    const policy = await head.policy.get({})
    if (!policy.ok) throw new Error(policy.error.code)
    await head.policy.set({ number: policy.value.number, policy: { ...policy.value.policy, sensitiveReadsPerHour: 5 }, holidays: null, reason: '试验限额' })
    const officer = as('countyOfficer')
    const look = (at: number) => officer.subject.get({ id: `01ARZ3NDEKTSV4RRFFQ69G5FA${at}` as never })
    for (let at = 0; at < 5; at++) expect(await look(at)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await look(5)).toEqual({ ok: false, error: { code: 'BULK_READING', params: { limit: 5 } } })
    expect(await look(6)).toMatchObject({ error: { code: 'BULK_READING' } })
    expect(await look(1)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await officer.audit.proceed({ password: '不对的密码' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    expect(await look(5)).toMatchObject({ error: { code: 'BULK_READING' } })
    expect(await officer.audit.proceed({ password: administrator.password })).toMatchObject({ ok: true })
    expect(await look(5)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await test.sql("select operation, outcome, count(*)::int as n from county_audit where actor = 'countyOfficer' and operation in ('audit.brake', 'audit.proceed') group by 1, 2 order by 1, 2")).toEqual([
      { operation: 'audit.brake', outcome: 'refused', n: 1 }, { operation: 'audit.proceed', outcome: 'intent', n: 1 }, { operation: 'audit.proceed', outcome: 'refused', n: 1 },
    ])
  })

  it('[RT9] an emergency look of an office stands on the county’s page until somebody has acknowledged it, with a masked name', async () => {
    const device = await enrolledDevice(test, offices.nanming)
    const subject = aSubject({ name: '钱金雀', idNo: '331102199001011000' })
    const visit = aVisit({ subjectId: subject.id, author: { personId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: '沈社工', role: 'socialWorker' } })
    const { visitType: _type, reason: _reason, met: _met, findings: _findings, nextVisitOn: _next, ...general } = visit
    const receipt = await device.send([item('subjects', subject), item('records', { ...general, kind: 'emergencyLook', values: { reason: '承办人联系不上', until: '2026-11-20T03:00:00.000Z' } } as never)])
    expect(JSON.stringify(receipt)).not.toContain('quarantined')
    const officer = await logInTo(test, { login: 'countyOfficer', password: administrator.password })
    const open = await officer.emergency.list({ open: true, limit: 10 })
    expect(open).toMatchObject({ ok: true, value: [{ by: '沈社工', about: '钱**', words: '承办人联系不上', officeName: '南明司法所', acknowledged: false }] })
    expect(await as('procuratorate').emergency.list({ open: true, limit: 10 })).toEqual(open)
    expect(await officer.emergency.acknowledge({ id: visit.id as never, comment: '已阅' })).toMatchObject({ ok: true })
    expect(await officer.emergency.list({ open: true, limit: 10 })).toEqual({ ok: true, value: [] })
    expect(await officer.emergency.list({ open: false, limit: 10 })).toMatchObject({ ok: true, value: [{ acknowledged: true, acknowledgedBy: 'countyOfficer' }] })
    expect(await officer.emergency.acknowledge({ id: subject.id as never, comment: '' })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  })

  it('[AU2] an audit that cannot be written blocks the act', async () => {
    await test.sql('alter table county_audit add constraint full_disk check (sequence < 0) not valid')
    const before = await test.sql('select count(*)::int as n from county_users')
    expect(await as('countyAdministrator').user.create({ login: 'newone', name: '新人', role: 'countyOfficer', password: '溪水-白鹭-1107' })).toMatchObject({ error: { code: 'INTERNAL' } })
    expect(await test.sql('select count(*)::int as n from county_users')).toEqual(before)
    await test.sql('alter table county_audit drop constraint full_disk')
  })
})

describe('the chain of the county', () => {
  it('[AU4] a head that the county has signed misses what was cut off after it was written', async () => {
    const auditor = as('auditor')
    expect(await auditor.audit.verify({})).toMatchObject({ ok: true, value: { firstBad: null, problem: '' } })
    const [{ n: last } = { n: 0 }] = (await test.sql('select max(sequence)::int as n from audit_anchors')) as { n: number }[]
    expect(last).toBeGreaterThan(20)
    await test.sql('alter table county_audit disable trigger all')
    await test.sql(`delete from county_audit where sequence >= ${String(last - 3)}`)
    // The verifier's own look is the next entry: it takes the number of one that was cut off.
    const found = await auditor.audit.verify({})
    expect(found.ok && found.value.firstBad).toBe(last - 2)
  })
})

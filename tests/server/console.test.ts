import { readSheet } from 'read-excel-file/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { consoleContract } from '#shared/contract/console.ts'
import { type matrix, reachOf } from '#shared/authz/matrix.ts'
import { aConfirmation, aGroup, aMember, aSubject, aVisit, newId } from './support/documents.ts'
import { aConsole, logInTo, officer, type TestConsole } from './support/test-console.ts'
import { administrator, offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { aDevice, enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let console: TestConsole
let device: TestDevice
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  console = await logInTo(test)
  device = await enrolledDevice(test, offices.nanming)
})
afterEach(() => test.close())

function value<T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const recordFilter = { officeId: null, subjectId: null, kind: 'visit', review: null, since: null } as const

/** A subject with a formed group, a confirmed visit and a correction of it. */
async function aCase() {
  const subject = aSubject({ gender: '2' })
  const companion = newId()
  const visit = aVisit({ subjectId: subject.id, participants: [{ personId: companion, name: '吴三' }] })
  const correction = aVisit({ subjectId: subject.id, occurredAt: '2026-11-20T02:30:00.000Z', corrects: { recordId: visit.id, reason: '时间写错' } })
  const confirmation = aConfirmation({ subjectId: subject.id, recordId: visit.id, personId: companion })
  const group = aGroup({ id: subject.id, members: [aMember(), aMember({ seat: 'FIXED_VILLAGE', kind: 'VILLAGE' })] })
  await device.send([item('subjects', subject), item('groups', group), item('records', visit), item('records', correction), item('records', confirmation)])
  return { subject, visit, correction, confirmation, group }
}

describe('log-in', () => {
  it('[C29] opens a session that ends when idle for 15 minutes, after 8 hours, at log-out, or with its user', async () => {
    expect(value(await aConsole(test.url).console.state({}))).toEqual({ countyName: '莲都区', me: null })
    expect(value(await console.console.state({})).me).toEqual({ login: 'admin', name: '林一', role: 'countyAdministrator' })
    for (let i = 0; i < 40; i++) {
      test.clock.now += 12 * 60_000 - 1000
      if (i < 39) expect((await console.office.list({})).ok).toBe(true)
    }
    test.clock.now += 12 * 60_000
    expect(await console.office.list({})).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    const idle = await logInTo(test)
    test.clock.now += 15 * 60_000 + 1
    expect(await idle.office.list({})).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    const left = await logInTo(test)
    await left.console.logOut({})
    expect(await left.office.list({})).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    const switched = await logInTo(test)
    await test.sql('update county_users set active = false')
    expect(await switched.office.list({})).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    expect(await aConsole(test.url).console.logIn(administrator)).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(await aConsole(test.url).console.logIn({ login: 'admin', password: administrator.password })).toMatchObject({ error: { code: 'ACCOUNT_DISABLED' } })
  })

  it('[C30] allows five guesses a minute, also through another process; tokens and passwords are stored as hashes', async () => {
    const { url } = await test.another()
    for (let i = 0; i < 5; i++) expect(await aConsole(i % 2 ? url : test.url).console.logIn({ login: 'admin', password: 'wrong' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    for (const door of [url, test.url]) expect(await aConsole(door).console.logIn({ login: 'admin', password: administrator.password })).toMatchObject({ error: { code: 'TRY_LATER', params: { seconds: 60 } } })
    expect(await aConsole(url).console.logIn({ login: 'nobody', password: 'wrong' })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    test.clock.now += 60_000
    const again = await logInTo(test)
    const stored = JSON.stringify([await test.sql('select * from county_users'), await test.sql('select * from console_sessions'), await test.sql('select * from county_audit')])
    expect(stored).not.toContain(again.token)
    expect(stored).not.toContain(administrator.password)
  })

  it('[C31] is the only thing that nobody may do but look at the state, and officers may not manage', async () => {
    value(await console.user.create(officer))
    expect(await console.user.create(officer)).toMatchObject({ error: { code: 'LOGIN_TAKEN' } })
    expect(await console.user.create({ ...officer, login: 'weak', password: 'short' })).toMatchObject({ error: { code: 'PASSWORD_TOO_WEAK' } })
    const asOfficer = await logInTo(test, officer)
    const refused: Record<string, string[]> = { anyone: [], countyOfficer: [] }
    const asked: [string, string | null][] = [['anyone', null], ['countyOfficer', asOfficer.token]]
    for (const [role, token] of asked)
      for (const [slice, members] of Object.entries(consoleContract))
        for (const [name, declared] of Object.entries(members)) {
          if (declared.kind === 'event' || name === 'logOut') continue
          const response = await fetch(`${test.url}api/call`, { method: 'POST', body: JSON.stringify({ name: `${slice}.${name}`, input: null }), headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } })
          const answer = (await response.json()) as { error: { code: string } }
          const granted = reachOf(role === 'anyone' ? 'anyone' : 'countyOfficer', declared.action as keyof typeof matrix) !== null
          expect(answer.error.code, `${role} ${slice}.${name}`).toBe(granted ? 'INVALID_INPUT' : role === 'anyone' ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED')
          if (!granted) refused[role]?.push(`${slice}.${name}`)
        }
    expect(refused['countyOfficer']).toEqual(expect.arrayContaining(['user.list', 'user.create', 'user.setRole', 'user.setActive', 'office.create', 'device.createCode', 'device.revoke', 'device.unfreeze', 'sealed.look', 'sealed.looks', 'policy.set', 'courier.admit', 'audit.list']))
    expect(refused['anyone']?.length).toBeGreaterThan(10)
    expect(await test.sql("select count(*)::int as n from county_audit where outcome = 'refused' and actor = 'officer'")).toEqual([{ n: refused['countyOfficer']?.length }])
  })
})

describe('the console shows', () => {
  it('[C32] offices with their last contact, what waits there, and counts', async () => {
    await aCase()
    await device.client.sync.check({ protocol: 1, waiting: 7, appVersion: '0', deviceTime: '2026-11-22T02:00:30.000Z' })
    const rows = value(await console.office.list({}))
    expect(rows[0]).toEqual({ id: offices.nanming, name: '南明司法所', devices: 1, lastSyncAt: '2026-11-22T02:00:00.000Z', waiting: 7, subjects: 1, groupsWithFindings: 1, visits30: 1, toReview: 2, conflicts: 0 })
    expect(rows[1]).toMatchObject({ devices: 0, lastSyncAt: null, waiting: 0, subjects: 0, groupsWithFindings: 0 })
    expect(value(await console.device.list({ officeId: offices.nanming }))).toMatchObject([{ id: device.id, label: '所长室', batches: 1, waiting: 7, clockSkewSeconds: 30, frozen: false, revoked: false }])
    expect(await console.office.create({ id: offices.nanming, name: '重复' })).toMatchObject({ error: { code: 'OFFICE_CODE_TAKEN' } })
    expect(value(await console.office.create({ id: '331102003', name: '紫金司法所' }))).toEqual({ id: '331102003', name: '紫金司法所' })
  })

  it('[C33] subjects and groups with what the rules find, searched by text', async () => {
    const { subject } = await aCase()
    await device.send([item('subjects', aSubject({ name: '郑某水', state: 'DISCHARGED' })), item('subjects', aSubject({ withdrawn: { at: '2026-11-20T03:00:00.000Z', by: '陈二', reason: '导入撤销' } }))])
    const list = value(await console.subject.list({ officeId: null, text: '', offset: 0, limit: 10 }))
    expect(list.total).toBe(2)
    const [row] = value(await console.subject.list({ officeId: offices.nanming, text: '周某', offset: 0, limit: 10 })).rows
    expect(row).toMatchObject({ visits: 1, lastVisitAt: '2026-11-20T02:30:00.000Z', subject: { id: subject.id, revision: 1, receivedAt: '2026-11-22T02:00:00.000Z' } })
    expect(row?.hardFindings).toBeGreaterThanOrEqual(1)
    expect(value(await console.subject.list({ officeId: offices.wanxiang, text: '', offset: 0, limit: 10 })).total).toBe(0)
    expect(value(await console.subject.list({ officeId: null, text: "%' or 1=1 --", offset: 0, limit: 10 })).total).toBe(0)
    const got = value(await console.subject.get({ id: subject.id as never }))
    expect(got.findings.map((finding) => finding.level)).toContain('hard')
    expect(got.records.map((record) => record.record.kind)).toEqual(['visit', 'visit'])
    const groups = value(await console.group.list({ officeId: null, onlyFindings: true }))
    expect(groups).toMatchObject([{ subjectId: subject.id, subjectName: '周某山', group: { id: subject.id } }])
    expect(await console.subject.get({ id: newId() as never })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  })

  it('[C33] a group whose family seat is held by a relative of somebody else', async () => {
    const [subject, other, kin] = [aSubject(), aSubject(), newId()]
    const person = { id: kin, name: '王某', gender: '1', kind: 'FAMILY', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: other.id, relation: '父亲', active: true, account: null, createdAt: '2026-01-05T01:00:00.000Z', editedAt: '2026-01-05T01:00:00.000Z', editedBy: '陈二' }
    const members = [aMember(), aMember({ seat: 'FIXED_VILLAGE', kind: 'VILLAGE' }), aMember({ personId: kin, seat: 'FIXED_FAMILY', kind: 'FAMILY', isLeader: false })]
    const sent = await device.send([item('subjects', subject), item('subjects', other), item('people', person), item('groups', aGroup({ id: subject.id, members })), item('groups', aGroup({ id: other.id, members }))])
    expect(sent.items.map(({ verdict, reason }) => verdict + reason)).toEqual(Array.from({ length: 5 }, () => 'accepted'))
    const foundOf = async (id: string) => value(await console.subject.get({ id: id as never })).findings.filter(({ text }) => text.includes('另一名对象')).length
    expect([await foundOf(subject.id), await foundOf(other.id)]).toEqual([1, 0])
    const listed = value(await console.group.list({ officeId: null, onlyFindings: true })).find(({ subjectId }) => subjectId === subject.id)
    expect(listed?.findings.filter(({ text }) => text.includes('另一名对象'))).toHaveLength(1)
  })

  it('[C34] one visit with its three times, its batch and receipt, its versions, corrections and confirmations', async () => {
    const { visit, correction } = await aCase()
    const got = value(await console.record.get({ id: visit.id as never }))
    const [entry] = await test.sql('select hash, receipt_hash, receipt_signature from ledger')
    expect(got).toMatchObject({
      row: { subjectName: '周某山', officeName: '南明司法所', confirmedBy: ['吴三'], record: { occurredAt: visit['occurredAt'], recordedAt: visit['recordedAt'], receivedAt: '2026-11-22T02:00:00.000Z', revision: 1 } },
      batch: { position: 1, number: 1, deviceId: device.id, hash: entry?.['hash'], receiptHash: entry?.['receipt_hash'], receiptSignature: entry?.['receipt_signature'] },
      versions: [{ revision: 1, by: '南明司法所（所长室）' }], corrects: null, correctedBy: correction.id,
    })
    expect(value(await console.record.get({ id: correction.id as never }))).toMatchObject({ corrects: visit.id, correctedBy: null })
    expect(value(await console.ledger.list({ officeId: null, offset: 0, limit: 10 }))).toMatchObject({ total: 1, rows: [{ position: 1, items: 5, number: 1, hash: entry?.['hash'] }] })
  })

  it('[C35] logs every read of a person or record, every search and command, in a chain that nobody can change', async () => {
    const { subject, visit } = await aCase()
    await console.subject.get({ id: subject.id as never })
    await console.record.get({ id: visit.id as never })
    await console.subject.list({ officeId: null, text: '周某', offset: 0, limit: 1 })
    await console.subject.list({ officeId: null, text: '', offset: 0, limit: 1 })
    const rows = await test.sql('select operation, object, actor from county_audit order by sequence')
    expect(rows).toEqual([
      { operation: 'console.logIn', object: '', actor: 'admin' }, { operation: 'subject.get', object: subject.id, actor: 'admin' },
      { operation: 'record.get', object: visit.id, actor: 'admin' }, { operation: 'subject.list', object: '', actor: 'admin' },
    ])
    for (const statement of ["update county_audit set actor = 'x'", 'delete from county_audit', 'truncate county_audit', "update ledger set body = ''", 'delete from document_versions', 'delete from batch_items'])
      await expect(test.sql(statement)).rejects.toThrow('written once')
  })
})

describe('the county', () => {
  it('[C36] reviews a visit in its own field, as a new revision that the office pulls', async () => {
    const { visit, confirmation } = await aCase()
    const { cursor } = await device.pullAll()
    const input = { ids: [visit.id, visit.id, confirmation.id, newId()] as never, state: 'RETURNED', comment: '请补充地点' } as const
    expect(value(await console.record.review(input))).toEqual({ reviewed: 1 })
    expect(value(await console.record.review(input))).toEqual({ reviewed: 0 })
    const review = { state: 'RETURNED', comment: '请补充地点', by: '林一', at: '2026-11-22T02:00:00.000Z' }
    expect((await device.pullAll(100, cursor)).changes).toMatchObject([{ id: visit.id, revision: 2, document: { ...visit, review } }])
    // The office sends its copy again: the county's word stands.
    expect((await device.send([item('records', visit)])).items[0]).toMatchObject({ verdict: 'unchanged', revision: 2, current: { review } })
    expect(value(await console.record.list({ filter: { ...recordFilter, review: 'RETURNED' }, offset: 0, limit: 10 })).total).toBe(1)
    expect(value(await console.record.list({ filter: { ...recordFilter, review: 'OPEN' }, offset: 0, limit: 10 })).total).toBe(1)
    expect(value(await console.record.get({ id: visit.id as never })).versions).toMatchObject([{ revision: 1 }, { revision: 2, by: '林一' }])
  })

  it('[C27] gives out enrolment codes and switches a device off at once', async () => {
    const made = value(await console.device.createCode({ officeId: offices.wanxiang as never }))
    expect(made.expiresAt).toBe('2026-11-25T02:00:00.000Z')
    expect((await aDevice({ url: test.url, officeId: offices.wanxiang, now: () => test.clock.now }).enrol(made.code)).ok).toBe(true)
    expect(await console.device.createCode({ officeId: '331102009' as never })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(value(await console.device.revoke({ id: device.id, reason: '电脑遗失' }))).toMatchObject({ id: device.id, revoked: true })
    expect(await device.push(device.build([item('subjects', aSubject())]))).toMatchObject({ error: { code: 'DEVICE_REVOKED' } })
    expect(await console.device.revoke({ id: newId() as never, reason: '不存在' })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await test.sql("select purpose from county_audit where operation = 'device.revoke' and object = $1", [device.id])).toEqual([{ purpose: '电脑遗失' }])
  })

  it('[C54] takes batches again from a frozen device for a reason; one that forked really is frozen again', async () => {
    await device.send([item('subjects', aSubject())])
    const other = device.build([item('subjects', aSubject())], { number: 1, previousHash: '0'.repeat(64) })
    expect(await device.push(other)).toMatchObject({ error: { code: 'BATCH_FORK' } })
    expect(await device.push(device.build([item('subjects', aSubject())]))).toMatchObject({ error: { code: 'BATCH_FORK' } })
    expect(await console.device.unfreeze({ id: device.id, reason: '' })).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(value(await console.device.unfreeze({ id: device.id, reason: '已电话核对，是误拷的备份' }))).toMatchObject({ id: device.id, frozen: false })
    expect((await device.send([item('subjects', aSubject())])).items[0]).toMatchObject({ verdict: 'accepted' })
    expect(await device.push(other)).toMatchObject({ error: { code: 'BATCH_FORK' } })
    expect(value(await console.device.list({ officeId: null }))).toMatchObject([{ frozen: true }])
    expect(await test.sql("select object, purpose, actor from county_audit where operation = 'device.unfreeze'")).toEqual([{ object: device.id, purpose: '已电话核对，是误拷的备份', actor: 'admin' }])
    expect(await console.device.unfreeze({ id: newId() as never, reason: '不存在' })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  })

  it('[C37] exports visits as a workbook of text cells in which nothing is a formula, and logs the purpose', async () => {
    const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', ' =1']
    await device.send(dangerous.map((text) => item('records', aVisit({ text }))))
    await device.send([item('records', aVisit({ text: '一切正常 3-1=2' }))])
    const answer = value(await console.record.export({ filter: recordFilter, purpose: '季度检查' }))
    expect(answer).toMatchObject({ rows: 12, fileName: '走访记录-2026-11-22.xlsx' })
    const rows = await readSheet(Buffer.from(answer.base64, 'base64'))
    const texts = rows.slice(1).map((row) => String(row[12]))
    expect(texts.sort()).toEqual([...dangerous.map((text) => `'${text}`), '一切正常 3-1=2'].sort())
    expect(await test.sql("select operation, purpose from county_audit where operation = 'record.export'")).toEqual([{ operation: 'record.export', purpose: '季度检查' }])
  })

  it('[C37] says in the workbook when a record first reached the county, whatever was said of it later', async () => {
    const { visit, correction } = await aCase()
    test.clock.now += 10 * 60_000
    await console.record.review({ ids: [visit.id, correction.id] as never, state: 'APPROVED', comment: '' })
    const answer = value(await console.record.export({ filter: recordFilter, purpose: '季度检查' }))
    const [head, ...rows] = await readSheet(Buffer.from(answer.base64, 'base64'))
    expect(rows.map((row) => row[head?.indexOf('县局接收时间') ?? -1])).toEqual(['2026-11-22 10:00', '2026-11-22 10:00'])
  })

  it('[C32] lists the visits since a day: what the board counts and nothing older', async () => {
    const [edge, older] = [aVisit({ occurredAt: '2026-10-22T16:00:00.000Z' }), aVisit({ occurredAt: '2026-10-22T15:59:59.999Z' })]
    await device.send([item('records', edge), item('records', older)])
    expect(value(await console.office.list({}))[0]?.visits30).toBe(1)
    const since = value(await console.record.list({ filter: { ...recordFilter, since: '2026-10-23' }, offset: 0, limit: 10 }))
    expect(since).toMatchObject({ total: 1, rows: [{ record: { id: edge.id } }] })
    expect(value(await console.record.list({ filter: recordFilter, offset: 0, limit: 10 })).total).toBe(2)
  })

  it('[C38] tells an open console that something changed, whichever process took the batch', async () => {
    const { url } = await test.another()
    const socket = new WebSocket(`${url.replace('http', 'ws')}api/events`)
    const names: string[] = []
    const got = (name: string) => new Promise<void>((done) => {
      const look = () => (names.includes(name) ? done() : setTimeout(look, 20))
      look()
    })
    socket.on('open', () => socket.send(JSON.stringify({ token: console.token })))
    socket.on('message', (data) => names.push(JSON.parse(data.toString()).name))
    await got('hello')
    await device.send([item('subjects', aSubject())])
    await got('record.changed')
    socket.close()
    const codes = await Promise.all([
      new Promise((done) => {
        const stranger = new WebSocket(`${url.replace('http', 'ws')}api/events`)
        stranger.on('open', () => stranger.send(JSON.stringify({ token: 'x'.repeat(43) }))).on('close', done)
      }),
      new Promise((done) => new WebSocket(`${url.replace('http', 'ws')}api/events`, { origin: 'http://elsewhere.example' }).on('error', (error) => done(error.message))),
    ])
    expect(codes).toEqual([4401, 'Unexpected server response: 403'])
  })
})

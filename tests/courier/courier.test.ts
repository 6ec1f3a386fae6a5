import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Subject } from '#shared/domain/subject.ts'
import type { OfficeId } from '#shared/kernel/ids.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { officeAtLine, type OfficeAtLine, value } from '../sync/office-at-line.ts'
import { logInTo, type TestConsole } from '../server/support/test-console.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { moveSubject } from '../../src-server/services/hand-over/move-subject.ts'
import { aStick, bring, fetchDown, upload } from './stick.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine
let page: TestConsole
const stick = aStick()
/** COURIER_DRILL=1000 for the whole of AC-18 at the desk's end. */
const rounds = Number(process.env['COURIER_DRILL'] ?? 12)
const nanming = offices.nanming as OfficeId

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  office = await officeAtLine(startOfTests)
  page = await logInTo(county)
})
afterAll(async () => {
  await office.close()
  await county.close()
  await cluster.close()
  stick.remove()
})

const stored = async () => Number((await county.sql('select count(*) from ledger'))[0]?.['count'])
/** Writes a file at the desk, carries it to the county and gives what is said there. */
async function carry() {
  const exported = await value(office.client().courier.export({ folder: stick.folder }))
  county.clock.now = office.clock.now += 60_000
  return { exported, taken: await bring(page, stick.read(exported.fileName)) }
}
/** Writes the county's answer, carries it back, and gives what the desk says. */
async function carryBack(id: string) {
  county.clock.now += 60_000
  const made = await value(page.courier.answer({ id: id as never }))
  stick.put(made.fileName, await fetchDown(page, made.fileId))
  return office.client().courier.import({ folder: stick.folder, fileName: made.fileName })
}

describe('a device that never had a line', () => {
  let deviceId = ''

  it('[CR1] is let in by request, fingerprint and certificate; a wrong fingerprint on either side opens nothing', async () => {
    const client = office.client()
    expect(await client.courier.export({ folder: stick.folder })).toMatchObject({ ok: false, error: { code: 'NOT_ENROLLED' } })
    const request = await value(client.courier.request({ folder: stick.folder }))
    const handle = await upload(page, stick.read(request.fileName))
    const seen = await value(page.courier.take({ handle }))
    expect(seen).toMatchObject({ outcome: { kind: 'request' }, fingerprint: request.fingerprint })
    deviceId = seen.deviceId
    const admission = { handle, officeId: nanming, label: '所长室电脑' }
    expect(await page.courier.admit({ ...admission, check: 'AAAA-BBBB-CCCC-DDDD' })).toMatchObject({ ok: false, error: { code: 'COURIER_FINGERPRINT' } })
    expect((await value(page.device.list({ officeId: null }))).length).toBe(0)
    const made = await value(page.courier.admit({ ...admission, check: request.fingerprint.toLowerCase() }))
    stick.put(made.fileName, await fetchDown(page, made.fileId))
    const { countyFingerprint } = await value(page.courier.list({}))
    const at = { folder: stick.folder, fileName: made.fileName }
    expect(await client.courier.join({ ...at, check: request.fingerprint })).toMatchObject({ ok: false, error: { code: 'COURIER_FINGERPRINT' } })
    expect(await value(client.courier.join({ ...at, check: countyFingerprint }))).toMatchObject({ enrolled: true, ready: true, countyName: '莲都区' })
    expect(stick.names().join()).not.toMatch(/南明|周敏|所长/)
  })

  it('[CR2] sends by stick what the line would send, and takes receipts, changes and numbers back', async () => {
    const { id } = await office.subject()
    await office.visit(id)
    const before = await value(office.client().courier.status({}))
    expect(before.waiting.documents).toBeGreaterThan(1)
    const { exported, taken } = await carry()
    expect(exported).toMatchObject({ number: 1, batches: 1 })
    expect(taken).toMatchObject({ outcome: { as: 'next', batches: 1, fresh: 1, stopped: null } })
    expect(await value(office.client().courier.status({}))).toMatchObject({ unansweredSince: exported.at })
    const back = await value(carryBack(deviceId))
    expect(back.outcome).toMatchObject({ kind: 'answer', receipts: 1, stopped: null, more: false })
    expect(await value(office.client().courier.status({}))).toMatchObject({ unansweredSince: null, waiting: { documents: 0, batches: 0 } })
    const subject = await value(office.client().subject.get({ id: id as never }))
    expect(JSON.stringify(subject)).toContain('"receivedAt":"2026')
    expect(await value(office.client().sync.status({}))).toMatchObject({ enrolled: true, waiting: 0 })
  })

  it('[CR3] what the county changes comes with the next answer; the same answer again and an older one change nothing', async () => {
    const id = (await office.subject()).id
    const visit = await office.visit(id)
    await carry()
    const first = await value(carryBack(deviceId))
    expect(first.outcome.receipts).toBe(1)
    await value(page.record.review({ ids: [visit as never], state: 'RETURNED', comment: '请补充住处情况' } as never))
    const older = stick.names().filter((name) => name.startsWith('回执')).at(-1) ?? ''
    await carry()
    expect((await value(carryBack(deviceId))).outcome.changes).toBeGreaterThan(0)
    expect((await value(office.client().sync.status({}))).returned).toBe(1)
    const again = await value(office.client().courier.import({ folder: stick.folder, fileName: older }))
    expect(again).toMatchObject({ outcome: { as: 'again' }, sentences: [expect.stringContaining('已经导入过'), expect.any(String)] })
    expect((await value(office.client().sync.status({}))).returned).toBe(1)
  })

  it('[CR4] a lost, a doubled and an old file are told apart, and nothing is stored twice', async () => {
    const { id } = await office.subject()
    const one = await value(office.client().courier.export({ folder: stick.folder }))
    await office.visit(id)
    const two = await value(office.client().courier.export({ folder: stick.folder }))
    const before = await stored()
    const next = await bring(page, stick.read(two.fileName))
    expect(next).toMatchObject({ outcome: { as: 'next', missing: [one.number], fresh: 2 } })
    expect(await bring(page, stick.read(two.fileName))).toMatchObject({ outcome: { as: 'again' }, sentences: [expect.stringContaining('没有重复登记'), expect.any(String)] })
    expect(await bring(page, stick.read(one.fileName))).toMatchObject({ outcome: { as: 'late', fresh: 0 }, sentences: [expect.stringContaining('较早的一份'), expect.any(String)] })
    expect(await stored()).toBe(before + 2)
    await carryBack(deviceId)
  })

  it('[CR6] an answer that is cut off or altered is refused at the desk and changes nothing; one for another is told so', async () => {
    const { id } = await office.subject()
    await carry()
    county.clock.now += 60_000
    const made = await value(page.courier.answer({ id: deviceId as never }))
    const bytes = await fetchDown(page, made.fileId)
    const before = await value(office.client().courier.status({}))
    const attempt = async (content: Uint8Array, fileName = '回执-改.exchange') => {
      stick.put(fileName, content)
      const answer = await office.client().courier.import({ folder: stick.folder, fileName })
      return answer.ok ? 'taken' : answer.error.code
    }
    for (let round = 0; round < rounds; round++) {
      const at = Math.floor((round * bytes.length) / rounds)
      expect(await attempt(bytes.subarray(0, at))).toBe('COURIER_INCOMPLETE')
      expect(await attempt(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toBe('COURIER_DAMAGED')
    }
    const outbound = stick.names().find((name) => name.startsWith('上报')) ?? ''
    expect(await attempt(stick.read(outbound))).toBe('COURIER_WRONG_WAY')
    expect(await attempt(new Uint8Array(400))).toBe('COURIER_NOT_A_FILE')
    symlinkSync(join(stick.folder, outbound), join(stick.folder, '回执-链.exchange'))
    expect(await office.client().courier.import({ folder: stick.folder, fileName: '回执-链.exchange' })).toMatchObject({ error: { code: 'COURIER_NOT_A_FILE' } })
    expect(await office.client().courier.import({ folder: stick.folder, fileName: '../secret.exchange' })).toMatchObject({ error: { code: 'COURIER_NOT_A_FILE' } })
    expect(await value(office.client().courier.status({}))).toEqual(before)
    expect(await attempt(bytes)).toBe('taken')
    expect((await value(office.client().subject.get({ id: id as never })))).toBeTruthy()
    const listed = await value(office.client().courier.find({ folder: stick.folder }))
    expect(listed.filter(({ state }) => state === 'unreadable').length).toBeGreaterThan(0)
    expect(listed.find(({ fileName }) => fileName === '回执-改.exchange')).toMatchObject({ state: 'done', kind: 'answer' })
  })

  it('[HO10] who went to another office is told with the answer; what the stick brought follows him, and his copies go', async () => {
    const { id } = await office.subject({ name: '柳长青' })
    await carry()
    await value(carryBack(deviceId))
    const at = toInstant(county.clock.now)
    await county.county.county.db.transaction().execute((transaction) => moveSubject(transaction, { subjectId: id, from: nanming, to: { id: offices.wanxiang, name: '万象司法所' }, decisionId: 'step', effectiveOn: localDateOf(at), at, by: '林一', reason: '县内迁居' }))
    await office.visit(id, '还不知道移交')
    expect((await carry()).taken).toMatchObject({ outcome: { fresh: 1, stopped: null } })
    await value(carryBack(deviceId))
    expect(await value(office.client().sync.handOvers({}))).toMatchObject([{ name: '柳长青', gone: true, after: 1, removedAt: expect.any(String) }])
    expect(await office.client().subject.get({ id: id as never })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await county.sql("select office_id from documents where collection = 'records' and document ->> 'subjectId' = $1", [id])).toEqual([{ office_id: offices.wanxiang }])
  })

  it('[CR5] by line and by stick at once: the same receipts, and a file from a drawer freezes nothing', async () => {
    const { id } = await office.subject()
    const drawer = await value(office.client().courier.export({ folder: stick.folder }))
    const { code } = (await createCode(county.county.county, nanming, 'test')) ?? { code: '' }
    expect(code).not.toBe('')
    await value(office.client().enrolment.changeAddress({ address: county.url.replace(/\/$/, '') }))
    await office.visit(id)
    await value(office.client().sync.now({}))
    const entries = await stored()
    expect(await bring(page, stick.read(drawer.fileName))).toMatchObject({ outcome: { as: 'next', fresh: 0, stopped: null } })
    expect(await stored()).toBe(entries)
    expect((await value(carryBack(deviceId))).outcome).toMatchObject({ receipts: 0, stopped: null })
    expect((await value(page.device.list({ officeId: null })))[0]?.frozen).toBe(false)
    await value(office.client().sync.now({}))
    expect(await value(office.client().sync.status({}))).toMatchObject({ waiting: 0, problem: '' })
    expect(Subject.shape.id.safeParse(id).success).toBe(true)
  })
})

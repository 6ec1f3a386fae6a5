import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aVisit } from '../server/support/documents.ts'
import { enrolledDevice, item } from '../server/support/test-device.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
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
  const code = (await createCode(county.county.county, offices.nanming, 'test'))?.code ?? ''
  await value(office.client().enrolment.enrol({ address: line.url, code }))
})
afterEach(async () => {
  await office.close()
  await line.close()
  await county.close()
})

const sync = () => value(office.client().sync.now({}))
const compared = async () => (await value(office.client().diagnosis.read({ thorough: false }))).sync.compared
const documentOf = async (id: string) => (await county.sql('select document, revision from documents where id = $1', [id]))[0]
const aDayLater = (): void => {
  office.clock.now += 25 * 3_600_000
  county.clock.now += 25 * 3_600_000
}

describe('both sides compare what both have acknowledged', () => {
  it('[S47] once a day; the same on both sides takes one question and says so, whatever waits', async () => {
    const subject = await office.subject()
    await office.visit(subject.id)
    await sync()
    // An exchange that had something to do leaves the comparison to a quiet one.
    expect(await compared()).toBeNull()
    await sync()
    expect(await compared()).toMatchObject({ documents: 3, taken: 0, offered: 0, mended: 0 })
    expect(line.calls.filter((name) => name === 'sync.compare')).toHaveLength(1)
    await sync()
    expect(line.calls.filter((name) => name === 'sync.compare')).toHaveLength(1)
  })

  it('[S48] a copy that was altered or lost at the county is mended by its versions; unsent work stays as it was', async () => {
    const subject = await office.subject({ phone: '13800000000' })
    const [altered, lost] = [await office.visit(subject.id, '县局这一份被改动'), await office.visit(subject.id, '县局这一份丢失')]
    const moved = await office.subject()
    await sync()
    // Another office's by now: what is written about it is not taken, waits for a person, and stands beside another copy of that id.
    await county.sql('update documents set office_id = $1 where id = $2', [offices.wanxiang, moved.id])
    const unsent = await office.visit(moved.id, '没有送成的一条')
    await sync()
    await county.sql(`insert into documents select collection, $1, office_id, 9, received_at, jsonb_set(document, '{text}', '"别的一份"'), '1', 2 from documents where id = $2`, [unsent, altered])
    const before = await documentOf(altered)
    await county.sql(`update documents set document = jsonb_set(document, '{text}', '"另一句话"') where id = $1`, [altered])
    await county.sql('delete from documents where id = $1', [lost])
    aDayLater()
    await sync()
    expect(await compared()).toMatchObject({ taken: 0, offered: 0, mended: 2 })
    expect(await documentOf(altered)).toEqual(before)
    expect((await value(office.client().record.get({ id: unsent }))).record).toMatchObject({ text: '没有送成的一条', receivedAt: null, refused: { verdict: 'quarantined' } })
    expect((await value(office.client().sync.status({}))).waiting).toBe(0)
    expect(await documentOf(lost)).toMatchObject({ document: { text: '县局这一份丢失' } })
    expect(await county.sql("select operation, object from county_audit where operation = 'documents.mended'")).toHaveLength(1)
    aDayLater()
    await sync()
    expect(await compared()).toMatchObject({ taken: 0, offered: 0, mended: 0 })
  })

  it('[S48] what this device missed is taken; what the county has no word on any more is sent again', async () => {
    const subject = await office.subject()
    const own = await office.visit(subject.id, '县局一点也没有了')
    await sync()
    await sync()
    // An exchange of the desk's own accord would fetch it before it is hidden.
    line.set('down')
    const second = await enrolledDevice(county, offices.nanming)
    await second.send([item('records', aVisit({ subjectId: subject.id, text: '本机从来没有取到' }))])
    // As a pull that skipped a row would leave it: the change stands before the place where this device stopped.
    await county.sql("update documents set change_xid = '1', change_sequence = 1 where document ->> 'text' = '本机从来没有取到'")
    await county.sql('alter table document_versions disable trigger all')
    await county.sql('delete from document_versions where id = $1', [own])
    await county.sql('delete from documents where id = $1', [own])
    line.set('open')
    aDayLater()
    await sync()
    expect(await compared()).toMatchObject({ taken: 1, offered: 1, mended: 0 })
    const { entries } = await value(office.client().subject.timeline({ id: subject.id, before: null, limit: 50 }))
    expect(entries.map(({ record }) => 'text' in record && record.text).sort()).toEqual(['县局一点也没有了', '本机从来没有取到'].sort())
    expect((await sync()).waiting).toBe(0)
    expect(await documentOf(own)).toMatchObject({ document: { text: '县局一点也没有了' } })
  })
})

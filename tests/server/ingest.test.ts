import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ReceiptBody } from '#shared/sync/protocol.ts'
import { aConfirmation, aSubject, aVisit, newId } from './support/documents.ts'
import { enrolledDevice, isSignedByCounty, item, type TestDevice } from './support/test-device.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'

let cluster: TestCluster
let test: TestCounty
let device: TestDevice
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  device = await enrolledDevice(test, offices.nanming)
})
afterEach(() => test.close())

const counts = async () => {
  const [row] = await test.sql('select (select count(*)::int from ledger) as ledger, (select count(*)::int from document_versions) as versions, (select count(*)::int from documents) as documents')
  return row
}

describe('a batch', () => {
  it('[C1] is stored with its receipt, every version and every outcome, and the receipt is signed', async () => {
    const subject = aSubject()
    const visit = aVisit({ subjectId: subject.id })
    const batch = device.build([item('subjects', subject), item('records', visit)])
    const answer = await device.push(batch)
    if (!answer.ok) throw new Error(answer.error.code)
    expect(isSignedByCounty(test, answer.value)).toBe(true)
    const receipt = ReceiptBody.parse(JSON.parse(answer.value.body))
    expect(receipt).toMatchObject({ number: 1, position: 1, batchHash: batch.hash, deviceId: device.id })
    expect(receipt.items.map(({ verdict, revision, current }) => [verdict, revision, current])).toEqual([['accepted', 1, null], ['accepted', 1, null]])
    const [row] = await test.sql('select body, hash, signature, receipt_body from ledger')
    expect(row).toEqual({ body: batch.body, hash: batch.hash, signature: batch.signature, receipt_body: answer.value.body })
    expect(await counts()).toEqual({ ledger: 1, versions: 2, documents: 2 })
  })

  it('[C2] that comes again has the very same receipt and stores nothing', async () => {
    const batch = device.build([item('subjects', aSubject())])
    const first = await device.push(batch)
    test.clock.now += 3_600_000
    expect(await device.push(batch)).toEqual(first)
    expect(await counts()).toEqual({ ledger: 1, versions: 1, documents: 1 })
  })

  it('[CW16] quarantines a general record whose form is not whole, with the sentence of its field, and takes the whole one', async () => {
    const subject = aSubject()
    const contact = (values: object, over: object = {}) => {
      const { visitType: _, reason: __, met: ___, findings: ____, nextVisitOn: _____, ...rest } = aVisit({ subjectId: subject.id, ...over })
      return { ...rest, kind: 'contact', values: { channel: 'PHONE', number: '', reached: true, identity: 'VOICE', leaveId: '', ...values } } as ReturnType<typeof aVisit>
    }
    const sent = [contact({}), contact({ channel: null }), contact({}, { text: ' ' }), contact({ more: 'x' }), contact({}, { subjectId: '0'.repeat(26) })]
    const answer = await device.push(device.build([item('subjects', subject), ...sent.map((one) => item('records', one))]))
    if (!answer.ok) throw new Error(answer.error.code)
    const outcomes = ReceiptBody.parse(JSON.parse(answer.value.body)).items.slice(1)
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['accepted', 'quarantined', 'quarantined', 'quarantined', 'quarantined'])
    expect(outcomes.map(({ reason }) => reason.split('。')[0])).toEqual(['', '请填写方式', '请填写联系内容', '表单里没有这一项', '这种记录不能写在这里'])
  })

  it('[C3] altered by one byte, in text, hash or signature, is refused', async () => {
    const batch = device.build([item('subjects', aSubject())])
    const altered = [
      { ...batch, body: batch.body.replace('周某山', '周某水') },
      { ...device.signBody(batch.body.replace('周某山', '周某水')), signature: batch.signature },
      { ...batch, hash: batch.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) },
      { ...batch, signature: `A${batch.signature.slice(1)}` === batch.signature ? `B${batch.signature.slice(1)}` : `A${batch.signature.slice(1)}` },
    ]
    for (const one of altered) expect(await device.push(one)).toMatchObject({ ok: false, error: { code: 'BATCH_ALTERED' } })
    expect(await counts()).toEqual({ ledger: 0, versions: 0, documents: 0 })
    expect((await device.push(batch)).ok).toBe(true)
  })

  it('[C4] of another device is refused, also when it is signed by the caller or names another office', async () => {
    const other = await enrolledDevice(test, offices.wanxiang)
    const items = [item('subjects', aSubject())]
    expect(await device.push(other.build(items))).toMatchObject({ error: { code: 'BATCH_ALTERED' } })
    expect(await device.push(device.build(items, { deviceId: other.id }))).toMatchObject({ error: { code: 'BATCH_MALFORMED' } })
    expect(await device.push(device.build(items, { officeId: offices.wanxiang }))).toMatchObject({ error: { code: 'BATCH_MALFORMED' } })
    expect(await counts()).toEqual({ ledger: 0, versions: 0, documents: 0 })
  })

  it('[C5] that leaves a gap is refused with the number expected', async () => {
    await device.send([item('subjects', aSubject())])
    expect(await device.push(device.build([item('subjects', aSubject())], { number: 4 }))).toMatchObject({ error: { code: 'BATCH_GAP', params: { expected: 2 } } })
    expect((await device.send([item('subjects', aSubject())])).position).toBe(2)
  })

  it('[C6] that differs from the one taken in its place freezes the device until a person has looked', async () => {
    const first = device.build([item('subjects', aSubject())])
    const fork = device.build([item('subjects', aSubject())])
    const receipt = await device.push(first)
    expect(await device.push(fork)).toMatchObject({ error: { code: 'BATCH_FORK', params: { number: 1 } } })
    Object.assign(device.chain, { number: 1, hash: first.hash })
    expect(await device.push(device.build([item('subjects', aSubject())]))).toMatchObject({ error: { code: 'BATCH_FORK', params: { number: 1 } } })
    // What was receipted stays receipted.
    expect(await device.push(first)).toEqual(receipt)
    expect(await counts()).toEqual({ ledger: 1, versions: 1, documents: 1 })
  })

  it('[C6] whose chain does not go on from the last one is a fork as well', async () => {
    await device.send([item('subjects', aSubject())])
    expect(await device.push(device.build([item('subjects', aSubject())], { previousHash: 'a'.repeat(64) }))).toMatchObject({ error: { code: 'BATCH_FORK', params: { number: 2 } } })
  })

  it('[C7] of another protocol version says which side is too old', async () => {
    const items = [item('subjects', aSubject())]
    expect(await device.push(device.build(items, { protocol: 2 }))).toMatchObject({ error: { code: 'PROTOCOL_TOO_NEW' } })
    expect(await device.push(device.build(items, { protocol: 0 }))).toMatchObject({ error: { code: 'PROTOCOL_TOO_OLD' } })
    expect(await device.client.sync.push({ protocol: 99, batch: device.build(items) })).toMatchObject({ error: { code: 'PROTOCOL_TOO_NEW' } })
    expect(await device.push(device.signBody('{"no":"batch"}'))).toMatchObject({ error: { code: 'BATCH_MALFORMED' } })
    expect(await device.push(device.signBody('no json'))).toMatchObject({ error: { code: 'BATCH_MALFORMED' } })
  })
})

describe('one bad item', () => {
  it('[C8] is quarantined with a reason and never blocks the good ones', async () => {
    const good = [aSubject(), aSubject()]
    const bad = aSubject({ category: 'NONSENSE' })
    const extra = aSubject({ surprise: 1 })
    const nul = aSubject({ note: 'a\0b' })
    const half = aSubject({ note: '\ud800' })
    const wrongId = aSubject()
    const receipt = await device.send([item('subjects', good[0] ?? {}), item('subjects', bad), item('subjects', extra), item('subjects', nul), item('subjects', half), item('subjects', wrongId, { id: newId() }), item('subjects', good[1] ?? {})])
    expect(receipt.items.map((one) => one.verdict)).toEqual(['accepted', 'quarantined', 'quarantined', 'quarantined', 'quarantined', 'quarantined', 'accepted'])
    for (const one of receipt.items) expect(one.reason === '').toBe(one.verdict === 'accepted')
    expect(receipt.items[1]?.reason).toContain('category')
    const rows = await test.sql("select sent from batch_items where verdict = 'quarantined' order by place")
    expect(rows.map((row) => JSON.parse(String(row['sent'])))).toEqual([bad, extra, nul, half, wrongId])
  })

  it('[C9] of another office is quarantined and nothing of that office is shown', async () => {
    const other = await enrolledDevice(test, offices.wanxiang)
    const subject = aSubject()
    const visit = aVisit({ subjectId: subject.id })
    await other.send([item('subjects', subject), item('records', visit)])
    const receipt = await device.send([
      item('subjects', { ...subject, note: '改' }), item('records', visit), item('records', aVisit({ subjectId: subject.id })), item('records', aVisit({ corrects: { recordId: visit.id, reason: '笔误' } })),
    ])
    expect(receipt.items.map(({ verdict, revision, current }) => ({ verdict, revision, current }))).toEqual(receipt.items.map(() => ({ verdict: 'quarantined', revision: 0, current: null })))
    expect((await device.pullAll()).changes).toEqual([])
  })
})

describe('records', () => {
  it('[C10] are immutable: equal is unchanged, different is quarantined', async () => {
    const visit = aVisit()
    await device.send([item('records', visit)])
    const receipt = await device.send([item('records', visit), item('records', { ...visit, text: '改写' })])
    expect(receipt.items.map((one) => one.verdict)).toEqual(['unchanged', 'quarantined'])
    expect(receipt.items[1]).toMatchObject({ revision: 1, current: visit })
    expect(receipt.items[1]?.reason).toContain('不能改写')
    expect(await counts()).toMatchObject({ versions: 1 })
  })

  it('[C11] may correct or confirm an unknown record, but never one of another subject', async () => {
    const named = newId()
    const visit = aVisit({ participants: [{ personId: named, name: '吴三' }] })
    const subjectId = visit.subjectId
    const recordId = visit.id
    const receipt = await device.send([
      item('records', aVisit({ corrects: { recordId: newId(), reason: '时间' } })),
      item('records', visit),
      item('records', aVisit({ subjectId, corrects: { recordId, reason: '时间' } })),
      item('records', aVisit({ corrects: { recordId, reason: '时间' } })),
      item('records', aConfirmation({ subjectId, recordId, personId: named })),
      item('records', aConfirmation({ recordId, personId: named })),
      item('records', aConfirmation({ subjectId, recordId })),
    ])
    expect(receipt.items.map((one) => one.verdict)).toEqual(['accepted', 'accepted', 'accepted', 'quarantined', 'accepted', 'quarantined', 'quarantined'])
  })

  it('[C12] carry no review of the device\'s own', async () => {
    const visit = aVisit({ review: { state: 'APPROVED', comment: '', by: '自己', at: '2026-11-20T03:00:00.000Z' } })
    const receipt = await device.send([item('records', visit)])
    expect(receipt.items[0]).toMatchObject({ verdict: 'accepted', current: { ...visit, review: null } })
  })
})

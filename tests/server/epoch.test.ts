import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Change, PROTOCOL_VERSION, ReceiptBody, type Signed, type WireDocument } from '#shared/sync/protocol.ts'
import { aSubject, aVisit } from './support/documents.ts'
import { backUp, putBack } from './support/put-back.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
})
afterEach(() => test.close())

/** A device that keeps what a real one keeps: its batches with their receipts, what it has fetched, the county's word on its books. */
async function keeper(test: TestCounty) {
  const device = await enrolledDevice(test, offices.nanming)
  const kept: { batch: Signed; receipt: Signed }[] = []
  const copies = new Map<string, Change>()
  let head: Signed | undefined
  const check = async () => {
    const answer = await device.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: '0.1.0', deviceTime: '2026-11-22T02:00:00.000Z' as never, ...(head && { known: head }) })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value
  }
  return {
    device, copies, check, kept,
    async send(collection: 'subjects' | 'records', document: WireDocument): Promise<ReceiptBody> {
      const batch = device.build([item(collection, document, { baseRevision: copies.get(String(document['id']))?.revision ?? 0 })])
      const receipt = await pushed(device, batch)
      Object.assign(device.chain, { number: device.chain.number + 1, hash: batch.hash })
      kept.push({ batch, receipt })
      return ReceiptBody.parse(JSON.parse(receipt.body))
    },
    async fetch(): Promise<void> {
      const page = await device.client.sync.pull({ protocol: PROTOCOL_VERSION, cursor: null, limit: 1000 })
      if (!page.ok) throw new Error(page.error.code)
      for (const change of page.value.changes) copies.set(change.id, change)
      head = page.value.head
    },
    /** What a device does when the county knows less of it than it has receipts for. */
    async comeBack(): Promise<void> {
      const { lastNumber } = await check()
      for (const { batch, receipt } of kept.slice(lastNumber)) await pushed(device, batch, receipt)
    },
  }
}

async function pushed(device: TestDevice, batch: Signed, receipt?: Signed): Promise<Signed> {
  const answer = await device.client.sync.push({ protocol: PROTOCOL_VERSION, batch, ...(receipt && { receipt }) })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

const state = () => test.sql('select collection, id, revision, document from documents order by collection, id')
const epoch = async () => (await test.sql('select epoch, revision_floor from county'))[0]

/** A small generator: the same seed, the same run. */
function randomOf(seed: number): (below: number) => number {
  let current = seed
  return (below) => {
    current = (Math.imul(current, 1_664_525) + 1_013_904_223) >>> 0
    return (current >>> 5) % below
  }
}

describe('a county put back to an earlier state', () => {
  it('[S60] sees it by the first device that shows its word of a later state, and begins one new epoch', async () => {
    const [a, b] = [await keeper(test), await keeper(test)]
    await a.send('subjects', aSubject())
    const backup = await backUp(test)
    const before = await epoch()
    await a.send('subjects', aSubject())
    await b.fetch()
    await b.check()
    expect(await epoch()).toEqual(before)
    await putBack(test, backup)
    // One that has not seen more than the books know notices nothing.
    await (await keeper(test)).check()
    expect(await epoch()).toEqual(before)
    const told = await b.check()
    expect(told.epoch).not.toBe(before?.['epoch'])
    expect(told.restoredTo).toBe('2026-11-22T01:50:00.000Z')
    expect((await b.check()).epoch).toBe(told.epoch)
    expect(await epoch()).toEqual({ epoch: told.epoch, revision_floor: 1_000_000 })
  })

  it('[S60] a word that is not the county’s own, or altered, begins nothing', async () => {
    const a = await keeper(test)
    const before = await epoch()
    const forged = JSON.stringify({ kind: 'county-head', epoch: before?.['epoch'], position: 99, chainHash: 'a'.repeat(64), auditSequence: 0, auditHash: '', nextXid: '1' })
    for (const known of [a.device.signBody(forged), { ...a.device.signBody('no json'), signature: '' }, { body: '', hash: 'a'.repeat(64), signature: '' }]) {
      await a.device.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: '0.1.0', deviceTime: '2026-11-22T02:00:00.000Z' as never, known })
    }
    expect(await epoch()).toEqual(before)
  })

  const seeds = Number(process.env['EPOCH_SEEDS'] ?? 3)
  it(`[S61] devices offer again what it has forgotten, in any order: the end state is the one before, ${seeds} seeds`, async () => {
    const seen = { edits: 0, merged: 0, conflicts: 0, forgotten: 0 }
    for (let seed = 1; seed <= seeds; seed++) {
      if (seed > 1) {
        await test.close()
        test = await openTestCounty(cluster)
      }
      const random = randomOf(seed * 7919)
      const keepers = [await keeper(test), await keeper(test), await keeper(test)]
      const some = () => keepers[random(keepers.length)] ?? never()
      const steps = 10 + random(8)
      const at = random(steps)
      let backup = await backUp(test)
      for (let step = 0; step < steps; step++) {
        if (step === at) backup = await backUp(test)
        const one = some()
        const subjects = [...one.copies.values()].filter(({ collection }) => collection === 'subjects')
        const what = random(6)
        if (what === 0) await one.send('subjects', aSubject())
        else if (what === 1) await one.send('records', aVisit())
        else if (what < 5 && subjects.length > 0) {
          const copy = subjects[random(subjects.length)] ?? never()
          const field = ['phone', 'note', 'village'][random(3)] ?? 'note'
          const receipt = await one.send('subjects', { ...copy.document, [field]: `${seed}-${step}`, editedAt: '2026-11-22T01:00:00.000Z' })
          seen.edits++
          if (receipt.items[0]?.verdict === 'merged') seen.merged++
          if (receipt.items[0]?.verdict === 'conflict') seen.conflicts++
        } else await one.fetch()
      }
      for (const one of keepers) await one.fetch()
      const [before, entries] = [await state(), Number((await test.sql('select count(*)::int as n from ledger'))[0]?.['n'])]
      await putBack(test, backup)
      seen.forgotten += entries - Number((await test.sql('select count(*)::int as n from ledger'))[0]?.['n'])
      // In another order than they worked.
      for (const one of [...keepers].sort(() => random(3) - 1)) await one.comeBack()
      expect(await state(), `seed ${seed}`).toEqual(before)
      expect((await test.sql('select count(*)::int as n from ledger'))[0]).toEqual({ n: entries })
    }
    expect(Math.min(seen.edits, seen.forgotten)).toBeGreaterThan(0)
    if (seeds >= 50) expect(Math.min(seen.merged, seen.conflicts)).toBeGreaterThan(0)
  }, 60_000 + seeds * 20_000)

  it('[S68] an edit of a version whose number was given a second time before anybody noticed replaces nothing in silence', async () => {
    const [a, b] = [await keeper(test), await keeper(test)]
    const subject = aSubject()
    await a.send('subjects', subject)
    await b.fetch()
    const backup = await backUp(test)
    await a.fetch()
    await a.send('subjects', { ...subject, phone: '139', editedAt: '2026-11-22T01:00:00.000Z' })
    await putBack(test, backup)
    test.clock.now += 60_000
    // The number of 甲's forgotten edit is given to 乙's.
    expect((await b.send('subjects', { ...subject, phone: '138', editedAt: '2026-11-22T01:00:00.000Z' })).items[0]?.revision).toBe(2)
    await b.fetch()
    await a.comeBack()
    // 甲 goes on from what it knows as 2; 乙, who wrote what stands under 2 now, goes on from that.
    const forgotten = { ...subject, phone: '139', village: '上陈村', editedAt: '2026-11-22T01:30:00.000Z' }
    const late = a.device.build([item('subjects', forgotten, { baseRevision: 2 })])
    expect(ReceiptBody.parse(JSON.parse((await pushed(a.device, late)).body)).items[0]).toMatchObject({ verdict: 'conflict', fields: ['phone', 'village'] })
    expect((await state())[0]?.['document']).toMatchObject({ phone: '138' })
    expect((await b.send('subjects', { ...subject, phone: '137', editedAt: '2026-11-22T01:40:00.000Z' })).items[0]?.verdict).toBe('accepted')
  })

  it('[S62] what only another device still has is taken as a copy, although the county has forgotten what it rests on', async () => {
    const [a, b] = [await keeper(test), await keeper(test)]
    const subject = aSubject()
    await a.send('subjects', subject)
    const backup = await backUp(test)
    await a.fetch()
    await a.send('subjects', { ...subject, phone: '139' })
    await a.fetch()
    await a.send('subjects', { ...subject, phone: '139', note: '第三版' })
    await b.fetch()
    expect(b.copies.get(subject.id)?.revision).toBe(3)
    await putBack(test, backup)
    await b.check()
    const receipt = await b.send('subjects', b.copies.get(subject.id)?.document ?? {})
    expect(receipt.items[0]).toMatchObject({ verdict: 'accepted', revision: 1_000_001 })
    // The other one comes back with its own: nothing is older than what is there, nothing is lost.
    await a.comeBack()
    expect((await state())[0]?.['document']).toMatchObject({ phone: '139', note: '第三版' })
  })
})

function never(): never {
  throw new Error('nothing to choose from')
}

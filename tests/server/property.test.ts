import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Signed } from '#shared/sync/protocol.ts'
import { aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item } from './support/test-device.ts'

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

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('next' as const), copies: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ahead' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('altered' as const) }) },
)

it('[C41] any sequence of batches, doubled, re-sent, early or altered, gives one ledger entry and one receipt each', async () => {
  const seen = { next: 0, again: 0, ahead: 0, altered: 0, doubled: 0 }
  const { url } = await test.another()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const device = await enrolledDevice(test, offices.nanming)
      const sent: { batch: Signed; receipt: Signed }[] = []
      for (const one of steps) {
        // Every other call goes through another server process.
        Object.assign(device.target, { url: device.target.url === url ? test.url : url })
        if (one.kind === 'next') {
          const batch = device.build([item('subjects', aSubject())])
          const answers = await Promise.all(Array.from({ length: one.copies }, () => device.push(batch)))
          const receipts = answers.map((answer) => (answer.ok ? answer.value : answer.error.code))
          expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1)
          const [receipt] = receipts
          if (receipt === undefined || typeof receipt === 'string') throw new Error(receipt)
          sent.push({ batch, receipt })
          Object.assign(device.chain, { number: sent.length, hash: batch.hash })
          if (one.copies > 1) seen.doubled++
        } else if (one.kind === 'again') {
          const old = sent[one.which % Math.max(1, sent.length)]
          if (!old) continue
          expect(await device.push(old.batch)).toEqual({ ok: true, value: old.receipt })
        } else if (one.kind === 'ahead') {
          expect(await device.push(device.build([item('subjects', aSubject())], { number: sent.length + 2 }))).toMatchObject({ error: { code: 'BATCH_GAP', params: { expected: sent.length + 1 } } })
        } else {
          const batch = device.build([item('subjects', aSubject())])
          expect(await device.push({ ...batch, body: batch.body.replace('周某山', '周某水') })).toMatchObject({ error: { code: 'BATCH_ALTERED' } })
        }
        seen[one.kind]++
      }
      const rows = await test.sql('select number, hash, receipt_hash from ledger where device_id = $1 order by position', [device.id])
      expect(rows).toEqual(sent.map(({ batch, receipt }, index) => ({ number: index + 1, hash: batch.hash, receipt_hash: receipt.hash })))
    }),
    { numRuns: 20, seed: 20_261_122 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
})

import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { say } from '#shared/kernel/result.ts'
import { ReceiptBody } from '#shared/sync/protocol.ts'
import type { Spoken } from '#shared/sync/versions.ts'
import { createCountyClient } from '../../src-main/sync/county-client.ts'
import { createCounty, type RunningCounty } from '../../src-server/create-county.ts'
import { aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let device: TestDevice
let running: RunningCounty | undefined
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  device = await enrolledDevice(test, offices.nanming)
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await test.close()
})

const one: Spoken = { newest: 1, oldest: 1 }
const two: Spoken = { newest: 2, oldest: 1 }
const three: Spoken = { newest: 3, oldest: 2 }

/** An office's real line to a county, each in a version of its own. */
async function meet(office: Spoken, county: Spoken) {
  running = await createCounty({ databaseUrl: test.databaseUrl, dataDir: test.dataDir, now: () => test.clock.now, rendererDir: null, spoken: county })
  const address = (await running.listen({ port: 0 })).replace(/\/$/, '')
  const privateKey = device.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return createCountyClient({ address, deviceId: device.id, privateKey, now: () => test.clock.now, newNonce: () => randomBytes(16).toString('hex'), fetch, spoken: office })
}

const hello = { protocol: 1, waiting: 0, appVersion: '9', deviceTime: '2026-11-22T02:00:00.000Z' as never }

describe('two versions of the protocol', () => {
  it.each([
    ['a newer office with an older county', two, one],
    ['an older office with a newer county', one, two],
    ['a newer office with a newer county, still speaking of old', three, two],
  ])('[S63] one apart: %s work, in the version of the older one', async (_what, office, county) => {
    const line = await meet(office, county)
    const spoken = Math.min(office.newest, county.newest)
    expect(await line.sync.check(hello)).toMatchObject({ ok: true })
    expect(line.speech.version).toBe(spoken)
    const subject = aSubject()
    const receipt = await line.sync.push({ protocol: 1, batch: device.build([item('subjects', subject)], { protocol: line.speech.version }) })
    if (!receipt.ok) throw new Error(receipt.error.code)
    expect(ReceiptBody.parse(JSON.parse(receipt.value.body))).toMatchObject({ protocol: spoken, items: [{ verdict: 'accepted' }] })
    expect(await line.sync.pull({ protocol: 1, cursor: null, limit: 10 })).toMatchObject({ ok: true, value: { changes: [{ id: subject.id }] } })
  })

  it.each([
    ['the office is too old', one, three, 'PROTOCOL_TOO_OLD', '请升级程序'],
    ['the county is too old', three, one, 'PROTOCOL_TOO_NEW', '请县局先升级'],
  ] as const)('[S64] further apart: %s is said in a sentence that names who must upgrade, and nothing is taken', async (_what, office, county, code, words) => {
    const line = await meet(office, county)
    const answer = await line.sync.check(hello)
    expect(answer).toMatchObject({ ok: false, error: { code } })
    if (answer.ok) throw new Error('taken')
    expect(say(answer.error)).toContain(words)
    expect(say(answer.error)).toContain('数据都保存在本机')
    expect((await line.sync.push({ protocol: 1, batch: device.build([item('subjects', aSubject())]) })).ok).toBe(false)
    expect(await test.sql('select 1 from ledger')).toEqual([])
  })

  it('[S64] a batch that was built in an old version is taken for ever, by an office and a county of today', async () => {
    const line = await meet(three, three)
    expect(await line.sync.push({ protocol: 1, batch: device.build([item('subjects', aSubject())], { protocol: 1 }) })).toMatchObject({ ok: true })
  })
})

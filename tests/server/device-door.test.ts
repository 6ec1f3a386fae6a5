import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from './support/test-county.ts'
import { aDevice, enrolledDevice, item } from './support/test-device.ts'

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

const newDevice = () => aDevice({ url: test.url, officeId: offices.nanming, now: () => test.clock.now })
const newCode = async (office: string = offices.nanming) => (await createCode(test.county.county, office, 'test'))?.code ?? ''
const check = { name: 'sync.check', input: { protocol: PROTOCOL_VERSION, waiting: 0, appVersion: '0', deviceTime: '2026-11-22T02:00:00.000Z' } }

describe('enrolment', () => {
  it('[C21] trades a one-time code for membership, once, however the code is typed', async () => {
    const code = await newCode()
    const device = newDevice()
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
    const enrolled = await device.enrol(typed)
    expect(enrolled).toMatchObject({ ok: true, value: { countyName: '莲都区', officeId: offices.nanming, officeName: '南明司法所' } })
    expect(await newDevice().enrol(code)).toMatchObject({ error: { code: 'CODE_INVALID' } })
    // The answer may have been lost: the same device asks again and has it.
    expect(await device.enrol(code)).toEqual(enrolled)
    expect(JSON.stringify(await test.sql('select * from enrolment_codes'))).not.toContain(code.slice(0, 9))
  })

  it('[C22] refuses a wrong code, an expired one, a missing proof and a revoked or foreign device', async () => {
    expect(await newDevice().enrol('AAAA-AAAA-AAAA-AAAA')).toMatchObject({ error: { code: 'CODE_INVALID' } })
    const late = await newCode()
    test.clock.now += 73 * 3_600_000
    expect(await newDevice().enrol(late)).toMatchObject({ error: { code: 'CODE_INVALID' } })
    const device = newDevice()
    const code = await newCode()
    const input = { protocol: PROTOCOL_VERSION, code, deviceId: device.id, publicKey: device.pem, label: '', proof: 'AAAA' }
    expect(await device.client.enrolment.enrol(input)).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
    expect((await device.enrol(code)).ok).toBe(true)
    const thief = aDevice({ url: test.url, officeId: offices.nanming, now: () => test.clock.now, id: device.id })
    expect(await thief.enrol(await newCode())).toMatchObject({ error: { code: 'CODE_INVALID' } })
    expect(await device.enrol(await newCode(offices.wanxiang))).toMatchObject({ error: { code: 'CODE_INVALID' } })
    await test.sql('update devices set revoked_at = now()')
    expect(await device.enrol(await newCode())).toMatchObject({ error: { code: 'DEVICE_REVOKED' } })
  })

  it('[C23] limits guesses by address, also through another server process and after a restart', async () => {
    for (let i = 0; i < 20; i++) expect(await newDevice().enrol(`WRONG-${i}`)).toMatchObject({ error: { code: 'CODE_INVALID' } })
    const code = await newCode()
    expect(await newDevice().enrol(code)).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } })
    const { url } = await test.another()
    expect(await aDevice({ url, officeId: offices.nanming, now: () => test.clock.now }).enrol(code)).toMatchObject({ error: { code: 'TOO_MANY_TRIES' } })
    test.clock.now += 3_600_001
    expect((await newDevice().enrol(code)).ok).toBe(true)
  })
})

describe('a request', () => {
  it('[C24] of an unknown, an unsigned or a wrongly signing device is refused', async () => {
    expect(await newDevice().post(check)).toMatchObject({ error: { code: 'DEVICE_UNKNOWN' } })
    const device = await enrolledDevice(test, offices.nanming)
    expect((await device.post(check)).ok).toBe(true)
    for (const header of ['x-request-time', 'x-request-nonce', 'x-request-signature']) {
      expect(await device.post(check, ({ headers }) => delete headers[header])).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
    }
    expect(await device.post(check, (request) => (request.body = request.body.replace('"waiting":0', '"waiting":1')))).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
    expect(await device.post(check, ({ headers }) => (headers['x-request-time'] = '2026-11-22T02:00:01.000Z'))).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
    const other = await enrolledDevice(test, offices.wanxiang)
    expect(await device.post(check, ({ headers }) => (headers['x-device-id'] = other.id))).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
  })

  it('[C25] that is sent a second time is refused, also by another server process', async () => {
    const device = await enrolledDevice(test, offices.nanming)
    let sent: { body: string; headers: Record<string, string> } | undefined
    expect((await device.post(check, (request) => (sent = request))).ok).toBe(true)
    const { url } = await test.another()
    for (const door of [test.url, url]) {
      const again = await fetch(`${door}api/device`, { method: 'POST', ...sent })
      expect(await again.json()).toMatchObject({ error: { code: 'REQUEST_UNSIGNED' } })
    }
  })

  it('[C26] from a clock two years back is told the county\'s time, nothing is lost, and it goes through once the clock is right', async () => {
    const device = await enrolledDevice(test, offices.nanming)
    const batch = device.build([item('subjects', aSubject())])
    const back = startOfTests - 2 * 365 * 86_400_000
    Object.assign(device.target, { now: () => back })
    expect(await device.push(batch)).toMatchObject({ error: { code: 'CLOCK_SKEW', params: { serverTime: '2026-11-22T02:00:00.000Z' } } })
    expect(await test.sql('select clock_skew_seconds from devices')).toEqual([{ clock_skew_seconds: -2 * 365 * 86_400 }])
    Object.assign(device.target, { now: () => test.clock.now - 9 * 60_000 })
    expect((await device.push(batch)).ok).toBe(true)
    Object.assign(device.target, { now: () => test.clock.now + 11 * 60_000 })
    expect(await device.push(batch)).toMatchObject({ error: { code: 'CLOCK_SKEW' } })
  })

  it('[C27] of a revoked device is refused', async () => {
    const device = await enrolledDevice(test, offices.nanming)
    await test.sql('update devices set revoked_at = now()')
    expect(await device.push(device.build([item('subjects', aSubject())]))).toMatchObject({ error: { code: 'DEVICE_REVOKED' } })
  })

  it('[C28] is taken in one content type and up to its size, and what is no call is refused', async () => {
    const post = (init: RequestInit) => fetch(`${test.url}api/device`, { method: 'POST', ...init })
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'application/jsonx', 'application/JSON;x', 'multipart/form-data']) {
      expect((await post({ body: '{}', headers: { 'content-type': type } })).status).toBe(415)
    }
    const json = { 'content-type': 'application/json' }
    expect(await (await post({ body: 'no json', headers: json })).json()).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(await (await post({ body: '{"name":"sync.push"}', headers: json })).json()).toMatchObject({ ok: false })
    expect((await post({ body: '{}', headers: { ...json, origin: 'http://elsewhere.example' } })).status).toBe(403)
    expect((await post({ body: '{}', headers: { ...json, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    const big = await post({ body: `"${'x'.repeat(16 * 1024 * 1024)}"`, headers: json })
    expect([big.status, await big.json()]).toMatchObject([413, { error: { code: 'TOO_LARGE' } }])
    const device = await enrolledDevice(test, offices.nanming)
    expect(await device.post({ name: 'office.list', input: {} })).toMatchObject({ error: { code: 'UNKNOWN_OPERATION' } })
  })
})

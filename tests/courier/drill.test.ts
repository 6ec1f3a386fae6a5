import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { courierSentences } from '#shared/sync/courier/outcome.ts'
import { say } from '#shared/kernel/result.ts'
import { courierPublicKey } from '../../src-server/crypto/courier-primitives.ts'
import { takeFile } from '../../src-server/services/courier/take-file.ts'
import { aSubject } from '../server/support/documents.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { aDevice, item, type TestDevice } from '../server/support/test-device.ts'
import { craftOutbound, inMemory } from './craft.ts'

// COURIER_DRILL=1000 makes the whole drill of AC-18: a thousand of each, every order of six files.
const rounds = Number(process.env['COURIER_DRILL'] ?? 40)
const orders = rounds >= 1000 ? 720 : 4

let cluster: TestCluster
let county: TestCounty
let device: TestDevice
let stranger: TestDevice
let files: { bytes: Uint8Array; hash: string }[]
const whole = 6

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  const now = () => startOfTests
  device = aDevice({ url: county.url, officeId: offices.nanming, now })
  stranger = aDevice({ url: county.url, officeId: offices.nanming, now })
  await admitAll(county, [device, stranger])
  files = await sixFiles(device)
})
afterAll(async () => {
  await county.close()
  await cluster.close()
})

async function admitAll(test: TestCounty, devices: TestDevice[]): Promise<void> {
  for (const one of devices) await test.sql('insert into devices (id, office_id, label, public_key, enrolled_at, last_hash) values ($1, $2, $3, $4, now(), $5)', [one.id, offices.nanming, 'PC', one.pem, '0'.repeat(64)])
}

const keys = () => ({ publicKey: county.county.county.seal.publicKey, courierKey: courierPublicKey(county.county.county.seal.courier.privateKey), officeId: offices.nanming })

/** Six files of one device: the first three carry all so far, an answer comes, the last three carry what is new since. */
async function sixFiles(device: TestDevice) {
  const made: { bytes: Uint8Array; hash: string }[] = []
  const batches = []
  for (let number = 1; number <= whole; number++) {
    const batch = device.build([item('subjects', aSubject())])
    Object.assign(device.chain, { number, hash: batch.hash })
    batches.push(batch)
    const before = made.at(-1)
    made.push(await craftOutbound(device, keys(), { number, batches: number <= 3 ? batches : batches.slice(3), previous: before ? { number: number - 1, hash: before.hash } : null }))
  }
  return made
}

const take = (bytes: Uint8Array, test = county) => takeFile(test.county.county, inMemory(bytes), 'test')
async function ledger(test = county): Promise<string> {
  return JSON.stringify(await test.sql('select number, hash, receipt_hash from ledger order by position'))
}

/** Spoils a file in `rounds` ways, spread evenly over it; every one is refused by its own sentence and nothing is stored. */
async function spoiled(spoil: (bytes: Uint8Array, at: number) => Uint8Array, code: string) {
  const before = await ledger()
  const bytes = files[2]?.bytes ?? new Uint8Array()
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const answer = await take(spoil(bytes, Math.floor((round * bytes.length) / rounds)))
    expect(answer, `at ${round}`).toMatchObject({ ok: false, error: { code } })
    refused++
  }
  expect(await ledger()).toBe(before)
  return refused
}

describe('AC-18, the stick at the county', () => {
  it('[CR10] a file cut off anywhere is refused as not whole, and nothing is applied', async () => {
    expect(await spoiled((bytes, at) => bytes.slice(0, at), 'COURIER_INCOMPLETE')).toBe(rounds)
  })

  it('[CR11] a file with one bit turned anywhere is refused as altered, and nothing is applied', async () => {
    const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ (1 << at % 8) : byte))
    expect(await spoiled(flip, 'COURIER_DAMAGED')).toBe(rounds)
  })

  it('[CR12] another county, another office, another hand, another key, the wrong way, a newer form: each is told by its sentence', async () => {
    const file = { number: 1, batches: [], previous: null }
    const foreign: [string, Promise<{ bytes: Uint8Array }>][] = [
      ['COURIER_OTHER_COUNTY', craftOutbound(device, keys(), file, { county: 'a'.repeat(64) })],
      ['COURIER_OTHER_OFFICE', craftOutbound(device, keys(), file, { officeId: offices.wanxiang as never })],
      ['COURIER_SIGNATURE', craftOutbound(device, keys(), file, {}, { signer: stranger })],
      ['COURIER_SEALED', craftOutbound(device, keys(), file, {}, { recipient: courierPublicKey(new Uint8Array(32).fill(7)) })],
      ['COURIER_UNKNOWN_DEVICE', craftOutbound(aDevice({ url: county.url, officeId: offices.nanming, now: () => startOfTests }), keys(), file)],
      ['COURIER_NEWER', craftOutbound(device, keys(), file, {}, { entries: [{ kind: 'hologram' }] })],
      ['COURIER_DAMAGED', craftOutbound(device, keys(), file, {}, { entries: [] })],
      ['COURIER_NOT_A_FILE', Promise.resolve({ bytes: new Uint8Array(5000).fill(65) })],
      ['COURIER_INCOMPLETE', Promise.resolve({ bytes: new Uint8Array() })],
    ]
    const before = await ledger()
    const sentences = new Set<string>()
    for (const [code, made] of foreign) {
      const answer = await take((await made).bytes)
      expect(answer, code).toMatchObject({ ok: false, error: { code } })
      if (!answer.ok) sentences.add(say(answer.error))
    }
    expect(sentences.size).toBe(foreign.length)
    expect(await ledger()).toBe(before)
  })

  it('[CR13] three times the same file: one entry in the ledger, and the same receipts', async () => {
    const [first] = files
    const test = await openTestCounty(cluster)
    await admitAll(test, [device])
    expect(await take(first?.bytes ?? new Uint8Array(), test)).toMatchObject({ value: { outcome: { as: 'next', fresh: 1 } } })
    const once = await ledger(test)
    for (let i = 0; i < 3; i++) expect(await take(first?.bytes ?? new Uint8Array(), test)).toMatchObject({ value: { outcome: { as: 'again', takenAt: expect.any(String) } } })
    expect(await ledger(test)).toBe(once)
    await test.close()
  })

  it('[CR14] six files in any order: what cannot come yet is said, what was said is brought again, and the ledger is whole', async () => {
    let stops = 0
    let late = 0
    for (const order of someOrders()) {
      // A device of its own for every order: the county and its ledger are the same.
      const own = aDevice({ url: county.url, officeId: offices.nanming, now: () => startOfTests })
      await admitAll(county, [own])
      const six = await sixFiles(own)
      let open = order
      for (let round = 0; open.length > 0; round++) {
        expect(round).toBeLessThan(whole)
        const again: number[] = []
        for (const index of open) {
          const taken = await take(six[index]?.bytes ?? new Uint8Array())
          if (!taken.ok) throw new Error(taken.error.code)
          const { outcome } = taken.value
          expect(courierSentences(outcome).join('')).toContain(outcome.stopped ? '没有收：县局在等第' : '第')
          if (outcome.as === 'late') late++
          if (outcome.stopped) again.push(index)
        }
        stops += again.length
        open = again
      }
      expect(await county.sql('select number from ledger where device_id = $1 order by position', [own.id])).toEqual([1, 2, 3, 4, 5, 6].map((number) => ({ number })))
    }
    expect(Math.min(stops, late)).toBeGreaterThan(0)
  }, 3_600_000)

  it('[CR15] two contents under one number are a fork: the second is refused', async () => {
    const batch = stranger.build([item('subjects', aSubject())])
    const one = await craftOutbound(stranger, keys(), { number: 1, batches: [batch], previous: null })
    const two = await craftOutbound(stranger, keys(), { number: 1, batches: [], previous: null })
    expect(await take(one.bytes)).toMatchObject({ ok: true })
    expect(await take(two.bytes)).toMatchObject({ ok: false, error: { code: 'COURIER_FORK', params: { number: 1 } } })
    const three = await craftOutbound(stranger, keys(), { number: 2, batches: [], previous: { number: 1, hash: two.hash } })
    expect(await take(three.bytes)).toMatchObject({ ok: false, error: { code: 'COURIER_FORK' } })
  })
})

/** All orders of six, or a few of them, the reverse one among them. */
function someOrders(): number[][] {
  const all = permutations([0, 1, 2, 3, 4, 5])
  return Array.from({ length: orders }, (_, index) => all[Math.floor((index * (all.length - 1)) / Math.max(1, orders - 1))] ?? [])
}

function permutations(items: number[]): number[][] {
  return items.length < 2 ? [items] : items.flatMap((one) => permutations(items.filter((other) => other !== one)).map((rest) => [one, ...rest]))
}

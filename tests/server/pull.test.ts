import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import pg from 'pg'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { aSubject, aVisit } from './support/documents.ts'
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

const ids = (changes: { id: string }[]) => changes.map((change) => change.id).sort()

describe('pull', () => {
  it('[C17] gives an office all of its documents and nothing of another, in pages', async () => {
    const [a, b] = [await enrolledDevice(test, offices.nanming), await enrolledDevice(test, offices.wanxiang)]
    const subjects = Array.from({ length: 25 }, () => aSubject())
    await a.send(subjects.map((subject) => item('subjects', subject)))
    await b.send([item('subjects', aSubject())])
    const { changes, cursor } = await a.pullAll(4)
    expect(ids(changes)).toEqual(subjects.map((subject) => subject.id).sort())
    expect(changes[0]).toMatchObject({ collection: 'subjects', revision: 1 })
    expect((await a.pullAll(4, cursor)).changes).toEqual([])
  })

  it('[C17] gives a changed document once more, in its newest version', async () => {
    const a = await enrolledDevice(test, offices.nanming)
    const [one, two] = [aSubject(), aSubject()]
    await a.send([item('subjects', one), item('subjects', two)])
    const { cursor } = await a.pullAll()
    await a.send([item('subjects', { ...one, phone: '1' }, { baseRevision: 1 })])
    await a.send([item('subjects', { ...one, phone: '2' }, { baseRevision: 2 })])
    expect((await a.pullAll(100, cursor)).changes).toMatchObject([{ id: one.id, revision: 3, document: { phone: '2' } }])
  })

  it('[C18] with a cursor of another epoch, or none of ours, begins from the start', async () => {
    const a = await enrolledDevice(test, offices.nanming)
    await a.send([item('subjects', aSubject())])
    const { cursor } = await a.pullAll()
    for (const odd of ['', 'x', cursor.replace(/^./, (c) => (c === 'f' ? 'e' : 'f')), '1.2.3', `${cursor};drop`]) expect((await a.pullAll(10, odd)).changes.length).toBe(1)
  })

  it('[C19] never skips a change that commits after a later one was pulled', async () => {
    const a = await enrolledDevice(test, offices.nanming)
    const late = new pg.Client({ connectionString: test.databaseUrl })
    await late.connect()
    // A transaction takes its number, then dawdles while another one commits and is pulled.
    await late.query('begin')
    await late.query(`insert into documents (collection, id, office_id, revision, received_at, document) values ('subjects', $1, $2, 1, now(), '{}')`, ['0'.repeat(26), offices.nanming])
    const quick = aSubject()
    await a.send([item('subjects', quick)])
    const first = await a.pullAll()
    await late.query('commit')
    await late.end()
    const second = await a.pullAll(100, first.cursor)
    expect(ids([...first.changes, ...second.changes])).toEqual([quick.id, '0'.repeat(26)].sort())
    // The wrong design kept beside it: order by the serial number alone would have handed out a cursor past the late row.
    const [row] = await test.sql("select (select change_sequence from documents where id = $1) < (select change_sequence from documents where id = $2) as skipped", ['0'.repeat(26), quick.id])
    expect(row).toEqual({ skipped: true })
  })

  it('[C19] sees every row once while many devices write through two server processes', async () => {
    const { url } = await test.another()
    const writers: TestDevice[] = []
    for (let i = 0; i < 6; i++) writers.push(await enrolledDevice(test, offices.nanming))
    writers.slice(3).forEach((writer) => Object.assign(writer.target, { url }))
    const reader = await enrolledDevice(test, offices.nanming)
    const written: string[] = []
    const seen: string[] = []
    let cursor: string | null = null
    let writing = true
    const read = async () => {
      while (writing) {
        const page = await reader.pullAll(7, cursor)
        cursor = page.cursor
        seen.push(...page.changes.map((change) => change.id))
      }
    }
    const reading = read()
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < 8; n++) {
          const visits = [aVisit(), aVisit(), aVisit()]
          await writer.send(visits.map((visit) => item('records', visit)))
          written.push(...visits.map((visit) => visit.id))
        }
      }),
    )
    writing = false
    await reading
    seen.push(...(await reader.pullAll(7, cursor)).changes.map((change) => change.id))
    expect(written.length).toBe(144)
    expect(seen.sort()).toEqual(written.sort())
    const rows = await test.sql('select position::int from ledger order by position')
    expect(rows.map((row) => row['position'])).toEqual(Array.from({ length: 48 }, (_, i) => i + 1))
  })

  it('[C20] check tells where the county stands and what waits at the office', async () => {
    const a = await enrolledDevice(test, offices.nanming)
    await a.send([item('subjects', aSubject())])
    const answer = await a.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 12, appVersion: '0.1.0', deviceTime: '2026-11-22T02:01:00.000Z' })
    expect(answer).toMatchObject({ ok: true, value: { lastNumber: 1, lastHash: a.chain.hash, serverTime: '2026-11-22T02:00:00.000Z' } })
    expect(await test.sql('select waiting, app_version, clock_skew_seconds from devices')).toEqual([{ waiting: 12, app_version: '0.1.0', clock_skew_seconds: 60 }])
  })

  it('[FO8] numbers of documents: no block is given twice, whatever devices ask at once', async () => {
    const devices = await Promise.all([offices.nanming, offices.wanxiang].map((office) => enrolledDevice(test, office)))
    const ask = async (device: TestDevice) => device.client.sync.numbers({ protocol: PROTOCOL_VERSION, series: ['矫警', '矫训'], year: 2026 })
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => ask(devices[at % 2] ?? (() => { throw new Error('no device') })())))
    const blocks = answers.flatMap((answer) => (answer.ok ? answer.value.blocks : []))
    expect(blocks.length).toBe(16)
    const numbers = blocks.flatMap(({ series, first, last }) => Array.from({ length: last - first + 1 }, (_, at) => `${series}${first + at}`))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(Math.max(...blocks.map(({ last }) => last))).toBe(160)
  })
})

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { request } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toInstant } from '#shared/kernel/time.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { requestSignatureText } from '#shared/sync/request-signature.ts'
import { aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let device: TestDevice
let other: TestDevice
beforeAll(async () => {
  cluster = await openCluster()
  test = await openTestCounty(cluster)
  device = await enrolledDevice(test, offices.nanming)
  other = await enrolledDevice(test, offices.wanxiang)
})
afterAll(async () => {
  await test.close()
  await cluster.close()
})

type Headers = Record<string, string>
type Sent = { method: string; path: string; headers: Headers; body: Buffer }
type Attack = { name: string; sent: Sent }

/** A request that the county would take, before somebody lays hands on it. */
function good(over: { body?: Buffer; at?: number; nonce?: string; signer?: TestDevice; path?: string; headers?: Headers } = {}): Sent {
  const call = { name: 'sync.push', input: { protocol: PROTOCOL_VERSION, batch: device.build([item('subjects', aSubject())]) } }
  const body = over.body ?? Buffer.from(JSON.stringify(call))
  const [time, nonce] = [toInstant(over.at ?? startOfTests), over.nonce ?? randomBytes(16).toString('hex')]
  const text = requestSignatureText({ method: 'POST', path: over.path ?? '/api/device', bodyHash: createHash('sha256').update(body).digest('hex'), time, nonce })
  const signature = sign(null, Buffer.from(text), (over.signer ?? device).keys.privateKey).toString('base64')
  return { method: 'POST', path: '/api/device', headers: { 'content-type': 'application/json', 'x-device-id': device.id, 'x-request-time': time, 'x-request-nonce': nonce, 'x-request-signature': signature, ...over.headers }, body }
}

function send({ method, path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(test.url)
  return new Promise((resolve, reject) => {
    // The path as it stands: a URL would tidy it up.
    const outgoing = request({ hostname, port, path, method, headers: { ...headers, 'content-length': String(body.length) } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const withHeader = (sent: Sent, name: string, value: string | undefined): Sent => {
  const { [name]: _was, ...rest } = sent.headers
  return { ...sent, headers: value === undefined ? rest : { ...rest, [name]: value } }
}

const signedHeaders = ['x-device-id', 'x-request-time', 'x-request-nonce', 'x-request-signature']
const flip = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

function altered(): Attack[] {
  const bytes = Array.from({ length: 64 }, (_unused, n) => {
    const sent = good()
    const body = Buffer.from(sent.body)
    const at = Math.floor((n * (body.length - 1)) / 63)
    body[at] = (body[at] ?? 0) ^ 1
    return { name: `byte ${at} of the body altered`, sent: { ...sent, body } }
  })
  const cut = [0, 1, 2, 10, 100].map((less) => ({ name: `cut by ${less + 1}`, sent: { ...good(), body: good().body.subarray(0, -1 - less) } }))
  const longer = [' ', '\n', '{}', '\0', '}'].map((more) => ({ name: `with ${JSON.stringify(more)} after it`, sent: ((sent) => ({ ...sent, body: Buffer.concat([sent.body, Buffer.from(more)]) }))(good()) }))
  const headers = signedHeaders.flatMap((name) => [
    { name: `${name} missing`, sent: withHeader(good(), name, undefined) },
    { name: `${name} empty`, sent: withHeader(good(), name, '') },
    ...[0, 3, 7, 12].map((at) => {
      const sent = good()
      return { name: `${name} altered at ${at}`, sent: withHeader(sent, name, flip(sent.headers[name] ?? '', at)) }
    }),
  ])
  return [...bytes, ...cut, ...longer, ...headers]
}

function foreign(): Attack[] {
  const stranger = { ...other, keys: generateKeyPairSync('ed25519') }
  const days = 86_400_000
  const times = [-365 * days, -days, -3_600_000, -601_000, 601_000, 3_600_000, days, 365 * days].map((by) => ({ name: `signed ${by} ms away`, sent: good({ at: startOfTests + by }) }))
  const oddTimes = ['yesterday', '0', '2026-13-45T99:99:99.999Z', '2026-11-22', '9999999999999'].map((time) => ({ name: `time ${time}`, sent: withHeader(good(), 'x-request-time', time) }))
  const oddNonces = ['short', 'x'.repeat(101), `${'a'.repeat(20)}'--`, '../'.repeat(8)].map((nonce) => ({ name: `nonce ${nonce.slice(0, 12)}`, sent: good({ nonce }) }))
  return [
    { name: 'signed by another office', sent: good({ signer: other }) },
    { name: 'signed by nobody known', sent: good({ signer: stranger }) },
    { name: 'signed for another path', sent: good({ path: '/api/call' }) },
    { name: 'in the name of another device', sent: withHeader(good(), 'x-device-id', other.id) },
    ...times, ...oddTimes, ...oddNonces,
  ]
}

function packed(): Attack[] {
  const plain = good().body
  const as = (encoding: string, body: Buffer): Sent => good({ body, headers: { 'content-encoding': encoding } })
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  return [
    ...['br', 'deflate', 'zstd', 'identity', 'compress', 'gzip, gzip', 'x-gzip', 'GZIP', ' ', '*'].map((encoding) => ({ name: `encoding ${encoding}`, sent: as(encoding, gzipSync(plain)) })),
    { name: 'brotli called gzip', sent: as('gzip', brotliCompressSync(plain)) },
    { name: 'deflate called gzip', sent: as('gzip', deflateSync(plain)) },
    { name: 'plain called gzip', sent: as('gzip', plain) },
    { name: 'gzip that is not called so', sent: good({ body: gzipSync(plain) }) },
    { name: 'gzip in gzip', sent: as('gzip', gzipSync(gzipSync(plain))) },
    { name: 'a bomb, signed', sent: as('gzip', bomb) },
    { name: 'a bomb, unsigned', sent: withHeader(as('gzip', bomb), 'x-request-signature', 'AAAA') },
    ...[4, 20, 60].map((less) => ({ name: `gzip cut by ${less}`, sent: as('gzip', gzipSync(plain).subarray(0, -less)) })),
    { name: 'an enrolment that is packed', sent: as('gzip', gzipSync('{"name":"enrolment.enrol","input":{}}')) },
  ]
}

const contentTypes = [
  undefined, '', 'text/plain', 'text/html', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-8', 'application/json;charset=utf-16', 'application/json ;', 'application/json,text/plain',
  'text/plain, application/json', 'application/json\ta', 'application/ json', 'Application/Json', 'APPLICATION/JSON', 'application/jsonp', 'application/json-patch+json', 'application/vnd.api+json', 'application/json/', ' application/json;', 'application/json; a', 'json', '*/*', 'application/*',
  'application/json;;', 'application/octet-stream', 'application/ld+json', 'text/json', 'application/json\u00a0', 'image/png', 'application/json; x="', 'application/x-json', 'application/json#', 'application/json?x', 'application%2Fjson', '__proto__', 'constructor', 'toString', 'application/json\\',
]
const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']
const paths = ['/api/device/', '/api//device', '/API/device', '/api/device%2f', '/api/device?x=1', '/api/./device', '/api/device/../call', '/api/device;x', '/api/devices', '//api/device']
const texts = ['', '[]', 'null', '1', '"sync.push"', '{}', '{"name":1}', '{"name":"sync.push"}', '{"name":"__proto__","input":{}}', '{"name":"constructor","input":{}}', '{"name":"sync.push","input":[]}', '{"name":"sync.push","input":{"protocol":1}}', '{"name":"sync.push","input":{"protocol":1,"batch":null}}', '{"name":"sync.push","input":{"protocol":1,"batch":{"body":"","hash":"","signature":""}}}', '{"name":"countyUser.create","input":{}}', `{"name":"${'x'.repeat(70)}","input":{}}`, '{"name":"sync.pull","input":{"protocol":1,"cursor":null,"limit":100000}}', '{"name":"sync.pull","input":{"protocol":1,"cursor":null,"limit":0}}', '{"name":"sync.sent","input":{"protocol":1,"after":-1,"limit":1}}', '\u{feff}{}', '{"name":"sync.push","name":"x","input":{}}']

describe('a line in foreign hands', () => {
  it('[S65] of more than two hundred altered, foreign, packed and odd requests none is taken, and no body is read unchecked', async () => {
    const types = contentTypes.map((type) => ({ name: `content type ${String(type)}`, sent: withHeader(good(), 'content-type', type) })).filter(({ sent }) => !/[^\x20-\x7e\t]/.test(sent.headers['content-type'] ?? ''))
    const attacks: Attack[] = [
      ...altered(), ...foreign(), ...packed(), ...types,
      ...methods.map((method) => ({ name: method, sent: { ...good(), method } })),
      ...paths.map((path) => ({ name: path, sent: { ...good(), path } })),
      ...texts.map((text) => ({ name: `says ${text.slice(0, 60)}`, sent: good({ body: Buffer.from(text) }) })),
    ]
    expect(attacks.length).toBeGreaterThan(200)
    const taken: string[] = []
    for (const { name, sent } of attacks) {
      const { status, text } = await send(sent)
      if (status >= 500 || /"ok":true/.test(text)) taken.push(`${name}: ${status} ${text.slice(0, 80)}`)
    }
    expect(taken).toEqual([])
    expect(await test.sql('select 1 from ledger')).toEqual([])
    expect(test.log.filter(({ event }) => event === 'bug')).toEqual([])
    // The same request, left alone, is taken: the cases above were refused for what was done to them.
    const fine = good()
    expect((await send(fine)).text).toContain('"ok":true')
    expect((await send(fine)).text).toContain('REQUEST_UNSIGNED')
  })

  it('[S65] replayed and reordered requests change nothing: a number is used once, and only in turn', async () => {
    const own = await enrolledDevice(test, offices.nanming)
    const before = Number((await test.sql('select count(*)::int as n from ledger'))[0]?.['n'])
    const batches = Array.from({ length: 4 }, () => {
      const batch = own.build([item('subjects', aSubject())])
      Object.assign(own.chain, { number: own.chain.number + 1, hash: batch.hash })
      return batch
    })
    const order = [3, 1, 2, 0, 0, 2, 1, 0, 3, 2, 1, 3, 3, 0]
    for (const place of order) await own.push(batches[place] ?? batches[0]!)
    const rows = await test.sql('select number, hash from ledger where device_id = $1 order by position', [own.id])
    expect(rows).toEqual(batches.map(({ hash }, index) => ({ number: index + 1, hash })))
    expect(Number((await test.sql('select count(*)::int as n from ledger'))[0]?.['n'])).toBe(before + 4)
  })
})

import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, get } from 'node:https'
import { join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { errorCatalogue } from '#shared/kernel/errors.ts'
import { GENESIS_HASH, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { lineErrors } from '#shared/contract/line.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { createCountyClient } from './county-client.ts'
import { failureOf } from './line-failure.ts'

// Real servers at the other end of a real connection: what undici and OpenSSL really say is what is told apart here.
const servers: Server[] = []
const seen = new Set<string>()
afterAll(() => {
  expect([...seen].sort()).toEqual([...lineErrors].sort())
})
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listening(server: Server, scheme = 'http'): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `${scheme}://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}
const answering = (listener: RequestListener) => listening(createServer(listener))
const says = (status: number, type: string, body: string) => answering((_request, response) => response.writeHead(status, { 'content-type': type }).end(body))

async function codeAt(address: string, timeoutMs = 5000): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const client = createCountyClient({ address, deviceId: '01J00000000000000000000000', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), now: () => Date.now(), newNonce: () => '00', fetch, timeoutMs })
  const answer = await client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: 'test', deviceTime: toInstant(Date.now()), head: { number: 0, hash: GENESIS_HASH, restored: false } })
  if (answer.ok) throw new Error('answered')
  seen.add(answer.error.code)
  return answer.error.code
}

const fixtures = join(import.meta.dirname, '../../tests/fixtures/tls')
const tls = (cert: string) => listening(createTlsServer({ key: readFileSync(join(fixtures, 'key.pem')), cert: readFileSync(join(fixtures, cert)) }, (_request, response) => response.end('{}')), 'https')

/** The code with which a connection ends that trusts the certificate but for its time. */
const codeOfTrusting = (address: string) =>
  new Promise<string>((resolve) => {
    get(address, { ca: readFileSync(join(fixtures, 'expired.pem')) }, () => resolve('answered')).on('error', (error) => resolve('code' in error ? String(error.code) : ''))
  })

describe('why nothing came through', () => {
  it('[S42] a name that nobody knows', async () => expect(await codeAt('http://county.invalid')).toBe('COUNTY_NO_NAME'))

  it('[S42] a machine on which the server does not run', async () => {
    const address = await says(200, 'text/plain', '')
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await codeAt(address)).toBe('COUNTY_REFUSED')
  })

  it('[S42] a server that takes the call and never answers; one that breaks off', async () => {
    expect(await codeAt(await answering(() => undefined), 150)).toBe('COUNTY_TIMEOUT')
    expect(await codeAt(await answering((request) => void request.socket.destroy()))).toBe('COUNTY_UNREACHABLE')
  })

  it('[S42] a log-in page of the network, in place of the answer or by a redirect', async () => {
    expect(await codeAt(await says(200, 'text/html; charset=utf-8', '<html><form action="/login"></form></html>'))).toBe('LINE_PORTAL')
    expect(await codeAt(await says(511, 'text/html', '<html></html>'))).toBe('LINE_PORTAL')
    expect(await codeAt(await answering((_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end()))).toBe('LINE_PORTAL')
  })

  it('[S42] a proxy that refuses, a busy server, a broken one, a machine that is something else', async () => {
    expect(await codeAt(await says(407, 'text/html', ''))).toBe('LINE_PROXY')
    expect(await codeAt(await says(403, 'text/html', '<html>blocked</html>'))).toBe('LINE_PROXY')
    expect(await codeAt(await says(503, 'text/plain', ''))).toBe('COUNTY_BUSY')
    expect(await codeAt(await says(429, 'text/plain', ''))).toBe('COUNTY_BUSY')
    expect(await codeAt(await says(500, 'text/plain', ''))).toBe('COUNTY_FAULTY')
    expect(await codeAt(await says(504, 'text/html', ''))).toBe('COUNTY_UNREACHABLE')
    expect(await codeAt(await says(200, 'application/json', '{"hello":1}'))).toBe('NOT_A_COUNTY')
    seen.delete('NOT_A_COUNTY')
  })

  it('[S42] a certificate that is not the county’s: nothing is sent', async () => expect(await codeAt(await tls('self-signed.pem'))).toBe('COUNTY_CERTIFICATE'))

  it('[S42] a certificate out of its time, in a chain that is trusted, is told from a foreign one', async () => {
    const code = await codeOfTrusting(await tls('expired.pem'))
    const error = failureOf(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
    seen.add(error)
    expect([code, error]).toEqual(['CERT_HAS_EXPIRED', 'COUNTY_CERTIFICATE_TIME'])
  })

  it('[S42] every reason has a sentence of its own, which says that nothing is lost', () => {
    const sentences = lineErrors.map((code) => errorCatalogue[code]({}))
    expect(new Set(sentences).size).toBe(lineErrors.length)
    for (const sentence of sentences) expect(sentence).toMatch(/本机/)
  })
})

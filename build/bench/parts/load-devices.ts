// `load-devices.ts <county folder> <url> <devices>`: devices that sync at once, each in its own office, over real HTTP. Prints how long their calls took.
import { createPrivateKey, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Agent, request } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { DeviceId, DocumentId, makeId, OfficeId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { batchText } from '#shared/sync/batch.ts'
import { BatchBody, GENESIS_HASH, PROTOCOL_VERSION, SUITE } from '#shared/sync/protocol.ts'
import { requestHeaders, requestSignatureText } from '#shared/sync/request-signature.ts'
import { toWire } from '#shared/sync/wire.ts'
import { z } from 'zod'
import { OFFICE_NOW, subjectNumber, visitNumber } from '../engines/office-documents.ts'

/** A device with a line comes once a minute (src-main/sync/schedule.ts). */
const MINUTE = 60_000
const ITEMS = 100
const path = '/api/device'
const [folder = '', url = '', countText = '0'] = process.argv.slice(2)
const count = Number(countText)
const codes = z.array(z.object({ office: OfficeId, code: z.string() })).parse(JSON.parse(readFileSync(join(folder, 'codes.json'), 'utf8')))
const agent = new Agent({ keepAlive: true, maxSockets: count })
const times: Record<'push' | 'pull' | 'check', number[]> = { push: [], pull: [], check: [] }
const seen = { errors: 0, bytesUp: 0, bytesDown: 0, batches: 0 }
const Answer = z.looseObject({ ok: z.boolean(), value: z.looseObject({}).optional(), error: z.looseObject({ code: z.string() }).optional() })

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
const idOf = (): string => makeId(OFFICE_NOW, new Uint8Array(randomBytes(10)))

function aDevice({ office, code }: { office: OfficeId; code: string }, place: number) {
  const keys = generateKeyPairSync('ed25519')
  const privateKey = createPrivateKey(keys.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const id = DeviceId.parse(idOf())
  const signed = (text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64')
  const chain: { number: number; hash: string; cursor: string | null } = { number: 0, hash: GENESIS_HASH, cursor: null }

  async function call(name: string, input: object): Promise<Record<string, unknown>> {
    const text = JSON.stringify({ name, input: { protocol: PROTOCOL_VERSION, ...input } })
    const packed = name === 'enrolment.enrol' ? undefined : await promisify(gzip)(text, { level: 1 })
    const body = packed ?? Buffer.from(text)
    const [time, nonce] = [toInstant(OFFICE_NOW), randomBytes(16).toString('hex')]
    const headers = {
      'content-type': 'application/json', 'accept-encoding': 'gzip', 'content-length': String(body.length), ...(packed && { 'content-encoding': 'gzip' }),
      [requestHeaders.device]: id, [requestHeaders.time]: time, [requestHeaders.nonce]: nonce,
      [requestHeaders.signature]: signed(requestSignatureText({ method: 'POST', path, bodyHash: sha256(body), time, nonce })),
    }
    seen.bytesUp += body.length
    const reply = await new Promise<Buffer>((resolve, reject) => {
      const outgoing = request(url + path, { method: 'POST', agent, headers }, (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () => {
          seen.bytesDown += parts.reduce((sum, part) => sum + part.length, 0)
          const whole = Buffer.concat(parts)
          if (incoming.headers['content-encoding'] === 'gzip') promisify(gunzip)(whole).then(resolve, reject)
          else resolve(whole)
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
    const answer = Answer.parse(JSON.parse(reply.toString('utf8')))
    if (!answer.ok) throw new Error(`${name}: ${answer.error?.code ?? ''}`)
    return answer.value ?? {}
  }

  async function timed(kind: keyof typeof times, name: string, input: object): Promise<Record<string, unknown>> {
    const start = performance.now()
    const value = await call(name, input)
    times[kind].push(performance.now() - start)
    return value
  }

  function batch(): { body: string; hash: string; signature: string } {
    const subject = SubjectId.parse(idOf())
    const documents = Array.from({ length: ITEMS }, (_unused, i) => ({ ...visitNumber(place * ITEMS + i, subjectNumber(0, true).id), id: RecordId.parse(idOf()), subjectId: subject, review: null }))
    const items = documents.map((document) => ({ collection: 'records' as const, id: DocumentId.parse(document.id), baseRevision: 0, baseBatch: null, document: toWire(document) }))
    const body = batchText(BatchBody.parse({ protocol: PROTOCOL_VERSION, suite: SUITE, officeId: office, deviceId: id, number: chain.number + 1, previousHash: chain.hash, createdAt: toInstant(OFFICE_NOW), auditHead: { sequence: 0, hash: GENESIS_HASH }, items }))
    return { body, hash: sha256(body), signature: signed(body) }
  }

  return {
    enrol: () => call('enrolment.enrol', { code, deviceId: id, publicKey, label: 'bench', proof: signed(`${id}\n${code}`) }),
    async sync(): Promise<void> {
      await timed('check', 'sync.check', { waiting: ITEMS, appVersion: 'bench', deviceTime: toInstant(OFFICE_NOW), head: { number: chain.number, hash: chain.hash, restored: false } })
      const next = batch()
      await timed('push', 'sync.push', { batch: next })
      Object.assign(chain, { number: chain.number + 1, hash: next.hash })
      seen.batches++
      const page = await timed('pull', 'sync.pull', { cursor: chain.cursor, limit: 500 })
      chain.cursor = typeof page['cursor'] === 'string' ? page['cursor'] : null
    },
  }
}

function spread(all: readonly number[]): { p50: number; p95: number; p99: number; longest: number } {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: sorted.at(-1) ?? NaN }
}

const devices = codes.slice(0, count).map(aDevice)
for (const device of devices) await device.enrol()

/** One exchange of every device, each beginning at its own place in this long a time. */
async function round(within: number) {
  for (const list of Object.values(times)) list.length = 0
  Object.assign(seen, { errors: 0, bytesUp: 0, bytesDown: 0, batches: 0 })
  const start = performance.now()
  await Promise.all(devices.map(async (device, place) => {
    await new Promise((resolve) => setTimeout(resolve, (within * place) / devices.length))
    await device.sync().catch((error: unknown) => {
      seen.errors++
      console.error(error instanceof Error ? error.message : error)
    })
  }))
  return { ...seen, items: seen.batches * ITEMS, took: performance.now() - start, push: spread(times.push), pull: spread(times.pull), check: spread(times.check) }
}

await round(MINUTE / 4)
const regular = await round(MINUTE)
const burst = await round(0)
agent.destroy()
console.log(JSON.stringify({ devices: devices.length, regular, burst }))

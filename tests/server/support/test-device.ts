import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { deviceContract } from '#shared/contract/device.ts'
import { createClient } from '#shared/contract/client.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import type { DeviceId, OfficeId } from '#shared/kernel/ids.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { batchText } from '#shared/sync/batch.ts'
import { type BatchBody, type Change, GENESIS_HASH, type Item, PROTOCOL_VERSION, ReceiptBody, type Signed, SUITE, type WireDocument } from '#shared/sync/protocol.ts'
import { requestSignatureText } from '#shared/sync/request-signature.ts'
import { createCode } from '../../../src-server/services/enrolment-code.ts'
import { newId } from './documents.ts'
import type { TestCounty } from './test-county.ts'

type Collection = Item['collection']
export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')
export const item = (collection: Collection, document: WireDocument, over: Partial<Item> = {}): Item => ({ collection, id: String(document['id']), baseRevision: 0, baseBatch: null, document, ...over })

/** An office's device as the county sees it: its key, its chain and its requests. */
export type TestDevice = ReturnType<typeof aDevice>

export function aDevice(options: { url: string; officeId: string; now: () => number; id?: string; keys?: { publicKey: KeyObject; privateKey: KeyObject } }) {
  const id = (options.id ?? newId()) as DeviceId
  const { publicKey, privateKey } = options.keys ?? generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64')
  const chain = { number: 0, hash: GENESIS_HASH }
  const target = { url: options.url, now: options.now }

  /** One request; `alter` may spoil what was signed. */
  async function post(call: { name: string; input: unknown }, alter: (request: { body: string; headers: Record<string, string> }) => void = () => undefined): Promise<WireAnswer> {
    const body = JSON.stringify(call)
    const time = toInstant(target.now())
    const nonce = randomBytes(16).toString('hex')
    const signature = signText(requestSignatureText({ method: 'POST', path: '/api/device', bodyHash: sha256(body), time, nonce }))
    const request = { body, headers: { 'content-type': 'application/json', 'x-device-id': id, 'x-request-time': time, 'x-request-nonce': nonce, 'x-request-signature': signature } }
    alter(request)
    const response = await fetch(`${target.url}api/device`, { method: 'POST', body: request.body, headers: request.headers })
    return (await response.json()) as WireAnswer
  }

  const client = createClient(deviceContract, { call: (call) => post(call), on: () => () => undefined })

  /** The next batch of this device, built once. */
  function build(items: Item[], over: Partial<BatchBody> | Record<string, unknown> = {}): Signed {
    const body = {
      protocol: PROTOCOL_VERSION, suite: SUITE, officeId: options.officeId as OfficeId, deviceId: id, number: chain.number + 1, previousHash: chain.hash,
      createdAt: toInstant(target.now()), auditHead: { sequence: 0, hash: GENESIS_HASH }, items, ...over,
    }
    return signBody(batchText(body as BatchBody))
  }

  const signBody = (body: string): Signed => ({ body, hash: sha256(body), signature: signText(body) })
  const push = (batch: Signed) => client.sync.push({ protocol: PROTOCOL_VERSION, batch })

  return {
    id, pem, keys: { publicKey, privateKey }, target, post, client, build, signBody, push, chain,
    enrol: (code: string, volunteer = false) => client.enrolment.enrol({ protocol: PROTOCOL_VERSION, code, deviceId: id, publicKey: pem, label: '所长室', proof: signText(`${id}\n${code}`), ...(volunteer && { volunteer }) }),
    /** Builds, pushes, and moves on; answers the receipt's body. */
    async send(items: Item[], over: Record<string, unknown> = {}): Promise<ReceiptBody> {
      const batch = build(items, over)
      const answer = await push(batch)
      if (!answer.ok) throw new Error(canonicalJson(answer.error.code))
      Object.assign(chain, { number: chain.number + 1, hash: batch.hash })
      return ReceiptBody.parse(JSON.parse(answer.value.body))
    },
    /** Everything after `cursor`, page by page. */
    async pullAll(limit = 100, cursor: string | null = null): Promise<{ changes: Change[]; cursor: string }> {
      const changes: Change[] = []
      for (let at = cursor; ; ) {
        const page = await client.sync.pull({ protocol: PROTOCOL_VERSION, cursor: at, limit })
        if (!page.ok) throw new Error(page.error.code)
        changes.push(...page.value.changes)
        at = page.value.cursor
        if (!page.value.more) return { changes, cursor: at }
      }
    },
  }
}

/** A device that is a member of the office. */
export async function enrolledDevice(test: TestCounty, officeId: string): Promise<TestDevice> {
  const device = aDevice({ url: test.url, officeId, now: () => test.clock.now })
  const made = await createCode(test.county.county, officeId, 'test')
  if (!made) throw new Error('no such office')
  const enrolled = await device.enrol(made.code)
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  return device
}

export function isSignedByCounty(test: TestCounty, receipt: Signed): boolean {
  return sha256(receipt.body) === receipt.hash && verify(null, Buffer.from(receipt.body), test.county.county.seal.publicKey, Buffer.from(receipt.signature, 'base64'))
}

import { randomBytes, sign } from 'node:crypto'
import { GENESIS_HASH, PROTOCOL_VERSION, type Signed, SUITE } from '#shared/sync/protocol.ts'
import type { CourierHeader, OutboundHeader } from '#shared/sync/courier/header.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { courierPrimitives, courierPublicKey } from '../../src-server/crypto/courier-primitives.ts'
import type { TestDevice } from '../server/support/test-device.ts'
import { sha256 } from '../server/support/test-device.ts'

export const inMemory = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) })

/** A file in memory. */
export async function craft(header: CourierHeader, given: { cipher: Parameters<typeof writeCourierFile>[2]['cipher']; entries: unknown[]; signer: TestDevice }): Promise<{ bytes: Uint8Array; hash: string }> {
  let bytes = Buffer.alloc(0)
  const sink = { append: async (more: Uint8Array) => void (bytes = Buffer.concat([bytes, more])), writeAt: async (offset: number, more: Uint8Array) => void bytes.set(more, offset) }
  const written = await writeCourierFile(courierPrimitives, sink, { header, cipher: given.cipher, entries: given.entries, sign: (text) => new Uint8Array(sign(null, Buffer.from(text), given.signer.keys.privateKey)) })
  return { bytes: new Uint8Array(bytes), hash: written.hash }
}

export type Crafted = { number: number; batches: Signed[]; previous: { number: number; hash: string } | null }
const courierKey = courierPublicKey(new Uint8Array(randomBytes(32)))

/** An outbound file of a test's device; `over` spoils its header, `other` its signer or recipient. */
export async function craftOutbound(device: TestDevice, county: { publicKey: string; courierKey: string; officeId: string }, file: Crafted, over: Partial<OutboundHeader> = {}, other: { signer?: TestDevice; recipient?: string; entries?: unknown[] } = {}) {
  const { ephemeral, cipher } = courierPrimitives.sealTo(other.recipient ?? county.courierKey)
  const at = toInstant(device.target.now())
  const header = {
    format: 1, suite: SUITE, kind: 'outbound', deviceId: device.id, createdAt: at, county: sha256(county.publicKey), officeId: county.officeId, chain: '0'.repeat(24), ephemeral, courierKey,
    number: file.number, previous: file.previous, ...over,
  } as OutboundHeader
  const head = device.chain.number === 0 ? { number: 0, hash: GENESIS_HASH } : device.chain
  const state = {
    kind: 'state', protocol: PROTOCOL_VERSION, receiptsFrom: 1, cursor: null, policy: '', numbers: { year: 2026, series: [] },
    check: { protocol: PROTOCOL_VERSION, waiting: 0, appVersion: 'test', deviceTime: at, head: { ...head, restored: false } },
  }
  return craft(header, { cipher, signer: other.signer ?? device, entries: other.entries ?? [state, ...file.batches.map((batch) => ({ kind: 'batch', batch }))] })
}

import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { MESSAGE_LIMIT } from '#shared/sync/protocol.ts'

const pack = promisify(gzip)
const unpackAll = promisify(gunzip)
/** Below this a message travels in one packet anyway. */
const WORTHWHILE = 1400

/** Unpacks a message, which must not grow beyond the limit of messages; null when it does, or is not packed at all. */
export async function unpack(body: Uint8Array): Promise<Uint8Array | null> {
  return unpackAll(body, { maxOutputLength: MESSAGE_LIMIT }).catch(() => null)
}

/** Packs an answer for a device that can unpack it; null where it is not worth it. The quickest level: the rest gains a tenth and costs four times as much. */
export async function packAnswer(text: string, accepted: string): Promise<Uint8Array | null> {
  if (text.length < WORTHWHILE || !/\bgzip\b/.test(accepted)) return null
  return pack(text, { level: 1 })
}

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { MESSAGE_LIMIT } from '#shared/sync/protocol.ts'

const compress = promisify(gzip)
/** Below this a message travels in one packet anyway. */
const WORTHWHILE = 1400

const unsigned: ReadonlySet<string> = new Set(['enrolment.enrol', 'revocation.handIn'])

/** A call as it travels. What the county reads before it knows whose it is is never packed. */
export async function pack(text: string, name: string): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }> {
  if (text.length < WORTHWHILE || unsigned.has(name)) return { body: new TextEncoder().encode(text), headers: {} }
  return { body: new Uint8Array(await compress(text, { level: 1 })), headers: { 'content-encoding': 'gzip' } }
}

/** The text of an answer, unpacked on the way. Throws as soon as it grows beyond the limit of messages. */
export async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.byteLength
    if (length > MESSAGE_LIMIT) throw new Error('the answer is too long')
    parts.push(part)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}

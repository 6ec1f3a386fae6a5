import type { IncomingMessage } from 'node:http'

/** The JSON of a request's body; `tooLarge` and `notJson` where it is none. Reads at most `limit` bytes into memory. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<{ value: unknown } | 'tooLarge' | 'notJson'> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) return 'notJson'
    size += piece.length
    // The rest is read and dropped: a connection cut in the middle would hide the answer from the browser.
    if (size <= limit) pieces.push(piece)
  }
  if (size > limit) return 'tooLarge'
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))) }
  } catch {
    return 'notJson'
  }
}

import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { Attachment } from '#shared/domain/record.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { OfficeClient } from '../client/use-client.ts'

/** Hands a file to the host in pieces and has it kept. `onProgress` hears 0 to 1. Answers what a record says of it. */
export async function uploadFile(client: OfficeClient, file: File, onProgress: (share: number) => void): Promise<Result<Attachment>> {
  const begun = await client.bytes.begin({ name: file.name.slice(-120), size: file.size })
  if (!begun.ok) return begun
  const { handle } = begun.value
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    const piece = file.slice(offset, offset + CHUNK_BYTES)
    const taken = await client.bytes.append({ handle, base64: await base64Of(piece) })
    if (!taken.ok) return taken
    onProgress((offset + piece.size) / file.size)
  }
  return client.bytes.keep({ handle })
}

/** Reads a kept file piece by piece, for a thumbnail or a view. */
export async function readFile(client: OfficeClient, fileId: string): Promise<Result<Blob>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (;;) {
    const read = await client.bytes.read({ fileId, offset })
    if (!read.ok) return read
    const piece = bytesOf(read.value.base64)
    pieces.push(piece)
    offset += piece.length
    if (offset >= read.value.total || piece.length === 0) return ok(new Blob(pieces, { type: read.value.mime }))
  }
}

/** Base64 of a piece. FileReader does it outside the page's own script, without a string of half a million characters per loop. */
function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.slice(reader.result.indexOf(',') + 1) : '')
    reader.onerror = () => reject(reader.error ?? new Error('file could not be read'))
    reader.readAsDataURL(piece)
  })
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { OfficeClient } from './use-client.ts'

/** Hands a file to the host in pieces and answers its handle. `onProgress` hears 0 to 1. */
export async function sendFile(client: OfficeClient, file: File, onProgress: (share: number) => void): Promise<Result<string>> {
  const begun = await client.bytes.begin({ name: file.name.slice(-120), size: file.size })
  if (!begun.ok) return begun
  const { handle } = begun.value
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    const piece = file.slice(offset, offset + CHUNK_BYTES)
    const taken = await client.bytes.append({ handle, base64: await base64Of(piece) })
    if (!taken.ok) return taken
    onProgress((offset + piece.size) / file.size)
  }
  return ok(handle)
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

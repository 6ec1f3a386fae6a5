import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import { base64Of } from './base64-of.ts'
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

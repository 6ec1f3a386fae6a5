import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import { base64Of } from '../../client/base64-of.ts'
import type { CountyClient } from '../county.ts'

/** Hands a file to the county in pieces and answers its handle. `onProgress` hears 0 to 1. */
export async function sendUp(client: CountyClient, file: File, onProgress: (share: number) => void): Promise<Result<string>> {
  const begun = await client.courier.begin({ bytes: Math.max(1, file.size) })
  if (!begun.ok) return begun
  const { handle } = begun.value
  for (let place = 0; place * CHUNK_BYTES < file.size; place++) {
    const piece = file.slice(place * CHUNK_BYTES, (place + 1) * CHUNK_BYTES)
    const put = await client.courier.append({ handle, place, base64: await base64Of(piece) })
    if (!put.ok) return put
    onProgress((place * CHUNK_BYTES + piece.size) / file.size)
  }
  return ok(handle)
}

/** Fetches one of the county's files and hands it to the person as a download under its own name. */
export async function saveFile(client: CountyClient, { fileId, fileName }: { fileId: string; fileName: string }): Promise<Result<null>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let place = 0, last = false; !last; place++) {
    const answer = await client.courier.read({ fileId, place })
    if (!answer.ok) return answer
    pieces.push(Uint8Array.from(atob(answer.value.base64), (character) => character.charCodeAt(0)))
    last = answer.value.last
  }
  const address = URL.createObjectURL(new Blob(pieces, { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return ok(null)
}

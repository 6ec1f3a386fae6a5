import { ok, type Result } from '#shared/kernel/result.ts'
import type { FileId } from '#shared/kernel/ids.ts'
import type { OfficeClient } from './use-client.ts'

/** Fetches a kept file piece by piece and answers it as a blob. */
export async function fetchFile(client: OfficeClient, fileId: FileId): Promise<Result<Blob>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0, total = 1; offset < total; ) {
    const answer = await client.bytes.read({ fileId, offset })
    if (!answer.ok) return answer
    const piece = Uint8Array.from(atob(answer.value.base64), (character) => character.charCodeAt(0))
    if (piece.length === 0) break
    pieces.push(piece)
    offset += piece.length
    total = answer.value.total
    if (offset >= total) return ok(new Blob(pieces, { type: answer.value.mime }))
  }
  return ok(new Blob(pieces))
}

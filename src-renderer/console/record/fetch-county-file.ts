import type { DocumentId, FileId } from '#shared/kernel/ids.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { CountyClient } from '../county.ts'

/** Opens a file of a record or procedure and fetches it piece by piece. */
export async function fetchCountyFile(client: CountyClient, at: { id: DocumentId; fileId: FileId }): Promise<Result<{ name: string; blob: Blob }>> {
  const opened = await client.file.open(at)
  if (!opened.ok) return opened
  const { ticket, pieces, mime, name } = opened.value
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let place = 0; place < pieces; place++) {
    const piece = await client.file.read({ ticket, place })
    if (!piece.ok) return piece
    parts.push(Uint8Array.from(atob(piece.value.base64), (character) => character.charCodeAt(0)))
  }
  return ok({ name, blob: new Blob(parts, { type: mime }) })
}

import { ok, type Result } from '#shared/kernel/result.ts'
import type { OfficeClient } from './use-client.ts'

/** Fetches a file that the host has made, piece by piece, and hands it to the person as a download under its own name. */
export async function saveMade(client: OfficeClient, made: { handle: string; name: string; mime: string }): Promise<Result<null>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0, total = 1; offset < total; ) {
    const answer = await client.form.read({ handle: made.handle, offset })
    if (!answer.ok) return answer
    const piece = Uint8Array.from(atob(answer.value.base64), (character) => character.charCodeAt(0))
    pieces.push(piece)
    offset += piece.length
    total = piece.length === 0 ? offset : answer.value.total
  }
  const address = URL.createObjectURL(new Blob(pieces, { type: made.mime }))
  const link = document.createElement('a')
  link.href = address
  link.download = made.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return ok(null)
}

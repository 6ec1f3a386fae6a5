import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok, type Refusal } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { courierCaps } from '#shared/sync/courier/layout.ts'
import { courierSentences } from '#shared/sync/courier/outcome.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { County } from '../../county.ts'
import { beginUpload, findUpload, forgetUploads, piecesSource, putPiece, readPiece, removePieces } from '../../db/courier.ts'
import { admit } from '../courier/admit.ts'
import { countyFingerprint } from '../courier/county-keys.ts'
import { listDevices } from '../courier/list-devices.ts'
import { makeAnswer } from '../courier/make-answer.ts'
import { PIECE_BYTES } from '../courier/pieces.ts'
import { takeFile } from '../courier/take-file.ts'
import { type Context, userOf } from './caller.ts'

const day = 24 * 3_600_000

/** Exchange files as the console brings and fetches them. What was uploaded stays until it was dealt with, a day at most. */
export function courier(county: County): SliceHandlers<ConsoleContract['courier'], Context> {
  const at = () => toInstant(county.now())
  async function uploaded(context: Context, handle: string): Promise<{ ok: true; value: ByteSource } | Refusal<'HANDLE_EXPIRED' | 'COURIER_INCOMPLETE'>> {
    const upload = await findUpload(county.db, handle, userOf(context).login)
    if (!upload) return fail('HANDLE_EXPIRED')
    const source = await piecesSource(county.db, handle, PIECE_BYTES)
    return source.size === upload.bytes ? ok(source) : fail('COURIER_INCOMPLETE')
  }
  return {
    list: async () => ok({ countyFingerprint: countyFingerprint(county), devices: await listDevices(county.db) }),

    begin: async (context, { bytes }) => {
      if (bytes > courierCaps.fileBytes) return fail('COURIER_TOO_LARGE')
      await forgetUploads(county.db, toInstant(county.now() - day))
      const handle = Buffer.from(county.randomBytes(16)).toString('hex')
      await beginUpload(county.db, { handle, login: userOf(context).login, bytes, begun_at: at() })
      return ok({ handle })
    },

    append: async (context, { handle, place, base64 }) => {
      const upload = await findUpload(county.db, handle, userOf(context).login)
      if (!upload) return fail('HANDLE_EXPIRED')
      const bytes = Buffer.from(base64, 'base64')
      if (bytes.length > PIECE_BYTES || place * PIECE_BYTES + bytes.length > upload.bytes) return fail('COURIER_TOO_LARGE')
      await putPiece(county.db, { fileId: handle, place, bytes })
      return ok({})
    },

    take: async (context, { handle }) => {
      const source = await uploaded(context, handle)
      if (!source.ok) return source
      const taken = await takeFile(county, source.value, userOf(context).login)
      if (!taken.ok) return taken
      const { outcome, deviceId, officeId, fingerprint } = taken.value
      // A request is still needed when somebody decides on it.
      if (outcome.kind !== 'request') await removePieces(county.db, [handle])
      const office = officeId === null ? null : await county.db.selectFrom('offices').select('name').where('id', '=', officeId).executeTakeFirst()
      return ok({ outcome, sentences: outcome.kind === 'request' ? [] : courierSentences(outcome), deviceId, officeName: office?.name ?? '', fingerprint })
    },

    admit: async (context, { handle, ...admission }) => {
      const source = await uploaded(context, handle)
      if (!source.ok) return source
      const made = await admit(county, source.value, admission)
      if (made.ok) await removePieces(county.db, [handle])
      return made
    },

    answer: async (context, { id }) => makeAnswer(county, id, userOf(context).login),

    read: async (_context, { fileId, place }) => {
      const piece = await readPiece(county.db, fileId, place)
      return piece ? ok({ base64: Buffer.from(piece.bytes).toString('base64'), last: piece.last }) : fail('NOT_AVAILABLE')
    },
  }
}

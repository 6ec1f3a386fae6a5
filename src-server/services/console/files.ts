import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { Attachment } from '#shared/domain/record.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { pieceCount } from '#shared/sync/files.ts'
import type { County } from '../../county.ts'
import { type Content, selectCarried, selectParts } from '../../db/files.ts'
import { findPart } from '../files/standing.ts'
import { openPiece } from '../files/take-piece.ts'
import { readTicket, writeTicket } from '../files/ticket.ts'
import { type Context, userOf } from './caller.ts'

/** Photos and scans of documents that the console shows; what is sealed is not among them (migration 0015). */
export function files(county: County): SliceHandlers<ConsoleContract['file'], Context> {
  async function carriedBy(id: string): Promise<{ file: Attachment; small: Content | null; whole: Content | null; begun: boolean }[]> {
    const carried = await selectCarried(county.db, id)
    const parts = await selectParts(county.db, carried.map(({ fileId }) => fileId))
    const complete = (found: ReturnType<typeof findPart>) => (found && found.content.whole_at !== null ? found.content : null)
    return carried.map((file) => {
      const whole = findPart(parts, { file, part: 'whole', officeId: '' })
      return { file, small: complete(findPart(parts, { file, part: 'small', officeId: '' })), whole: complete(whole), begun: parts.some((one) => one.fileId === file.fileId && one.part === 'whole') }
    })
  }
  const find = async ({ id, fileId }: { id: string; fileId: string }) => (await carriedBy(id)).find(({ file }) => file.fileId === fileId)

  return {
    of: async (_context, { id }) => ok((await carriedBy(id)).map(({ file, small, whole, begun }) => ({ ...file, state: whole ? 'whole' : begun ? 'part' : 'none', small: small !== null }))),

    small: async (_context, at) => {
      const found = await find(at)
      if (!found) return fail('NOT_AVAILABLE')
      if (!found.small) return ok(null)
      const plain = await openPiece(county, county.db, found.small, 0)
      return plain ? ok({ base64: plain.toString('base64') }) : fail('FILE_DAMAGED')
    },

    open: async (context, at) => {
      const found = await find(at)
      if (!found?.whole) return fail('NOT_AVAILABLE')
      const { mime, name } = found.file
      return ok({ ticket: writeTicket(county, { contentId: found.whole.id, user: userOf(context).tokenHash }), pieces: pieceCount(found.whole.size), mime, name })
    },

    read: async (context, { ticket, place }) => {
      const contentId = readTicket(county, ticket, userOf(context).tokenHash)
      if (contentId === null) return fail('HANDLE_EXPIRED')
      const content = await county.db.selectFrom('file_contents').selectAll().where('id', '=', contentId).executeTakeFirst()
      if (!content || place >= pieceCount(content.size)) return fail('NOT_AVAILABLE')
      const plain = await openPiece(county, county.db, content, place)
      return plain ? ok({ base64: plain.toString('base64') }) : fail('FILE_DAMAGED')
    },
  }
}

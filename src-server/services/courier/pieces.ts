import type { ByteSink } from '#shared/sync/courier/primitives.ts'
import { putPiece, readPiece } from '../../db/courier.ts'
import type { Queryable } from '../../db/open-database.ts'

/** Every piece but the last is this long, up and down. */
export const PIECE_BYTES = 512 * 1024

/** A file that is written into pieces of a table; whole after `end`. */
export function piecesSink(db: Queryable, fileId: string): ByteSink & { end(): Promise<void> } {
  let held = Buffer.alloc(0)
  let place = 0
  return {
    async append(bytes) {
      held = Buffer.concat([held, bytes])
      for (; held.length >= PIECE_BYTES; held = held.subarray(PIECE_BYTES)) await putPiece(db, { fileId, place: place++, bytes: held.subarray(0, PIECE_BYTES) })
    },
    async writeAt(offset, bytes) {
      if (offset !== 0 || bytes.length > PIECE_BYTES) throw new Error('only the first bytes are written last')
      if (place === 0) {
        held = Buffer.concat([bytes, held.subarray(bytes.length)])
        return
      }
      const first = await readPiece(db, fileId, 0)
      if (first) await putPiece(db, { fileId, place: 0, bytes: Buffer.concat([bytes, first.bytes.subarray(bytes.length)]) })
    },
    end: () => (held.length > 0 ? putPiece(db, { fileId, place, bytes: held }) : Promise.resolve()),
  }
}

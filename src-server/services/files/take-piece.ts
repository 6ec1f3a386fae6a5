import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { type FilePart, partLimits, pieceCount, pieceLength } from '#shared/sync/files.ts'
import type { County } from '../../county.ts'
import { sha256 } from '../../crypto/signing.ts'
import { type DeviceRow } from '../../db/devices.ts'
import { type Content, dropPieces, holdContent, isBegun, keepPiece, linkContent, markWhole, placeOf, readPiece, sumContents } from '../../db/files.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { Queryable } from '../../db/open-database.ts'
import { namedFor } from './named-for.ts'

export type Piece = { fileId: string; part: FilePart; size: number; sha256: string; place: number; bytes: Uint8Array; pieceSha256: string }
type Taken = Result<{ done: boolean }, 'FILE_NOT_NAMED' | 'FILE_ALTERED' | 'FILE_QUOTA'>

/** What one office may keep here. */
const officeQuota = 50 * 1024 * 1024 * 1024

/**
 * Takes one piece of a file that a document carries which this device's office has brought or holds. When it answers, the
 * piece is on the disk. The last one makes the file whole if all of them together are what the document names; otherwise
 * they are dropped. Same content, same office: kept once.
 */
export async function takePiece(county: County, device: DeviceRow, piece: Piece, { quota = officeQuota } = {}): Promise<Taken> {
  if (piece.size > partLimits[piece.part] || piece.bytes.length === 0 || piece.bytes.length !== pieceLength(piece.size, piece.place) || sha256(piece.bytes) !== piece.pieceSha256) return fail('FILE_ALTERED')
  const [named] = await namedFor(county, device, { fileIds: [piece.fileId], owing: true })
  if (!named) return fail('FILE_NOT_NAMED')
  if (piece.part === 'whole' && (named.sha256 !== piece.sha256 || named.size !== piece.size)) return fail('FILE_ALTERED')
  const name = { officeId: device.office_id, sha256: piece.sha256, size: piece.size }
  if (!(await isBegun(county.db, name)) && (await sumContents(county.db, device.office_id)) + piece.size > quota) return fail('FILE_QUOTA', { limit: `${Math.round(quota / 1024 ** 3)} GB` })
  return inTransaction(county.db, async (db) => {
    const at = toInstant(county.now())
    const content = await holdContent(db, { ...name, salt: county.randomBytes(16), at })
    await linkContent(db, { fileId: piece.fileId, part: piece.part, officeId: device.office_id, contentId: content.id, deviceId: device.id, at })
    if (content.whole_at !== null) return ok({ done: true })
    const sealed = county.seal.files.seal(piece.bytes, { salt: content.salt, place: placeOf(content, piece.place) })
    if ((await keepPiece(db, { contentId: content.id, place: piece.place, sealed })) < pieceCount(content.size)) return ok({ done: false })
    if ((await hashOf(county, db, content)) !== content.sha256) {
      await dropPieces(db, content.id)
      return fail('FILE_ALTERED')
    }
    await markWhole(db, content.id, at)
    await announceChange(db)
    return ok({ done: true })
  })
}

/** Of what lies here, read back piece by piece; empty when a piece does not open. */
async function hashOf(county: County, db: Queryable, content: Content): Promise<string> {
  const hash = createHash('sha256')
  for (let place = 0; place < pieceCount(content.size); place++) {
    const plain = await openPiece(county, db, content, place)
    if (!plain) return ''
    hash.update(plain)
  }
  return hash.digest('hex')
}

/** A piece of a content as it was sent; null when it is not there or its bytes here were changed. */
export async function openPiece(county: County, db: Queryable, content: Content, place: number): Promise<Buffer | null> {
  const sealed = await readPiece(db, content.id, place)
  return sealed ? county.seal.files.open(sealed, { salt: content.salt, place: placeOf(content, place) }) : null
}

import { z } from 'zod'
import { FileId } from '../kernel/ids.ts'
import { FilePart, FileStanding, MOST_FILES, partLimits } from '../sync/files.ts'
import { command, query } from './define.ts'
import { protocolErrors, requestErrors } from './device-errors.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Piece = z.string().max(180_000).regex(/^[A-Za-z0-9+/]*={0,2}$/)
const place = z.int().nonnegative().max(255)

/** Photos and scans on the line, piece by piece, after the records that carry them. */
export const deviceFile = {
  /** How the county stands with these files. */
  standing: query({
    action: 'device.sync',
    input: z.strictObject({ protocol: z.int(), fileIds: z.array(FileId).min(1).max(MOST_FILES) }),
    output: z.strictObject({ files: z.array(FileStanding) }),
    errors: [...requestErrors, ...protocolErrors],
  }),
  /**
   * One piece, in any order and as often as need be; what is answered is on the disk there. `size` and `sha256` are of the
   * whole part and, but for small pictures, those that the document names. FILE_ALTERED: a piece, or all of them together,
   * is not what was announced; the pieces are then dropped.
   */
  put: command({
    action: 'device.sync',
    input: z.strictObject({ protocol: z.int(), fileId: FileId, part: FilePart, size: z.int().positive().max(partLimits.whole), sha256: Sha256, place, piece: Piece, pieceSha256: Sha256 }),
    output: z.strictObject({ done: z.boolean() }),
    errors: [...requestErrors, ...protocolErrors, 'FILE_NOT_NAMED', 'FILE_ALTERED', 'FILE_QUOTA'],
  }),
  /** One piece of what the county has whole, for a device of the office whose documents carry it. */
  get: query({
    action: 'device.sync',
    input: z.strictObject({ protocol: z.int(), fileId: FileId, part: FilePart, place }),
    output: z.strictObject({ piece: Piece, size: z.int(), sha256: Sha256 }),
    errors: [...requestErrors, ...protocolErrors],
  }),
}

import type { InputOf } from '#shared/contract/define.ts'
import type { DeviceContract } from '#shared/contract/device.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { courierCaps } from '#shared/sync/courier/layout.ts'
import type { County } from '../../county.ts'
import { beginUpload, findUpload, piecesSource, putPiece, removePieces } from '../../db/courier.ts'
import { findDevice } from '../../db/devices.ts'
import { PIECE_BYTES } from '../courier/pieces.ts'
import { takeFile } from '../courier/take-file.ts'
import { isHandInToken } from './shared-keys.ts'

type Piece = InputOf<DeviceContract['revocation']['handIn']>
/** No county user has such a login. */
const ownerOf = (deviceId: string): string => `device ${deviceId}`

/** Takes a piece of a stopped device's last file; with the last one the file is read and laid before the county's people. */
export async function handIn(county: County, { deviceId, token, file, bytes, place, base64 }: Piece): Promise<Result<{ done: boolean }, 'DEVICE_UNKNOWN' | 'COURIER_TOO_LARGE' | 'COURIER_DAMAGED'>> {
  const device = await findDevice(county.db, deviceId)
  if (!device?.revoked_at || !isHandInToken(county, deviceId, token)) return fail('DEVICE_UNKNOWN')
  const piece = Buffer.from(base64, 'base64')
  if (bytes > courierCaps.fileBytes || piece.length > PIECE_BYTES || place * PIECE_BYTES + piece.length > bytes) return fail('COURIER_TOO_LARGE')
  if (!(await findUpload(county.db, file, ownerOf(deviceId)))) {
    // One file at a time: what an earlier try left is of no use.
    const left = await county.db.selectFrom('courier_uploads').select('handle').where('login', '=', ownerOf(deviceId)).execute()
    await removePieces(county.db, left.map(({ handle }) => handle))
    await beginUpload(county.db, { handle: file, login: ownerOf(deviceId), bytes, begun_at: toInstant(county.now()) })
  }
  await putPiece(county.db, { fileId: file, place, bytes: piece })
  const source = await piecesSource(county.db, file, PIECE_BYTES)
  if (source.size < bytes) return ok({ done: false })
  const taken = await takeFile(county, source, '')
  if (!taken.ok) return fail('COURIER_DAMAGED')
  await removePieces(county.db, [file])
  return ok({ done: true })
}

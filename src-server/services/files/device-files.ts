import type { SliceHandlers } from '#shared/contract/define.ts'
import type { deviceFile } from '#shared/contract/device-file.ts'
import type { Granted } from '#shared/contract/dispatch.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { checkProtocol } from '../batch/read-batch.ts'
import type { DeviceCaller } from '../device-handlers.ts'
import { findWhole, standingOf } from './standing.ts'
import { openPiece, takePiece } from './take-piece.ts'

type Context = Granted<DeviceCaller>

/** Files at the devices' door. `deviceOf` is the door's own: the office comes from the device's row. */
export function deviceFiles(county: County, deviceOf: (context: Context) => DeviceRow): SliceHandlers<typeof deviceFile, Context> {
  return {
    standing: async (context, { protocol, fileIds }) => {
      const spoken = checkProtocol(protocol, county.spoken)
      return spoken.ok ? ok({ files: await standingOf(county, deviceOf(context), fileIds) }) : spoken
    },
    put: async (context, { protocol, piece, ...rest }) => {
      const spoken = checkProtocol(protocol, county.spoken)
      return spoken.ok ? takePiece(county, deviceOf(context), { ...rest, bytes: Buffer.from(piece, 'base64') }) : spoken
    },
    get: async (context, { protocol, fileId, part, place }) => {
      const spoken = checkProtocol(protocol, county.spoken)
      if (!spoken.ok) return spoken
      const content = await findWhole(county, deviceOf(context), { fileId, part })
      const plain = content && (await openPiece(county, county.db, content, place))
      return content && plain ? ok({ piece: plain.toString('base64'), size: content.size, sha256: content.sha256 }) : fail('NOT_AVAILABLE')
    },
  }
}

import type { SliceHandlers } from '#shared/contract/define.ts'
import type { DeviceContract } from '#shared/contract/device.ts'
import type { Granted } from '#shared/contract/dispatch.ts'
import { ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { checkProtocol } from '../batch/read-batch.ts'
import { courierKey } from '../courier/county-keys.ts'
import { type DeviceCaller, deviceOf } from '../device-handlers.ts'
import { handIn } from './hand-in.ts'
import { permitFor } from './permit.ts'
import { handInToken } from './shared-keys.ts'

/** What is left to a device that the county has stopped. */
export function deviceRevocations(county: County): SliceHandlers<DeviceContract['revocation'], Granted<DeviceCaller>> {
  return {
    permit: async (context, input) => {
      const spoken = checkProtocol(input.protocol, county.spoken)
      const device = deviceOf(context)
      return spoken.ok ? ok({ permit: await permitFor(county, device), courierKey: courierKey(county), handIn: device.revoked_at ? handInToken(county, device.id) : null }) : spoken
    },
    handIn: async (_context, input) => {
      const spoken = checkProtocol(input.protocol, county.spoken)
      return spoken.ok ? handIn(county, input) : spoken
    },
  }
}

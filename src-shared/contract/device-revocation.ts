import { z } from 'zod'
import { DeviceId } from '../kernel/ids.ts'
import { Signed } from '../sync/protocol.ts'
import { command, query } from './define.ts'
import { protocolErrors, requestErrors } from './device-errors.ts'

/** What is left to a device that the county has stopped. */
export const deviceRevocation = {
  /** The county's word on this device, and by what its last work may be handed in. */
  permit: query({
    action: 'device.sync',
    input: z.strictObject({ protocol: z.int() }),
    output: z.strictObject({ permit: Signed, courierKey: Signed, handIn: z.string().max(100).nullable() }),
    errors: [...requestErrors, ...protocolErrors],
  }),
  /**
   * One piece of the exchange file with the unsent work of a stopped device, which has no key left to sign with: by the
   * token that `permit` gave. `done`: the whole file is there and lies before the county's people.
   */
  handIn: command({
    action: 'device.enrol',
    input: z.strictObject({ protocol: z.int(), deviceId: DeviceId, token: z.string().max(100), file: z.string().regex(/^[0-9a-f]{32}$/), bytes: z.int().positive(), place: z.int().nonnegative().max(4096), base64: z.string().max(700_000) }),
    output: z.strictObject({ done: z.boolean() }),
    errors: ['DEVICE_UNKNOWN', 'COURIER_TOO_LARGE', 'COURIER_DAMAGED', ...protocolErrors],
  }),
}

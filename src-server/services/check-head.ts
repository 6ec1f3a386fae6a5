import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { decideHead } from '#shared/sync/turn.ts'
import type { County } from '../county.ts'
import { type DeviceRow, freezeDevice } from '../db/devices.ts'
import { announceChange, findEntry } from '../db/ledger.ts'

/** The newest batch that a device has built, by its own word. `restored`: it knows that it may be behind. */
export type DeviceHead = { number: number; hash: string; restored: boolean; saidAt: Instant }

/**
 * Whether the device that calls can be the one the county knows. Its chain may be ahead of the county's (not sent yet, or
 * a county restored from a backup), or behind it when it was restored and says so. Anything else is a second life of the
 * same identity, a copied disk: nothing more is taken from either until a person has looked.
 */
export async function checkHead(county: County, device: DeviceRow, head: DeviceHead | undefined): Promise<Result<null, 'BATCH_FORK'>> {
  if (device.frozen_number !== null) return fail('BATCH_FORK', { number: device.frozen_number })
  if (!head || head.number > device.last_number) return ok(null)
  const entry = head.number === 0 ? undefined : await findEntry(county.db, device.id, head.number)
  const number = decideHead({ lastNumber: device.last_number, there: entry?.hash, followedAt: (await findEntry(county.db, device.id, head.number + 1))?.createdAt }, head)
  if (number === null) return ok(null)
  await freezeDevice(county.db, { id: device.id, number, at: toInstant(county.now()) })
  await announceChange(county.db)
  county.log('device.frozen', { deviceId: device.id, number })
  return fail('BATCH_FORK', { number })
}

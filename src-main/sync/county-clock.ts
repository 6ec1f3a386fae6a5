import { toMilliseconds } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'
import { countyClockSetting } from './sync-settings.ts'

/** Below this a difference is the way of the message and not the clock. */
const UNNOTICED_SECONDS = 60

/** Keeps the county's time as it was just told, and how far this device's clock is from it. Answers that difference in seconds. */
export async function learnCountyTime(office: Office, serverTime: string): Promise<number> {
  const difference = (toMilliseconds(serverTime) - toMilliseconds(office.now())) / 1000
  const offsetSeconds = Math.abs(difference) < UNNOTICED_SECONDS ? 0 : Math.round(difference)
  await office.settings.set(countyClockSetting.id, { offsetSeconds, lastServerTime: serverTime })
  return offsetSeconds
}

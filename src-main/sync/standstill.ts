import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import { watchStandstill } from '#shared/sync/standstill.ts'
import type { Office } from '../host/office.ts'
import { policyPackOf } from '../services/duty/policy-pack.ts'
import { countWaiting } from './count-waiting.ts'

const standstillSetting = { id: 'sync-standstill', schema: z.object({ since: Instant, received: z.number(), looks: z.number(), told: z.boolean() }).nullable() }

/** Since when what waits here has been stuck although the county answers; null while it is not. */
export async function stuckSince(office: Office): Promise<Instant | null> {
  const known = await office.settings.get(standstillSetting.id, standstillSetting.schema)
  return known?.told ? known.since : null
}

/** To be asked after every exchange: did the queue move? Answers whether it is called stuck from now on. */
export async function lookAtQueue(office: Office, reached: boolean): Promise<boolean> {
  const before = await office.settings.get(standstillSetting.id, standstillSetting.schema)
  const waiting = await countWaiting(office)
  if (waiting === 0 && before === null) return false
  const [newest] = await office.data.batches.find({ selector: { state: { $eq: 'receipted' } }, sort: [{ id: 'desc' }], limit: 1 }).exec()
  const { stuckMinutes } = await policyPackOf(office)
  const { next, begins } = watchStandstill(before, { reached, waiting, received: newest?.number ?? 0, now: office.now(), minutes: stuckMinutes })
  await office.settings.set(standstillSetting.id, next)
  return begins
}

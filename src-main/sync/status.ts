import type { SyncPhase, SyncStatus } from '#shared/contract/sync.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'
import { waitingBatches } from './batches.ts'
import { countUnreceived } from './collect-batch.ts'
import { countRefused, openReturns } from './returns.ts'
import type { ReviewTally } from './review-tally.ts'
import { stuckSince } from './standstill.ts'
import { enrolmentSetting, progressSetting } from './sync-settings.ts'

export type Live = { phase: SyncPhase; done: number; of: number; problem: string; nextTryAt: Instant | null }

/** The numbers of the sync bar, from the documents themselves. */
export async function readStatus(office: Office, tally: ReviewTally, live: Live): Promise<SyncStatus> {
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  return {
    enrolled: enrolment !== null,
    countyName: enrolment?.countyName ?? '',
    address: enrolment?.address ?? '',
    waiting: await countWaiting(office),
    inReview: await tally.inReview(),
    returned: (await tally.returned()).length + (await openReturns(office)).length,
    lastSuccessAt: progress?.lastSuccessAt ?? null,
    ...live,
    stuckSince: await stuckSince(office),
  }
}

/** Documents that the county has not receipted, and those of batches that a restored county has lost. Refused ones wait for a person, not for the county. */
export async function countWaiting(office: Office): Promise<number> {
  const again = (await waitingBatches(office)).filter((batch) => batch.receipt !== null).flatMap((batch) => batch.items)
  return (await countUnreceived(office)) - (await countRefused(office)) + new Set(again).size
}

import type { SyncStatus } from '#shared/contract/sync.ts'
import type { Office } from '../host/office.ts'
import { countWaiting } from './count-waiting.ts'
import { openReturns } from './returns.ts'
import type { ReviewTally } from './review-tally.ts'
import { stuckSince } from './standstill.ts'
import { enrolmentSetting, progressSetting } from './sync-settings.ts'

export type Live = Pick<SyncStatus, 'phase' | 'done' | 'of' | 'parts' | 'problem' | 'nextTryAt'>

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

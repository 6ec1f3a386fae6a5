import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'

/**
 * One whole exchange that begins now. One that began by itself may be under way, and `now` joins it: it may have fetched
 * before the county's last word, and when the demo's clock has jumped meanwhile the county takes what it signed for days
 * old. So its answer, whatever it is, is followed by another.
 */
export async function syncNow(office: OfficeClient): Promise<void> {
  await office.sync.now({})
  const second = await office.sync.now({})
  if (!second.ok) await must('同步', office.sync.now({}))
}

import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'

/**
 * One whole exchange. One that began by itself may be under way while the demo's clock jumps: the county then takes
 * what it signed for days old. It is the one that `now` joins, so a refusal is answered by asking once more.
 */
export async function syncNow(office: OfficeClient): Promise<void> {
  const first = await office.sync.now({})
  if (!first.ok) await must('同步', office.sync.now({}))
}

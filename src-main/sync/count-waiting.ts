import type { Office } from '../host/office.ts'
import { waitingHeads } from './batches.ts'
import { countUnreceived } from './collect-batch.ts'
import { countRefused } from './returns.ts'

/** Documents that the county has not receipted, and those of batches that a restored county has lost. Refused ones wait for a person, not for the county. */
export async function countWaiting(office: Office): Promise<number> {
  const again = (await waitingHeads(office)).filter((batch) => batch.receipt !== null).flatMap((batch) => batch.items)
  return (await countUnreceived(office)) - (await countRefused(office)) + new Set(again).size
}

import { syncedCollectionNames } from '#shared/domain/collections.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { isOfferedAgain } from '#shared/sync/news.ts'
import { ReceiptBody } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import type { Office } from '../host/office.ts'
import { waitingBatches } from './batches.ts'
import { writeAsSync } from './sync-write.ts'
import { progressSetting } from './sync-settings.ts'

/** The epoch for which this has been done. */
const offeredSetting = { id: 'copies-offered', schema: z.object({ epoch: z.string() }) }

/**
 * The county was put back to an earlier state and has forgotten what it received after `restoredTo`. What this device
 * wrote itself goes in its own batches, as signed then; of what it once fetched, the version here may be the last there
 * is: it is offered like an edit. The county takes what it lacks and calls the rest unchanged. Safe to run twice.
 */
export async function offerCopies(office: Office, { epoch, restoredTo }: { epoch: string; restoredTo: Instant | null }): Promise<void> {
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  const offered = await office.settings.get(offeredSetting.id, offeredSetting.schema)
  if (restoredTo === null || progress === null || progress.epoch === epoch || offered?.epoch === epoch) return
  const inBatches = await revisionsUnderway(office)
  for (const collection of syncedCollectionNames) {
    for (const ids of inPages(await receivedAfter(office, collection, restoredTo))) {
      await writeAsSync(office, collection, ids, (current, id) => {
        return current && isOfferedAgain(current, inBatches.get(`${collection}/${id}`)) ? { ...current, receivedAt: null } : null
      })
    }
  }
  await office.settings.set(offeredSetting.id, { epoch })
}

type Name = (typeof syncedCollectionNames)[number]

async function receivedAfter(office: Office, collection: Name, at: Instant): Promise<string[]> {
  const { subjects, people, groups, records, procedures } = office.data
  const query = { selector: { receivedAt: { $gte: at } } }
  const found = await { subjects: () => subjects.find(query).exec(), people: () => people.find(query).exec(), groups: () => groups.find(query).exec(), records: () => records.find(query).exec(), procedures: () => procedures.find(query).exec() }[collection]()
  return found.map(({ id }) => id)
}

/** The revisions that batches under way had once, by `collection/id`: those versions need not travel twice. */
async function revisionsUnderway(office: Office): Promise<Map<string, number>> {
  const receipts = (await waitingBatches(office)).flatMap(({ receipt }) => (receipt ? [ReceiptBody.parse(JSON.parse(receipt.body))] : []))
  return new Map(receipts.flatMap(({ items }) => items.map(({ collection, id, revision }) => [`${collection}/${id}`, revision] as const)))
}

function* inPages(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += 500) yield ids.slice(from, from + 500)
}

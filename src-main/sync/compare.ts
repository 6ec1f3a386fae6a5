import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { syncedCollectionNames, type SyncedCollection } from '#shared/domain/collections.ts'
import { DocumentId } from '#shared/kernel/ids.ts'
import { Instant, toMilliseconds } from '#shared/kernel/time.ts'
import { bucketOf, bucketSums, differingBuckets, differingDocuments, isSameSum, type Mark, markText, MOST_EXCEPT, sumOf } from '#shared/sync/fingerprint.ts'
import { Collection, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { Office } from '../host/office.ts'
import { waitingBatches } from './batches.ts'
import type { Exchange } from './exchange-kit.ts'
import { mend } from './mend.ts'
import { sha256Hex } from './signatures.ts'
import { progressSetting } from './sync-settings.ts'

const DAY = 86_400_000
const PAGE = 250

/** The last comparison with the county: over how many documents, and what was put right. */
export const comparedSetting = { id: 'sync-compared', schema: z.object({ at: Instant, documents: z.number(), taken: z.number(), offered: z.number(), mended: z.number() }) }
export type Compared = z.output<typeof comparedSetting.schema>

type Marks = Map<SyncedCollection, Map<string, Mark>>
type Except = { collection: SyncedCollection; id: DocumentId }[]
type Found = { collection: SyncedCollection; take: string[]; offer: string[] }

/**
 * Once a day, after an exchange that had nothing else to do: do both sides hold the same of what both have acknowledged? Where they
 * do not, the difference is narrowed down (collections, parts, documents) and put right. What waits here is left out
 * and stays. Answers what was put right; null where nothing was compared or all was the same.
 */
export async function compareWithCounty(exchange: Exchange): Promise<Compared | null> {
  const { office } = exchange
  const last = await office.settings.get(comparedSetting.id, comparedSetting.schema)
  const since = last ? toMilliseconds(office.now()) - toMilliseconds(last.at) : DAY
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  if (Math.abs(since) < DAY || !progress?.cursor || progress.unreadable > 0 || (await waitingBatches(office)).length > 0) return null
  const { marks, except } = await readMarks(office)
  if (except.length > MOST_EXCEPT) return null
  const found = await findDifferences(exchange, { marks, except, cursor: progress.cursor })
  if (!found) return null
  const done = { at: office.now(), documents: [...marks.values()].reduce((sum, one) => sum + one.size, 0), taken: 0, offered: 0, mended: 0 }
  for (const difference of found) {
    const put = await mend(exchange, difference)
    // Cut off in between: what is left is found again at the next exchange.
    if (!put) return null
    done.taken += put.taken
    done.offered += put.offered
    done.mended += put.mended
  }
  await office.settings.set(comparedSetting.id, done)
  return done.taken + done.offered + done.mended > 0 ? done : null
}

async function findDifferences({ county }: Exchange, { marks, except, cursor }: { marks: Marks; except: Except; cursor: string }): Promise<Found[] | null> {
  const ask = async (within: { collection: SyncedCollection; buckets: number[] } | null) => {
    const answer = await county.sync.compare({ protocol: PROTOCOL_VERSION, cursor, except, within })
    return answer.ok && !answer.value.moved ? answer.value : null
  }
  const whole = await ask(null)
  if (!whole) return null
  const found: Found[] = []
  for (const collection of syncedCollectionNames) {
    const own = [...(marks.get(collection)?.values() ?? [])]
    if (isSameSum(sumOf(own), whole.sums[collection])) continue
    const parts = await ask({ collection, buckets: [] })
    if (!parts) return null
    const difference: Found = { collection, take: [], offer: [] }
    for (const bucket of differingBuckets(bucketSums(own), parts.buckets)) {
      const there = await ask({ collection, buckets: [bucket] })
      if (!there) return null
      const { take, offer } = differingDocuments(own.filter(({ id }) => bucketOf(id) === bucket), there.marks)
      difference.take.push(...take)
      difference.offer.push(...offer)
    }
    found.push(difference)
  }
  return found
}

/** Reads every document once, in the order of the store, with a turn of the event loop between two pages. */
async function readMarks(office: Office): Promise<{ marks: Marks; except: Except }> {
  const marks: Marks = new Map(syncedCollectionNames.map((name) => [name, new Map<string, Mark>()]))
  const except = new Map<string, Except[number]>()
  for (let after = 0; ; ) {
    const page = await office.log.changesSince({ after, limit: PAGE, collections: [...syncedCollectionNames] })
    for (const { collection: name, id, deleted, document } of page) {
      const collection = Collection.parse(name)
      if (deleted || !isFields(document)) continue
      if (document['receivedAt'] === null) {
        marks.get(collection)?.delete(id)
        except.set(`${name}/${id}`, { collection, id: DocumentId.parse(id) })
        continue
      }
      const revision = Number(document['revision'])
      marks.get(collection)?.set(id, { id, revision, hash: sha256Hex(markText(collection, { id, revision, document: toWire(document) })) })
    }
    after = page.at(-1)?.sequence ?? after
    if (page.length < PAGE) return { marks, except: [...except.values()] }
    await nextTurn()
  }
}

function isFields(document: unknown): document is Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null
}

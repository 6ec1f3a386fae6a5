import { BatchBody } from '#shared/sync/protocol.ts'
import { StoredBatch } from '../store/documents.ts'
import type { Change, Missing } from '../store/rx-storage-sqlite/index.ts'
import { unpackText } from '../sync/packed-batch.ts'

/** Where a document of the new database comes from. */
export type Source = 'damaged' | 'backup' | 'batch'
export type Chosen = { change: Change; source: Source }
/** What a recovery puts together: the documents, and by `collection/id` what is there in an older state only, or not at all. */
export type Choice = { chosen: Chosen[]; older: string[]; lost: string[] }

const nameOf = ({ collection, id }: { collection: string; id: string }): string => `${collection}/${id}`

/**
 * Chooses for each document the newest version that anybody has: the readable part of the damaged file, the backup, and
 * for what neither has as it was last, the batches made for the county. `missing` is what the damaged file knows by id
 * and cannot give as it was last.
 */
export function chooseDocuments({ damaged, backup, missing }: { damaged: readonly Change[]; backup: readonly Change[]; missing: readonly Missing[] }): Choice {
  const newest = new Map<string, Chosen>()
  const offer = (change: Change, source: Source): void => {
    const name = nameOf(change)
    const other = newest.get(name)
    if (other === undefined || change.sequence > other.change.sequence) newest.set(name, { change, source })
  }
  backup.forEach((change) => offer(change, 'backup'))
  damaged.forEach((change) => offer(change, 'damaged'))
  const wanted = new Map(missing.map((one) => [nameOf(one), one]))
  for (const change of fromBatches([...newest.values()], wanted)) {
    const present = newest.get(nameOf(change))
    if (present === undefined || change.sequence > present.change.sequence) newest.set(nameOf(change), { change, source: 'batch' })
  }
  const older: string[] = []
  const lost: string[] = []
  for (const [name, { sequence }] of wanted) {
    const found = newest.get(name)
    if (found === undefined) lost.push(name)
    else if (found.change.sequence < sequence) older.push(name)
  }
  return { chosen: [...newest.values()].sort((a, b) => a.change.sequence - b.change.sequence), older: older.sort(), lost: lost.sort() }
}

/** What batches hold of the documents that are wanted: as they were when the batch was made. */
function fromBatches(all: readonly Chosen[], wanted: ReadonlyMap<string, Missing>): Change[] {
  const batches = all
    .filter(({ change }) => change.collection === 'batches' && !change.deleted)
    .flatMap(({ change }) => {
      const read = StoredBatch.strip().safeParse(change.document)
      return read.success ? [read.data] : []
    })
    .sort((a, b) => a.number - b.number)
  return batches.flatMap((batch, index) => {
    const body = BatchBody.safeParse(jsonOf(unpackText(batch.body)))
    if (!body.success) return []
    const after = batches[index - 1]?.throughSequence ?? 0
    return body.data.items.flatMap((item) => {
      const known = wanted.get(nameOf(item))
      if (known === undefined) return []
      // Its last write is in this batch, or the batch is older than that and is taken as such.
      const isLast = known.sequence > after && known.sequence <= batch.throughSequence
      const document = { ...item.document, revision: item.baseRevision, receivedAt: null, refused: null }
      return [{ sequence: isLast ? known.sequence : Math.min(batch.throughSequence, known.sequence - 1), collection: item.collection, id: item.id, deleted: false, document: asStored(document) }]
    })
  })
}

// RxDB's own fields, which do not travel.
function asStored(document: Record<string, unknown>): Change['document'] {
  return { ...document, _deleted: false, _rev: '1-recovered', _meta: { lwt: 1 }, _attachments: {} }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

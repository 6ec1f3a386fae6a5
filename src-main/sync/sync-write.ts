import type { RxCollection, RxDocumentData } from 'rxdb'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Office } from '../host/office.ts'

/** Writes of the sync carry this context, so that they are not taken for an officer's. */
const syncContext = 'ledger-sync'

/** A stored document as plain data, RxDB's own fields included. */
export type Stored = { [field: string]: unknown; id: string }

/**
 * Changes or adds many documents of one collection in as few store transactions as possible. `decide` sees each
 * document as it is at that moment (null: absent) and answers what it becomes, or null to leave it. A document that an
 * officer changed in between is decided again, so nothing of his is overwritten unseen.
 */
export async function writeAsSync(office: Office, collection: SyncedCollection, ids: readonly string[], decide: (current: Stored | null, id: string) => Stored | null): Promise<void> {
  const storage = storageOf(office, collection)
  let open = [...new Set(ids)]
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt > 20) throw new Error('sync write keeps meeting other writes')
    const found = new Map((await storage.findDocumentsById(open, true)).map((document) => [document.id, document]))
    const rows = open.flatMap((id) => {
      const previous = found.get(id)
      const next = decide(previous && !previous._deleted ? plain(previous) : null, id)
      return next ? [{ previous, document: asStored(next, previous) }] : []
    })
    if (rows.length === 0) return
    const { error } = await storage.bulkWrite(rows, syncContext)
    const other = error.find((one) => one.status !== 409)
    if (other) throw new Error(`sync write refused with ${other.status}`)
    open = error.map((one) => one.documentId)
  }
}

/**
 * Takes copies out of this device's store for good, pages and all: they are somebody else's by now. One with an unsent edit
 * is left. Answers how many were removed.
 */
export async function removeAsSync(office: Office, collection: SyncedCollection, ids: readonly string[]): Promise<number> {
  const storage = storageOf(office, collection)
  let removed = 0
  let open = [...new Set(ids)]
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt > 20) throw new Error('sync removal keeps meeting other writes')
    const found = (await storage.findDocumentsById(open, false)).filter((document) => document['receivedAt'] !== null)
    if (found.length === 0) break
    const { error } = await storage.bulkWrite(found.map((previous) => ({ previous, document: { ...previous, _deleted: true } })), syncContext)
    const other = error.find((one) => one.status !== 409)
    if (other) throw new Error(`sync removal refused with ${other.status}`)
    removed += found.length - error.length
    open = error.map((one) => one.documentId)
  }
  while (removed > 0 && !(await storage.cleanup(0)));
  return removed
}

type Storage = RxCollection<Stored>['storageInstance']

function storageOf(office: Office, collection: SyncedCollection): Storage {
  // eslint-disable-next-line desk/no-cast -- below the collection's type, where documents are read and written as plain JSON
  return office.data[collection].storageInstance as unknown as Storage
}

function plain(document: RxDocumentData<Stored>): Stored {
  const { _deleted, _attachments, _meta, _rev, ...fields } = document
  return fields
}

// RxDB's wrapper around the storage sets revision and time of writing itself; what stands here is only replaced by it.
function asStored(next: Stored, previous: RxDocumentData<Stored> | undefined): RxDocumentData<Stored> {
  return { ...next, _deleted: false, _attachments: previous?._attachments ?? {}, _meta: previous?._meta ?? { lwt: 1 }, _rev: previous?._rev ?? '' }
}

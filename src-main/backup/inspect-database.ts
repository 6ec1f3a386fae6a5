import { rmSync } from 'node:fs'
import { AuditEntry, StoredBatch, StoredFile } from '../store/documents.ts'
import { openSqliteStore, type SqliteStore } from '../store/rx-storage-sqlite/index.ts'
import { COPIED } from '../host/volunteer/audit-copy.ts'
import { type ChainPoint, chainStart, verifyAudit } from '../host/verify-audit.ts'

/** What a database copy holds. `sound` is false when a page, an index or the audit chain does not hold. */
export type Inspection = { sound: boolean; sequence: number; counts: Record<string, number>; audit: ChainPoint; newestBatch: number; fileIds: string[] }

const PAGE = 1000

/**
 * Opens a copy that nobody else has open, reads every document of it and closes it. Opening may write a few bytes of the
 * file's header, so it is only ever done to a copy of ours. Throws StoreError when the key does not open it.
 */
export async function inspectDatabase(file: string, key: Uint8Array): Promise<Inspection> {
  const store = openSqliteStore({ filename: file, key })
  try {
    return await read(store)
  } finally {
    await store.close()
    for (const end of ['-lock', '-lock-journal', '-head']) rmSync(`${file}${end}`, { force: true })
  }
}

async function read(store: SqliteStore): Promise<Inspection> {
  let sound = store.verify().ok
  let audit = chainStart
  let newestBatch = 0
  const counts: Record<string, number> = {}
  const fileIds: string[] = []
  for (let after = 0; ; ) {
    const page = await store.changesSince({ after, limit: PAGE })
    const last = page.at(-1)
    if (!last) return { sound, sequence: store.lastSequence(), counts, audit, newestBatch, fileIds }
    after = last.sequence
    const living = page.filter((change) => !change.deleted)
    for (const { collection } of living) counts[collection] = (counts[collection] ?? 0) + 1
    const of = (collection: string) => living.filter((change) => change.collection === collection)
    const checked = verifyAudit(of('audit').filter(({ id }) => id < COPIED).map((change) => sealedEntry(change.document)), audit)
    if (checked.firstBad !== null) sound = false
    audit = checked.reached
    for (const { document } of of('batches')) newestBatch = Math.max(newestBatch, StoredBatch.strip().parse(document).number)
    for (const { document } of of('files')) fileIds.push(StoredFile.strip().parse(document).id)
  }
}

/** The entry as it was sealed: all its fields, also some that an earlier version wrote by mistake, without what RxDB adds. */
function sealedEntry(document: unknown): AuditEntry {
  const entry = AuditEntry.loose().parse(document)
  for (const name of ['_deleted', '_rev', '_meta', '_attachments']) delete entry[name]
  return entry
}

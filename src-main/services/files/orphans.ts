import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import { countWaiting } from '../../sync/count-waiting.ts'
import { removeBytes } from './vault.ts'

/** A photo may lie in a form that somebody comes back to after his leave. */
export const GRACE_DAYS = 30
const PAGE = 500
const anyId = /[0-9A-HJKMNP-TV-Z]{26}/g

/**
 * Kept files that nothing names any more: no document of any kind, no draft, no entry of 退回; older than the grace. The
 * documents are read as text for ids, so that a kind of document that comes later keeps its files without asking us.
 */
export async function findOrphans(office: Office): Promise<StoredFile[]> {
  const before = toInstant(toMilliseconds(office.now()) - GRACE_DAYS * 86_400_000)
  const all = (await office.data.files.find().exec()).map((document) => document.toMutableJSON())
  const open = new Map(all.filter((file) => file.pictureOf === undefined && file.keptAt < before).map((file) => [file.id, file]))
  for (let after = 0; open.size > 0; ) {
    const page = await office.log.changesSince({ after, limit: PAGE, collections: [...syncedCollectionNames, 'drafts', 'returns'] })
    if (page.length === 0) break
    for (const { document, deleted } of page) if (!deleted) for (const [id] of JSON.stringify(document).matchAll(anyId)) open.delete(id)
    after = page.at(-1)?.sequence ?? after
  }
  return [...open.values()].sort((a, b) => (a.keptAt < b.keptAt ? -1 : 1))
}

/** Whether something here has not reached the county: then nothing at all is removed. */
export async function hasUnsent(office: Office): Promise<boolean> {
  return (await countWaiting(office)) > 0
}

/**
 * Takes an orphan away, its small picture first. The key goes before everything else: from then on nobody reads the bytes,
 * wherever a copy of them lies. A kill in between leaves bytes without a row, which the next sweep clears.
 */
export async function removeOrphan(office: Office, file: StoredFile): Promise<void> {
  for (const id of [file.thumbnailId, file.id]) {
    const document = id === undefined ? null : await office.data.files.findOne(id).exec()
    if (!document) continue
    const erased = await document.incrementalPatch({ key: '', name: '', sha256: '0'.repeat(64), place: undefined })
    await erased.incrementalRemove()
    await removeBytes(office, document.id)
  }
}

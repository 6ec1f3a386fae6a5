import { syncedCollections, syncedCollectionNames } from '#shared/domain/collections.ts'
import { DocumentId, SubjectId } from '#shared/kernel/ids.ts'
import type { Change } from '#shared/sync/protocol.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { Office } from '../host/office.ts'
import { writeAsSync } from './sync-write.ts'

/**
 * Writes one page of the county's changes. A copy with an unsent edit is never touched: the receipt of that edit brings
 * the county's word on both. Answers how many documents this version of the program cannot read. Safe to run twice.
 */
export async function applyChanges(office: Office, changes: readonly Change[]): Promise<number> {
  let unreadable = 0
  const subjects = new Set<string>()
  for (const collection of syncedCollectionNames) {
    const newest = new Map(changes.filter((change) => change.collection === collection).map((change) => [change.id, change]))
    await writeAsSync(office, collection, [...newest.keys()], (current, id) => {
      const change = newest.get(DocumentId.parse(id))
      if (!change || (current && (current['receivedAt'] === null || Number(current['revision']) >= change.revision))) return null
      const document = syncedCollections[collection].safeParse(fromWire(change.document, change))
      if (!document.success) {
        unreadable++
        return null
      }
      subjects.add('subjectId' in document.data ? document.data.subjectId : document.data.id)
      return { ...document.data }
    })
    if (collection === 'people') subjects.clear()
  }
  for (const id of subjects) {
    const subjectId = SubjectId.safeParse(id)
    if (subjectId.success) office.emit('subject.changed', { subjectId: subjectId.data })
  }
  return unreadable
}

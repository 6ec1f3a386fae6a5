import { Collection } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { closeReturn } from './returns.ts'
import { writeAsSync } from './sync-write.ts'

/**
 * Lets a quarantined document wait for the county again, unchanged: what kept it out may be gone there. False where the
 * entry names none that still stands refused. Should it be refused again, another entry says so.
 */
export async function resend(office: Office, returnId: string): Promise<boolean> {
  const entry = await office.data.returns.findOne(returnId).exec()
  const collection = Collection.safeParse(entry?.collectionName).data
  if (!entry || entry.kind !== 'quarantined' || entry.closedAt || !collection) return false
  let freed = false
  await writeAsSync(office, collection, [entry.documentId], (current) => {
    freed = current?.['receivedAt'] === null && current['refused'] !== null
    return current && freed ? { ...current, refused: null } : null
  })
  if (freed) await closeReturn(office, returnId)
  office.emit('sync.changed', {})
  return freed
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { type SyncedCollection, syncedCollectionNames } from '#shared/domain/collections.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import type { DocumentId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { bucketOf, bucketSums, type Mark, markText, type Sum, sumOf } from '#shared/sync/fingerprint.ts'
import type { Change, WireDocument } from '#shared/sync/protocol.ts'
import type { County } from '../county.ts'
import { sha256 } from '../crypto/signing.ts'
import { appendAudit } from '../db/audit.ts'
import { type DeviceRow, lockOffices } from '../db/devices.ts'
import { readEpoch } from '../db/epoch.ts'
import { inTransaction } from '../db/in-transaction.ts'
import { announceChange } from '../db/ledger.ts'
import type { Queryable } from '../db/open-database.ts'
import { readCursor } from './pull.ts'

const PAGE = 500
type Asked = { cursor: string; except: { collection: SyncedCollection; id: DocumentId }[]; within: { collection: SyncedCollection; buckets: number[] } | null }
type Compared = { moved: boolean; sums: Partial<Record<SyncedCollection, Sum>>; buckets: Sum[]; marks: Mark[] }

/** What the county holds of an office, summed up as coarsely as it is asked for; see the contract. */
export async function compare(county: County, officeId: string, { cursor, except, within }: Asked): Promise<Compared> {
  const nothing = { moved: false, sums: {}, buckets: [], marks: [] }
  if (await hasMoved(county, officeId, cursor)) return { ...nothing, moved: true }
  const left = new Set(except.map(({ collection, id }) => `${collection}/${id}`))
  const marksOf = async (collection: SyncedCollection): Promise<Mark[]> => (await readMarks(county.db, officeId, collection)).filter(({ id }) => !left.has(`${collection}/${id}`))
  if (within?.buckets.length) {
    const wanted = new Set(within.buckets)
    return { ...nothing, marks: (await marksOf(within.collection)).filter(({ id }) => wanted.has(bucketOf(id))) }
  }
  if (within) return { ...nothing, buckets: bucketSums(await marksOf(within.collection)) }
  const sums: Compared['sums'] = {}
  for (const collection of syncedCollectionNames) sums[collection] = sumOf(await marksOf(collection))
  // What came in between belongs to neither answer.
  return { ...nothing, sums, moved: await hasMoved(county, officeId, cursor) }
}

/** Whether anything of the office was changed after the place where the device last stopped. */
async function hasMoved(county: County, officeId: string, cursor: string): Promise<boolean> {
  const { epoch } = await readEpoch(county.db)
  const { xid, sequence } = readCursor(cursor, epoch)
  const { rows } = await sql<{ id: string }>`select id from documents where office_id = ${officeId} and (change_xid, change_sequence) > (${xid}::xid8, ${sequence}::bigint) limit 1`.execute(county.db)
  return rows.length > 0
}

/** Page by page, with a turn of the event loop between two: nobody else waits for a comparison. */
async function readMarks(db: Queryable, officeId: string, collection: SyncedCollection): Promise<Mark[]> {
  const marks: Mark[] = []
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; revision: number; document: WireDocument }>`
      select id, revision, document from documents where collection = ${collection} and office_id = ${officeId} and id > ${after} order by id limit ${PAGE}`.execute(db)
    for (const { id, revision, document } of rows) marks.push({ id, revision, hash: sha256(markText(collection, { id, revision, document })) })
    after = rows.at(-1)?.id ?? after
    if (rows.length < PAGE) return marks
    await nextTurn()
  }
}

type Wanted = { collection: SyncedCollection; ids: DocumentId[] }

/**
 * Puts the county's own copies of these documents right by their newest version, which is written once, and answers
 * what it then holds. A copy that was lost comes back where this office's devices wrote the document.
 */
export async function repair(county: County, device: DeviceRow, { collection, ids }: Wanted): Promise<{ changes: Change[]; mended: number; elsewhere: DocumentId[] }> {
  const officeId = device.office_id
  const mended = await inTransaction(county.db, async (transaction) => {
    await lockOffices(transaction, [officeId])
    const { rows } = await sql<{ id: string }>`
      with newest as (select distinct on (version.id) version.* from document_versions version
        where version.collection = ${collection} and version.id = any(${ids}::text[]) order by version.id, version.revision desc)
      insert into documents (collection, id, office_id, revision, received_at, document)
      select newest.collection, newest.id, ${officeId}, newest.revision, newest.received_at, newest.document from newest
      where exists (select 1 from documents held where held.collection = newest.collection and held.id = newest.id and held.office_id = ${officeId})
        or (not exists (select 1 from documents held where held.collection = newest.collection and held.id = newest.id)
          and exists (select 1 from document_versions own join devices on devices.id = own.device_id where own.collection = newest.collection and own.id = newest.id and devices.office_id = ${officeId}))
      on conflict (collection, id) do update set revision = excluded.revision, received_at = excluded.received_at, document = excluded.document,
        change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence')
        where documents.office_id = excluded.office_id and (documents.revision <> excluded.revision or documents.document <> excluded.document)
      returning id`.execute(transaction)
    return rows.map(({ id }) => id)
  })
  if (mended.length > 0) await noteMended(county, device, mended)
  const { rows } = await sql<{ id: DocumentId; revision: number; receivedAt: Instant; document: WireDocument }>`
    select id, revision, received_at as "receivedAt", document from documents where collection = ${collection} and office_id = ${officeId} and id = any(${ids}::text[])`.execute(county.db)
  return { changes: rows.map((row) => ({ collection, ...row })), mended: mended.length, elsewhere: await selectElsewhere(county.db, officeId, { collection, ids }) }
}

/** Only of what this office wrote itself is it said that somebody else has it now. */
async function selectElsewhere(db: Queryable, officeId: string, { collection, ids }: Wanted): Promise<DocumentId[]> {
  const { rows } = await sql<{ id: DocumentId }>`
    select id from documents held where collection = ${collection} and id = any(${ids}::text[]) and office_id <> ${officeId}
      and exists (select 1 from document_versions own join devices on devices.id = own.device_id where own.collection = held.collection and own.id = held.id and devices.office_id = ${officeId})`.execute(db)
  return rows.map(({ id }) => id)
}

async function noteMended(county: County, device: DeviceRow, ids: string[]): Promise<void> {
  await appendAudit(county, { actor: device.id, role: 'device', operation: 'documents.mended', object: canonicalJson(ids.slice(0, 20)), purpose: '', outcome: 'intent' })
  county.log('documents.mended', { deviceId: device.id, count: ids.length })
  await announceChange(county.db)
}

import { sql } from 'kysely'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import type { PullPage, WireDocument } from '#shared/sync/protocol.ts'
import type { County } from '../county.ts'
import type { Queryable } from '../db/open-database.ts'

type Place = { xid: string; sequence: number }
type ChangeRow = { collection: SyncedCollection; id: string; revision: number; receivedAt: Instant; document: WireDocument; xid: string; sequence: number }

const beginning: Place = { xid: '0', sequence: 0 }

/**
 * One page of an office's documents in the order of their last change. A cursor that this county did not issue, or that
 * is of an earlier epoch, begins from the start: documents that are already there do no harm, missing ones would.
 */
export async function pull(county: County, officeId: string, asked: { cursor: string | null; limit: number }): Promise<PullPage> {
  const after = readCursor(asked.cursor, county.epoch)
  const rows = await selectChanges(county.db, { officeId, after, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  return {
    epoch: county.epoch,
    cursor: writeCursor(page.at(-1) ?? after, county.epoch),
    more: rows.length > page.length,
    changes: page.map(({ collection, id, revision, receivedAt, document }) => ({ collection, id, revision, receivedAt, document })),
    serverTime: toInstant(county.now()),
  }
}

/**
 * Only changes of transactions that are older than every running one: a transaction that commits late is then always
 * after every cursor that was ever handed out. A plain serial number skips such rows.
 */
async function selectChanges(db: Queryable, page: { officeId: string; after: Place; limit: number }): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select collection, id, revision, received_at as "receivedAt", document, change_xid as xid, change_sequence as sequence
    from documents
    where office_id = ${page.officeId}
      and (change_xid, change_sequence) > (${page.after.xid}::xid8, ${page.after.sequence}::bigint)
      and change_xid < pg_snapshot_xmin(pg_current_snapshot())
    order by change_xid, change_sequence limit ${page.limit}`.execute(db)
  return rows
}

function writeCursor({ xid, sequence }: Place, epoch: string): string {
  return `${epoch}.${xid}.${sequence}`
}

function readCursor(cursor: string | null, epoch: string): Place {
  const match = /^([0-9a-f]+)\.(\d{1,19})\.(\d{1,15})$/.exec(cursor ?? '')
  if (!match?.[2] || !match[3] || match[1] !== epoch) return beginning
  return { xid: match[2], sequence: Number(match[3]) }
}

import { sql } from 'kysely'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { type Change, Counts, PAGE_LIMITS, type PullPage } from '#shared/sync/protocol.ts'
import type { County } from '../county.ts'
import { readEpoch } from '../db/epoch.ts'
import type { Queryable } from '../db/open-database.ts'
import { signHead } from './county-head.ts'

/** A place in the order of changes. */
export type Place = { xid: string; sequence: number }
type ChangeRow = { collection: SyncedCollection; id: string; revision: number; receivedAt: Instant; document: string; xid: string; sequence: number }
export type PullOrder = { cursor: string | null; limit: number; count?: boolean | undefined }

const beginning: Place = { xid: '0', sequence: 0 }
/** Rows of one query; between two of them the length of the page is looked at. */
const CHUNK = 500

/**
 * One page of an office's documents in the order of their last change, bounded by number and length. A cursor that this
 * county did not issue, or that is of an earlier epoch, begins from the start: documents that are already there do no
 * harm, missing ones would.
 */
export async function pull(county: County, officeId: string, asked: PullOrder): Promise<PullPage> {
  const { epoch } = await readEpoch(county.db)
  const after = readCursor(asked.cursor, epoch)
  const remaining = asked.count ? await countChanges(county.db, officeId, after) : undefined
  const { changes, last, more } = await collectPage(county.db, officeId, { after, limit: asked.limit })
  return {
    epoch,
    cursor: writeCursor(last, epoch),
    more,
    changes,
    serverTime: toInstant(county.now()),
    ...(remaining && { remaining }),
    ...(more ? {} : { head: await signHead(county, county.db, epoch) }),
  }
}

async function collectPage(db: Queryable, officeId: string, { after, limit }: { after: Place; limit: number }): Promise<{ changes: Change[]; last: Place; more: boolean }> {
  const changes: Change[] = []
  let last = after
  let bytes = 0
  for (;;) {
    const wanted = Math.min(CHUNK, limit - changes.length)
    // One more than wanted tells whether there is another.
    const rows = await selectChanges(db, { officeId, after: last, limit: wanted + 1 })
    for (const row of rows.slice(0, wanted)) {
      bytes += row.document.length
      if (changes.length > 0 && bytes > PAGE_LIMITS.bytes) return { changes, last, more: true }
      const { collection, id, revision, receivedAt, document } = row
      changes.push({ collection, id, revision, receivedAt, document: JSON.parse(document) })
      last = { xid: row.xid, sequence: row.sequence }
    }
    if (rows.length <= wanted) return { changes, last, more: false }
    if (changes.length >= limit) return { changes, last, more: true }
  }
}

/**
 * Only changes of transactions that are older than every running one: a transaction that commits late is then always
 * after every cursor that was ever handed out. A plain serial number skips such rows.
 */
const isShown = sql`change_xid < pg_snapshot_xmin(pg_current_snapshot())`

async function selectChanges(db: Queryable, page: { officeId: string; after: Place; limit: number }): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select collection, id, revision, received_at as "receivedAt", document::text as document, change_xid as xid, change_sequence as sequence
    from documents
    where office_id = ${page.officeId}
      and (change_xid, change_sequence) > (${page.after.xid}::xid8, ${page.after.sequence}::bigint)
      and ${isShown}
    order by change_xid, change_sequence limit ${page.limit}`.execute(db)
  return rows
}

async function countChanges(db: Queryable, officeId: string, after: Place): Promise<Counts> {
  const { rows } = await sql<{ collection: SyncedCollection; count: number }>`
    select collection, count(*)::int as count from documents
    where office_id = ${officeId} and (change_xid, change_sequence) > (${after.xid}::xid8, ${after.sequence}::bigint) and ${isShown}
    group by collection`.execute(db)
  return Counts.parse(Object.fromEntries(rows.map(({ collection, count }) => [collection, count])))
}

function writeCursor({ xid, sequence }: Place, epoch: string): string {
  return `${epoch}.${xid}.${sequence}`
}

/** The place that a cursor names; the beginning where it is none of this epoch. */
export function readCursor(cursor: string | null, epoch: string): Place {
  const match = /^([0-9a-z]+)\.(\d{1,19})\.(\d{1,15})$/.exec(cursor ?? '')
  if (!match?.[2] || !match[3] || match[1] !== epoch) return beginning
  return { xid: match[2], sequence: Number(match[3]) }
}

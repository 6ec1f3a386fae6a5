import { type Insertable, sql } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { sha256 } from '../crypto/signing.ts'
import type { Queryable } from './open-database.ts'
import type { Tables } from './tables.ts'

/** What became of one item; the batch's own name is added when it is stored. */
export type OutcomeRow = Omit<Insertable<Tables['batch_items']>, 'device_id' | 'number'>
export type ConflictRow = Pick<Insertable<Tables['conflicts']>, 'place' | 'collection' | 'document_id' | 'fields' | 'current_revision' | 'base_revision' | 'base_batch'> & { sent: unknown; base: unknown; /** Where the person is now, if not with the office that sent it. */ office_id?: string }

export async function findEntry(db: Queryable, deviceId: string, number: number): Promise<{ hash: string; createdAt: Instant; receipt: Signed } | undefined> {
  const row = await db
    .selectFrom('ledger')
    .select(['hash', 'created_at', 'receipt_body', 'receipt_hash', 'receipt_signature'])
    .where('device_id', '=', deviceId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row && { hash: row.hash, createdAt: row.created_at, receipt: { body: row.receipt_body, hash: row.receipt_hash, signature: row.receipt_signature } }
}

/** A device's own batches after a number with their receipts, in order. */
export async function selectSent(db: Queryable, deviceId: string, after: { number: number; limit: number }): Promise<{ batch: Signed; receipt: Signed }[]> {
  const rows = await db
    .selectFrom('ledger')
    .select(['body', 'hash', 'signature', 'receipt_body', 'receipt_hash', 'receipt_signature'])
    .where('device_id', '=', deviceId)
    .where('number', '>', after.number)
    .orderBy('number')
    .limit(after.limit)
    .execute()
  return rows.map((row) => ({ batch: { body: row.body, hash: row.hash, signature: row.signature }, receipt: { body: row.receipt_body, hash: row.receipt_hash, signature: row.receipt_signature } }))
}

/** The newest batch of a device that a verified backup holds; 0 when none does. */
export async function backedUpThrough(db: Queryable, deviceId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0)::int as number from ledger
    where device_id = ${deviceId} and position <= (select coalesce(max(position), 0) from verified_backups)`.execute(db)
  return rows[0]?.number ?? 0
}

/** Bodies of a device's earlier batches, as sent. */
export async function selectBodies(db: Queryable, deviceId: string, numbers: number[]): Promise<{ number: number; body: string }[]> {
  if (numbers.length === 0) return []
  return db.selectFrom('ledger').select(['number', 'body']).where('device_id', '=', deviceId).where('number', 'in', numbers).execute()
}

/**
 * Takes the next place in the ledger. Every batch of the county waits here for the one before it, from this call to its
 * commit, so it is made last: places then have no gap, and a missing one is a missing entry.
 */
export async function takePosition(db: Queryable): Promise<{ position: number; chainHash: string }> {
  const { rows } = await sql<{ position: number; chainHash: string }>`
    update ledger_head set position = position + 1 returning position, chain_hash as "chainHash"`.execute(db)
  const [head] = rows
  if (!head) throw new Error('the ledger has no head')
  return head
}

/** The chain over the whole ledger, of all devices. */
export function nextChainHash(before: string, batchHash: string, receiptHash: string): string {
  return sha256(`${before}\n${batchHash}\n${receiptHash}`)
}

export async function insertEntry(db: Queryable, entry: Insertable<Tables['ledger']>): Promise<void> {
  await db.insertInto('ledger').values(entry).execute()
  await db.updateTable('ledger_head').set({ chain_hash: entry.chain_hash }).execute()
}

export type BatchName = { deviceId: string; number: number }

export async function insertOutcomes(db: Queryable, batch: BatchName, items: OutcomeRow[]): Promise<void> {
  const rows = items.map((item) => ({ ...item, device_id: batch.deviceId, number: batch.number }))
  await sql`insert into batch_items select * from jsonb_populate_recordset(null::batch_items, ${JSON.stringify(rows)}::jsonb)`.execute(db)
}

export async function insertConflicts(db: Queryable, batch: BatchName & { officeId: string; at: string }, conflicts: ConflictRow[]): Promise<void> {
  if (conflicts.length === 0) return
  const rows = conflicts.map((row) => ({ office_id: batch.officeId, ...row, device_id: batch.deviceId, number: batch.number, at: batch.at, turn: 0 }))
  await sql`insert into conflicts select * from jsonb_populate_recordset(null::conflicts, ${JSON.stringify(rows)}::jsonb)`.execute(db)
}

/** Tells every server process, when this transaction commits, that its console users should look again. */
export async function announceChange(db: Queryable): Promise<void> {
  await sql`select pg_notify('county_changed', '')`.execute(db)
}

import { sql } from 'kysely'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from './open-database.ts'

export type Key = { collection: SyncedCollection; id: string }
export type HeldDocument = Key & { officeId: string; revision: number; document: WireDocument; receivedAt?: Instant }
export type NewVersion = HeldDocument & { receivedAt: Instant }
export type VersionKey = Key & { revision: number }
/** Who made a version: a batch or a user of the county. */
export type Origin = { deviceId: string; number: number } | { user: string }

/** The current versions of these documents, of whatever office; unknown ones are left out. */
export async function selectDocuments(db: Queryable, keys: Key[]): Promise<HeldDocument[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<HeldDocument>`
    select collection, id, office_id as "officeId", revision, document, received_at as "receivedAt" from documents
    where (collection, id) in (select * from unnest(${keys.map((key) => key.collection)}::text[], ${keys.map((key) => key.id)}::text[]))`.execute(db)
  return rows
}

/** The same for who answers a person: what is sealed is not among them. */
export async function selectOpenDocuments(db: Queryable, keys: Key[]): Promise<HeldDocument[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<HeldDocument>`
    select collection, id, office_id as "officeId", revision, document from open_documents
    where (collection, id) in (select * from unnest(${keys.map((key) => key.collection)}::text[], ${keys.map((key) => key.id)}::text[]))`.execute(db)
  return rows
}

/** `epoch`: under which its batch was receipted; null for what a user of the county wrote. */
export type HeldVersion = VersionKey & { document: WireDocument; receivedAt: Instant; deviceId: string | null; epoch: string | null }

/** Versions by revision, with the device whose batch brought each. */
export async function selectVersions(db: Queryable, keys: VersionKey[]): Promise<HeldVersion[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<HeldVersion>`
    select collection, id, revision, document, received_at as "receivedAt", device_id as "deviceId",
      (select substring(left(receipt_body, 1000) from '"epoch":"([^"]*)"') from ledger where ledger.device_id = version.device_id and ledger.number = version.number) as epoch
    from document_versions version
    where (collection, id, revision) in (
      select * from unnest(${keys.map((key) => key.collection)}::text[], ${keys.map((key) => key.id)}::text[], ${keys.map((key) => key.revision)}::integer[]))`.execute(db)
  return rows
}

/**
 * Stores versions, oldest first, and makes the last of each document the current one. Throws when a document turns out
 * to be held by another office by now: nothing of the transaction may then be acknowledged.
 */
export async function storeVersions(db: Queryable, versions: NewVersion[], origin: Origin): Promise<void> {
  if (versions.length === 0) return
  const by = 'user' in origin ? { deviceId: null, number: null, user: origin.user } : { ...origin, user: null }
  const last = new Set(new Map(versions.map((version) => [`${version.collection}/${version.id}`, version])).values())
  // Every document is written out and read by PostgreSQL once, for both tables.
  const given = JSON.stringify(versions.map((version) => ({ ...version, last: last.has(version) })))
  const { rows } = await sql<{ id: string }>`
    with given as materialized (select * from jsonb_to_recordset(${given}::jsonb)
      as version (collection text, id text, "officeId" text, revision integer, "receivedAt" timestamptz, document jsonb, last boolean)),
    kept as (insert into document_versions (collection, id, revision, received_at, document, device_id, number, county_user)
      select collection, id, revision, "receivedAt", document, ${by.deviceId}::text, ${by.number}::integer, ${by.user}::text from given)
    insert into documents (collection, id, office_id, revision, received_at, document)
    select collection, id, "officeId", revision, "receivedAt", document from given where last
    on conflict (collection, id) do update set
      revision = excluded.revision, received_at = excluded.received_at, document = excluded.document,
      change_xid = pg_current_xact_id(), change_sequence = nextval('change_sequence')
      where documents.office_id = excluded.office_id and documents.revision < excluded.revision
    returning id`.execute(db)
  if (rows.length !== last.size) throw new Error('a document changed hands while it was written')
}

import { reviewStateOf } from './review.ts'
import { type RawBuilder, sql } from 'kysely'
import type { WrittenKind } from '#shared/domain/record.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { type Instant, instantOf, type LocalDate } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from '../open-database.ts'

export type ReviewFilter = 'OPEN' | 'ISSUES' | 'ANSWERED' | 'APPROVED' | 'RETURNED'
export type RecordFilter = { officeId: string | null; subjectId: string | null; kind: WrittenKind | 'general'; review: ReviewFilter | null; since: LocalDate | null }
export type RecordRow = { id: string; revision: number; receivedAt: Instant; firstReceivedAt: Instant; document: WireDocument; subjectName: string; officeId: string; officeName: string; confirmedBy: string[] }

/**
 * Records with the names around them. `receivedAt` is of the newest version and moves with a review; `firstReceivedAt`
 * is when the receipt of the record itself was given. Who confirmed is known by id; his name is the one under which
 * the record names him.
 */
function selectRows(where: RawBuilder<unknown>, tail: RawBuilder<unknown>): RawBuilder<RecordRow> {
  return sql<RecordRow>`
    select record.id, record.revision, record.received_at as "receivedAt", record.document,
      coalesce((select version.received_at from document_versions version where version.collection = 'records' and version.id = record.id order by version.revision limit 1), record.received_at) as "firstReceivedAt", case when record.document ->> 'subjectId' = ${officeItself} then '本所事务' else coalesce(subject.document ->> 'name', '') end as "subjectName",
      record.office_id as "officeId", office.name as "officeName",
      array(
        select distinct person.value ->> 'name' from open_documents confirmation, jsonb_array_elements(coalesce(record.document -> 'participants', '[]')) person
        where confirmation.collection = 'records' and confirmation.document ->> 'kind' = 'confirmation'
          and confirmation.document ->> 'recordId' = record.id and confirmation.office_id = record.office_id
          and confirmation.document ->> 'personId' = person.value ->> 'personId') as "confirmedBy"
    from open_documents record join offices office on office.id = record.office_id
      left join open_documents subject on subject.collection = 'subjects' and subject.id = record.document ->> 'subjectId' and subject.office_id = record.office_id
    where record.collection = 'records' and ${where} ${tail}`
}

function matches({ officeId, subjectId, kind, review, since }: RecordFilter): RawBuilder<unknown> {
  const state = review === null ? sql`true` : sql`${reviewStateOf} = ${review}`
  const ofKind = kind === 'general' ? sql`record.document ->> 'kind' not in ('visit', 'talk', 'confirmation')` : sql`record.document ->> 'kind' = ${kind}`
  return sql`${ofKind} and (${officeId}::text is null or record.office_id = ${officeId})
    and (${subjectId}::text is null or record.document ->> 'subjectId' = ${subjectId}) and ${state}
    and (${since}::text is null or record.document ->> 'occurredAt' >= ${since && instantOf(since, '00:00')})`
}

const newestFirst = sql`order by record.document ->> 'occurredAt' desc, record.id desc`

/** A page of the records that match, newest first, and how many match in all. */
export async function selectRecords(db: Queryable, filter: RecordFilter, page: { offset: number; limit: number }): Promise<{ rows: RecordRow[]; total: number }> {
  const { rows } = await selectRows(matches(filter), sql`${newestFirst} limit ${page.limit} offset ${page.offset}`).execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from open_documents record where record.collection = 'records' and ${matches(filter)}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** All that was written about one subject, newest first; confirmations are no entries of their own. */
export async function selectRecordsOf(db: Queryable, subjectId: string): Promise<RecordRow[]> {
  return (await selectRows(sql`record.document ->> 'subjectId' = ${subjectId} and record.document ->> 'kind' <> 'confirmation'`, newestFirst).execute(db)).rows
}

export async function findRecord(db: Queryable, id: string): Promise<RecordRow | undefined> {
  return (await selectRows(sql`record.id = ${id}`, sql``).execute(db)).rows[0]
}

export type RecordHistory = {
  versions: { revision: number; receivedAt: Instant; by: string }[]
  batch: { position: number; number: number; deviceId: string; hash: string; createdAt: Instant; receivedAt: Instant; receiptHash: string; receiptSignature: string } | null
  correctedBy: string | null
}

/** Where a record came from and what became of it. */
export async function selectHistory(db: Queryable, id: string): Promise<RecordHistory> {
  const versions = await sql<RecordHistory['versions'][number]>`
    select version.revision, version.received_at as "receivedAt", coalesce(person.name, office.name || '（' || device.label || '）', '') as by
    from document_versions version left join county_users person on person.login = version.county_user
      left join devices device on device.id = version.device_id left join offices office on office.id = device.office_id
    where version.collection = 'records' and version.id = ${id} order by version.revision`.execute(db)
  const batch = await sql<NonNullable<RecordHistory['batch']>>`
    select entry.position, entry.number, entry.device_id as "deviceId", entry.hash, entry.created_at as "createdAt", entry.received_at as "receivedAt",
      entry.receipt_hash as "receiptHash", entry.receipt_signature as "receiptSignature"
    from document_versions version join ledger entry on entry.device_id = version.device_id and entry.number = version.number
    where version.collection = 'records' and version.id = ${id} order by version.revision limit 1`.execute(db)
  const later = await sql<{ id: string }>`
    select id from open_documents where collection = 'records' and document -> 'corrects' ->> 'recordId' = ${id}
      and office_id = (select office_id from open_documents where collection = 'records' and id = ${id}) order by received_at desc, id desc limit 1`.execute(db)
  return { versions: versions.rows, batch: batch.rows[0] ?? null, correctedBy: later.rows[0]?.id ?? null }
}

/** The documents of an office by their ids, whatever they are; what another office holds is not answered. */
export async function selectNamed(db: Queryable, ids: readonly string[], officeId: string): Promise<{ id: string; collection: string; document: WireDocument }[]> {
  if (ids.length === 0) return []
  return (await sql<{ id: string; collection: string; document: WireDocument }>`
    select id, collection, document from open_documents where collection in ('people', 'records', 'procedures') and office_id = ${officeId} and id = any(${[...ids]})`.execute(db)).rows
}

import { sql } from 'kysely'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from './open-database.ts'

export type AroundVolunteer = { collection: SyncedCollection; id: string; revision: number; receivedAt: Instant; document: WireDocument }

/** Documents out of which a volunteer's projection is made: more of them than he may see does no harm, sealed ones are not among them. */
export async function selectAroundVolunteer(db: Queryable, officeId: string, personId: string): Promise<AroundVolunteer[]> {
  const { rows } = await sql<AroundVolunteer>`
    with mine as materialized (select id, document from open_documents where collection = 'groups' and office_id = ${officeId} and document -> 'members' @> ${JSON.stringify([{ personId }])}::jsonb)
    select collection, id, revision, received_at as "receivedAt", document from open_documents held
    where office_id = ${officeId} and (
      (collection in ('subjects', 'groups') and id in (select id from mine))
      or (collection = 'people' and (id = ${personId} or id in (select member.value ->> 'personId' from mine, jsonb_array_elements(mine.document -> 'members') member)))
      or (collection = 'records' and document ->> 'subjectId' in (select id from mine)))
    order by collection, id`.execute(db)
  return rows
}

/** The volunteers of an office who have a log-in there. */
export async function selectVolunteers(db: Queryable, officeId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, document ->> 'name' as name from open_documents
    where collection = 'people' and office_id = ${officeId} and document -> 'account' ->> 'role' = 'volunteer' and (document -> 'account' ->> 'active')::boolean and (document ->> 'active')::boolean
    order by document ->> 'name', id`.execute(db)
  return rows
}

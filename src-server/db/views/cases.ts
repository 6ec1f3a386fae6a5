import { sql } from 'kysely'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from '../open-database.ts'

export type CaseDocument = { collection: SyncedCollection; id: string; officeId: string; officeName: string; revision: number; receivedAt: Instant; document: WireDocument }

const fields = sql`held.collection, held.id, held.office_id as "officeId", office.name as "officeName", held.revision, held.received_at as "receivedAt", held.document`

/** Procedures that are not withdrawn, of an office (null: of the county), of a kind (null: of any). */
export async function selectProcedures(db: Queryable, only: { officeId: string | null; kind: string | null; id: string | null }): Promise<CaseDocument[]> {
  const { rows } = await sql<CaseDocument>`
    select ${fields} from open_documents held join offices office on office.id = held.office_id
    where held.collection = 'procedures' and (${only.id}::text is not null or held.document ->> 'withdrawn' is null)
      and (${only.officeId}::text is null or held.office_id = ${only.officeId}) and (${only.kind}::text is null or held.document ->> 'kind' = ${only.kind}) and (${only.id}::text is null or held.id = ${only.id})
    order by held.id`.execute(db)
  return rows
}

/** Everything the county holds about these people: their files, groups, records and procedures. */
export async function selectCases(db: Queryable, subjectIds: string[]): Promise<CaseDocument[]> {
  if (subjectIds.length === 0) return []
  const { rows } = await sql<CaseDocument>`
    select ${fields} from open_documents held join offices office on office.id = held.office_id
    where (held.collection in ('subjects', 'groups') and held.id = any(${subjectIds}::text[]))
       or (held.collection in ('records', 'procedures') and held.document ->> 'subjectId' = any(${subjectIds}::text[]))
    order by held.id`.execute(db)
  return rows
}

import { sql } from 'kysely'
import type { OfficeId } from '#shared/kernel/ids.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from '../open-database.ts'

export type ReportedLook = { id: string; officeId: OfficeId; officeName: string; revision: number; receivedAt: Instant; document: WireDocument; subjectName: string | null }

/** What the offices reported of emergency looks and bulk reading, newest first; `open`: only what nobody has acknowledged. */
export async function selectReported(db: Queryable, { open, limit }: { open: boolean; limit: number }): Promise<ReportedLook[]> {
  const { rows } = await sql<ReportedLook>`
    select held.id, held.office_id as "officeId", office.name as "officeName", held.revision, held.received_at as "receivedAt", held.document,
      (select subject.document ->> 'name' from open_documents subject where subject.collection = 'subjects' and subject.id = held.document ->> 'subjectId') as "subjectName"
    from open_documents held join offices office on office.id = held.office_id
    where held.collection = 'records' and held.document ->> 'kind' in ('emergencyLook', 'accessAlert') and (not ${open}::boolean or coalesce(held.document -> 'review' ->> 'state', '') <> 'APPROVED')
    order by held.document ->> 'occurredAt' desc limit ${limit}`.execute(db)
  return rows
}

import { sql } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from '../open-database.ts'
import type { Tie } from '#shared/domain/person.ts'
import { relativesOf, tiesOf } from './offices.ts'

export type SubjectRow = {
  id: string
  revision: number
  receivedAt: Instant
  document: WireDocument
  officeId: string
  officeName: string
  visits: number
  lastVisitAt: Instant | null
  group: WireDocument | null
  groupRevision: number | null
  groupReceivedAt: Instant | null
  relatives: Record<string, string | null>
  ties: Record<string, Tie[]>
}
export type SubjectSearch = { officeId: string | null; text: string; offset: number; limit: number }

const select = sql`
  select subject.id, subject.revision, subject.received_at as "receivedAt", subject.document, subject.office_id as "officeId", office.name as "officeName",
    coalesce(visit.visits, 0) as visits, visit.last as "lastVisitAt", held.document as group, ${relativesOf(sql`held.document`)} as relatives, ${tiesOf(sql`held.document`)} as ties, held.revision as "groupRevision", held.received_at as "groupReceivedAt"
  from open_documents subject join offices office on office.id = subject.office_id
    left join open_documents held on held.collection = 'groups' and held.id = subject.id and held.office_id = subject.office_id
    left join lateral (
      select count(*) filter (where record.document ->> 'corrects' is null) as visits, max(record.document ->> 'occurredAt') as last from open_documents record
      where record.collection = 'records' and record.document ->> 'subjectId' = subject.id and record.document ->> 'kind' = 'visit' and record.office_id = subject.office_id) visit on true`

/** Subjects whose name, number, ID number or phone contains the text; withdrawn ones are left out. */
export async function selectSubjects(db: Queryable, { officeId, text, offset, limit }: SubjectSearch): Promise<{ rows: SubjectRow[]; total: number }> {
  const where = sql`subject.collection = 'subjects' and subject.document ->> 'withdrawn' is null and (${officeId}::text is null or subject.office_id = ${officeId})
    and (${text} = '' or position(lower(${text}) in lower(concat_ws(chr(10), subject.document ->> 'name', subject.document ->> 'formerName', subject.document ->> 'subjectNo', subject.document ->> 'idNo', subject.document ->> 'phone'))) > 0)`
  const { rows } = await sql<SubjectRow>`${select} where ${where} order by subject.office_id, subject.document ->> 'name', subject.id limit ${limit} offset ${offset}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from open_documents subject where ${where}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** One subject, withdrawn or not. */
export async function findSubject(db: Queryable, id: string): Promise<SubjectRow | undefined> {
  return (await sql<SubjectRow>`${select} where subject.collection = 'subjects' and subject.id = ${id}`.execute(db)).rows[0]
}

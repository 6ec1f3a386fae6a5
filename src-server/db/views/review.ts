import { sql } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from '../open-database.ts'

/** How the review of `record` stands: nobody has looked, asked, answered since, passed, sent back. */
export const reviewStateOf = sql<string>`case
  when record.document ->> 'review' is null then 'OPEN'
  when record.document -> 'review' ->> 'state' = 'ISSUES' and exists (
    select 1 from jsonb_array_elements(coalesce(record.document -> 'remarks', '[]')) remark where remark ->> 'at' > record.document -> 'review' ->> 'at') then 'ANSWERED'
  else record.document -> 'review' ->> 'state' end`

export type ReviewFigures = { officeId: string; officeName: string; open: number; issues: number; answered: number; returned: number; approved: number; oldestOpenAt: Instant | null; medianHours: number | null }

/** How the review stands, office by office; confirmations are not reviewed. The median is over the county's first word on each record. */
export async function selectReviewFigures(db: Queryable, officeId: string | null): Promise<ReviewFigures[]> {
  const { rows } = await sql<ReviewFigures>`
    with record as (
      select record.office_id, record.received_at, ${reviewStateOf} as state,
        (select extract(epoch from min(version.received_at) filter (where version.county_user is not null) - min(version.received_at)) / 3600
          from document_versions version where version.collection = 'records' and version.id = record.id) as hours
      from open_documents record where record.collection = 'records' and record.document ->> 'kind' <> 'confirmation')
    select office.id as "officeId", office.name as "officeName",
      count(*) filter (where state = 'OPEN') as open, count(*) filter (where state = 'ISSUES') as issues, count(*) filter (where state = 'ANSWERED') as answered,
      count(*) filter (where state = 'RETURNED') as returned, count(*) filter (where state = 'APPROVED') as approved,
      min(record.received_at) filter (where state = 'OPEN') as "oldestOpenAt",
      round((percentile_cont(0.5) within group (order by hours))::numeric, 1)::float8 as "medianHours"
    from offices office left join record on record.office_id = office.id
    where ${officeId}::text is null or office.id = ${officeId} group by office.id, office.name order by office.id`.execute(db)
  return rows
}

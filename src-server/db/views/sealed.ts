import { sql } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from '../open-database.ts'
import type { CaseDocument } from './cases.ts'

// The one view behind the gate (migration 0015): for who has a legal basis.

/** Whoever bears this name and number and is sealed: the file and all that is written about him; [] for everybody else. */
export async function selectSealedCase(db: Queryable, { name, idNo }: { name: string; idNo: string }): Promise<CaseDocument[]> {
  const { rows } = await sql<CaseDocument>`
    with subject as (
      select id from documents where collection = 'subjects' and jsonb_typeof(document -> 'sealed') = 'object' and document ->> 'idNo' = ${idNo} and document ->> 'name' = ${name} order by id limit 1)
    select held.collection, held.id, held.office_id as "officeId", office.name as "officeName", held.revision, held.received_at as "receivedAt", held.document
    from documents held join offices office on office.id = held.office_id
    where (held.collection = 'subjects' and held.id in (select id from subject)) or (held.collection in ('records', 'procedures') and held.document ->> 'subjectId' in (select id from subject))
    order by held.id`.execute(db)
  return rows
}

export type OfficeLook = { at: Instant; officeName: string; by: string; values: Record<string, unknown> }

/** The looks that the offices wrote down, newest first. */
export async function selectOfficeLooks(db: Queryable, limit: number): Promise<OfficeLook[]> {
  const { rows } = await sql<OfficeLook>`
    select held.document ->> 'recordedAt' as at, office.name as "officeName", held.document -> 'author' ->> 'name' as by, held.document -> 'values' as values
    from documents held join offices office on office.id = held.office_id
    where held.collection = 'records' and held.document ->> 'kind' = 'sealedLook' order by held.document ->> 'recordedAt' desc limit ${limit}`.execute(db)
  return rows
}

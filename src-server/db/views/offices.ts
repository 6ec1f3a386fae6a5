import { type RawBuilder, sql } from 'kysely'
import { closedStates } from '#shared/domain/codes.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Tie } from '#shared/domain/person.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from '../open-database.ts'

export type OfficeCounts = { id: string; name: string; devices: number; lastSyncAt: Instant | null; waiting: number; subjects: number; visits30: number; toReview: number; conflicts: number }

/** Every office with its counts; `since` is where the last thirty days begin. A correction is no further visit. */
export async function selectOffices(db: Queryable, since: Instant): Promise<OfficeCounts[]> {
  const { rows } = await sql<OfficeCounts>`
    with device as (
      select office_id, count(*) filter (where revoked_at is null) as devices, max(last_seen_at) as seen,
        coalesce(sum(waiting) filter (where revoked_at is null), 0) as waiting
      from devices group by office_id),
    subject as (
      select office_id, count(*) as subjects from open_documents
      where collection = 'subjects' and document ->> 'withdrawn' is null and not (document ->> 'state' = any(${[...closedStates]}::text[])) group by office_id),
    record as (
      select office_id,
        count(*) filter (where document ->> 'kind' = 'visit' and document ->> 'occurredAt' >= ${since} and document ->> 'corrects' is null) as visits30,
        count(*) filter (where document ->> 'review' is null) as to_review
      from open_documents where collection = 'records' and document ->> 'kind' in ('visit', 'talk') group by office_id),
    conflict as (
      select conflict.office_id, count(*) as open from conflicts conflict
        join open_documents held on held.collection = conflict.collection and held.id = conflict.document_id
      where conflict.resolved_at is null group by conflict.office_id)
    select office.id, office.name, coalesce(device.devices, 0) as devices, device.seen as "lastSyncAt", coalesce(device.waiting, 0)::bigint as waiting,
      coalesce(subject.subjects, 0) as subjects, coalesce(record.visits30, 0) as visits30, coalesce(record.to_review, 0) as "toReview",
      coalesce(conflict.open, 0) as conflicts
    from offices office left join device on device.office_id = office.id left join subject on subject.office_id = office.id left join record on record.office_id = office.id left join conflict on conflict.office_id = office.id
    where office.merged_into is null order by office.id`.execute(db)
  return rows
}

/** Whose relatives those on the family's seat of a group are, by the directory; an object by the persons' ids. */
export function relativesOf(group: RawBuilder<unknown>): RawBuilder<Record<string, string | null>> {
  return sql`coalesce((
    select jsonb_object_agg(person.id, person.document -> 'relativeOf') from jsonb_array_elements(${group} -> 'members') member
      join open_documents person on person.collection = 'people' and person.id = member.value ->> 'personId'
    where member.value ->> 'seat' = 'FIXED_FAMILY'), '{}')`
}

/** What the directory says of members' ties to subjects (利害关系), by the persons' ids. */
export function tiesOf(group: RawBuilder<unknown>): RawBuilder<Record<string, Tie[]>> {
  return sql`coalesce((
    select jsonb_object_agg(person.id, person.document -> 'ties') from jsonb_array_elements(${group} -> 'members') member
      join open_documents person on person.collection = 'people' and person.id = member.value ->> 'personId'
    where jsonb_typeof(person.document -> 'ties') = 'array'), '{}')`
}

export type GroupToCheck = { subjectId: string; subjectName: string; gender: string; minorRegime: boolean; officeId: string; officeName: string; group: unknown; relatives: Record<string, string | null>; ties: Record<string, Tie[]>; more: unknown; revision: number; receivedAt: Instant }

/** Each open subject of the office (null: of the county) with its group, if it has one: what the rules look at. */
export async function selectGroupsToCheck(db: Queryable, officeId: string | null): Promise<GroupToCheck[]> {
  const { rows } = await sql<GroupToCheck>`
    select subject.id as "subjectId", subject.document ->> 'name' as "subjectName", subject.document ->> 'gender' as gender,
      (subject.document ->> 'minorRegime')::boolean as "minorRegime", subject.office_id as "officeId", office.name as "officeName",
      held.document as group, ${relativesOf(sql`held.document`)} as relatives, ${tiesOf(sql`held.document`)} as ties,
      subject.document -> 'more' as more, coalesce(held.revision, 0) as revision, coalesce(held.received_at, subject.received_at) as "receivedAt"
    from open_documents subject join offices office on office.id = subject.office_id
      left join open_documents held on held.collection = 'groups' and held.id = subject.id and held.office_id = subject.office_id
    where subject.collection = 'subjects' and (${officeId}::text is null or subject.office_id = ${officeId})
      and subject.document ->> 'withdrawn' is null and not (subject.document ->> 'state' = any(${[...closedStates]}::text[]))
    order by subject.office_id, subject.document ->> 'name', subject.id`.execute(db)
  return rows
}

/** The facts of no group at all. */
export const noGroup: Pick<CorrectionGroup, 'members' | 'exceptionReason' | 'letterPrintedAt'> = { members: [], exceptionReason: '', letterPrintedAt: null }

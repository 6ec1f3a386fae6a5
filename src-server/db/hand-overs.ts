import { sql } from 'kysely'
import type { Instant, LocalDate } from '#shared/kernel/time.ts'
import { type HandOver, type HandOverMark, MOST_HAND_OVERS, type Moved } from '#shared/sync/hand-over.ts'
import type { DeviceRow } from './devices.ts'
import type { Queryable } from './open-database.ts'

export type NewHandOver = { subjectId: string | null; from: string; to: string; decisionId: string | null; effectiveOn: LocalDate; at: Instant; by: string; reason: string; documents: number }

/** Writes one down. Both offices are locked by now, so that an office's numbers come in the order of commits. */
export async function insertHandOver(db: Queryable, one: NewHandOver): Promise<void> {
  await db.insertInto('hand_overs').values({
    subject_id: one.subjectId, from_office_id: one.from, to_office_id: one.to, decision_id: one.decisionId, effective_on: one.effectiveOn, moved_at: one.at, moved_by: one.by, reason: one.reason, documents: one.documents,
  }).execute()
}

/** An office and all that were joined to it. */
const ownOffices = (officeId: string) => sql`(select id from offices where id = ${officeId} or merged_into = ${officeId})`

/** What an office's device has not heard of yet, in order. */
export async function selectHandOvers(db: Queryable, officeId: string, known: number): Promise<HandOver[]> {
  const { rows } = await sql<HandOver>`
    select number, subject_id as "subjectId", from_office_id as "fromOfficeId", source.name as "fromOfficeName", to_office_id as "toOfficeId", target.name as "toOfficeName",
      to_char(effective_on, 'YYYY-MM-DD') as "effectiveOn", moved_at as "movedAt", documents, to_office_id not in ${ownOffices(officeId)} as gone
    from hand_overs join offices source on source.id = from_office_id join offices target on target.id = to_office_id
    where number > ${known} and (from_office_id in ${ownOffices(officeId)} or to_office_id in ${ownOffices(officeId)})
      and (subject_id is null or (from_office_id in ${ownOffices(officeId)}) <> (to_office_id in ${ownOffices(officeId)}))
    order by number limit ${MOST_HAND_OVERS}`.execute(db)
  return rows
}

/** Notes up to where a device has sent all it had. Only one that came out of a backup goes back. */
export async function noteClosed(db: Queryable, device: Pick<DeviceRow, 'id' | 'handed_over_through'>, { closed, restored }: { closed: HandOverMark['closed']; restored: boolean }): Promise<void> {
  const through = restored ? Math.min(closed, device.handed_over_through) : Math.max(closed, device.handed_over_through)
  if (through !== device.handed_over_through) await db.updateTable('devices').set({ handed_over_through: through }).where('id', '=', device.id).execute()
}

/** Of these persons, those who were this device's office's once and are another one's by now. */
export async function selectMoved(db: Queryable, device: Pick<DeviceRow, 'office_id' | 'handed_over_through'>, subjectIds: readonly string[]): Promise<Map<string, Moved & { number: number }>> {
  if (subjectIds.length === 0) return new Map()
  const { rows } = await sql<Moved & { subjectId: string; number: number }>`
    select distinct on (given.subject_id) given.subject_id as "subjectId", given.number, given.moved_at as "movedAt", held.office_id as holder, office.name as "holderName",
      given.number > ${device.handed_over_through} as open
    from hand_overs given join documents held on held.collection = 'subjects' and held.id = given.subject_id join offices office on office.id = held.office_id
    where given.subject_id = any(${[...subjectIds]}::text[]) and given.from_office_id in ${ownOffices(device.office_id)} and held.office_id <> ${device.office_id}
    order by given.subject_id, given.number desc`.execute(db)
  return new Map(rows.map(({ subjectId, ...moved }) => [subjectId, moved]))
}

/** Counts what came from the old office after the hand-over. */
export async function countArrivals(db: Queryable, arrived: ReadonlyMap<number, number>): Promise<void> {
  for (const [number, count] of arrived) await sql`update hand_overs set came_after = came_after + ${count} where number = ${number}`.execute(db)
}

export type HandOverRow = { number: number; subjectId: string | null; subjectName: string; fromOfficeName: string; toOfficeName: string; effectiveOn: LocalDate; movedAt: Instant; movedBy: string; reason: string; documents: number; cameAfter: number }

/** The newest first, for the console. Somebody whose file is sealed has no name here. */
export async function selectHandOverRows(db: Queryable, limit: number): Promise<HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`
    select number, subject_id as "subjectId", coalesce(subject.document ->> 'name', '') as "subjectName", source.name as "fromOfficeName", target.name as "toOfficeName",
      to_char(effective_on, 'YYYY-MM-DD') as "effectiveOn", moved_at as "movedAt", moved_by as "movedBy", reason, documents, came_after as "cameAfter"
    from hand_overs join offices source on source.id = from_office_id join offices target on target.id = to_office_id
      left join open_documents subject on subject.collection = 'subjects' and subject.id = subject_id
    order by number desc limit ${limit}`.execute(db)
  return rows
}

import { sql, type RawBuilder } from 'kysely'
import type { ConflictState } from '#shared/contract/county-conflict.ts'
import type { SyncedCollection } from '#shared/domain/collections.ts'
import type { Taken } from '#shared/domain/words.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import type { Queryable } from './open-database.ts'

export type ConflictKey = { deviceId: string; number: number; place: number }
export type HeldConflict = ConflictKey & {
  state: ConflictState; turn: number; collection: SyncedCollection; documentId: string; officeId: string; officeName: string; device: string; fields: string[]
  sent: WireDocument; base: WireDocument | null; baseRevision: number; currentRevision: number; at: Instant; decidedBy: string
  revision: number; document: WireDocument; subjectName: string
}
export type ConflictFilter = { officeId: string | null; collection: SyncedCollection | null; state: ConflictState | null }

/** The office answered to the newest decision, by its id. */
const objected = sql`exists (
  select 1 from jsonb_array_elements(coalesce(held.document -> 'remarks', '[]')) remark, jsonb_array_elements(coalesce(held.document -> 'rulings', '[]')) ruling
  where remark ->> 'about' = ruling ->> 'id' and ruling ->> 'deviceId' = conflict.device_id and (ruling ->> 'number')::integer = conflict.number
    and (remark ->> 'at')::timestamptz >= conflict.resolved_at)`
const stateOf = sql<ConflictState>`case when conflict.resolved_at is null then 'open' when ${objected} then 'objected' else 'decided' end`
const from = sql`from conflicts conflict
  join open_documents held on held.collection = conflict.collection and held.id = conflict.document_id
  join offices office on office.id = conflict.office_id join devices device on device.id = conflict.device_id
  left join open_documents subject on subject.collection = 'subjects'
    and subject.id = case conflict.collection when 'groups' then conflict.document_id when 'procedures' then held.document ->> 'subjectId' else null end`

function select(where: RawBuilder<unknown>, tail: RawBuilder<unknown>): RawBuilder<HeldConflict> {
  return sql<HeldConflict>`select conflict.device_id as "deviceId", conflict.number, conflict.place, ${stateOf} as state, conflict.turn, conflict.collection, conflict.document_id as "documentId",
      conflict.office_id as "officeId", office.name as "officeName", device.label as device, conflict.fields, conflict.sent, conflict.base, conflict.base_revision as "baseRevision",
      conflict.current_revision as "currentRevision", conflict.at, held.revision, held.document, coalesce(subject.document ->> 'name', '') as "subjectName",
      coalesce((select person.name from conflict_acts act join county_users person on person.login = act.county_user
        where act.device_id = conflict.device_id and act.number = conflict.number and act.place = conflict.place and act.kind = 'decided' and conflict.resolved_at is not null order by act.turn desc limit 1), '') as "decidedBy"
    ${from} where ${where} ${tail}`
}

/** A page of the conflicts, those that wait longest first, then the newest of the rest. */
export async function selectConflicts(db: Queryable, { officeId, collection, state }: ConflictFilter, page: { offset: number; limit: number }): Promise<{ rows: HeldConflict[]; total: number; open: number }> {
  const ours = sql`(${officeId}::text is null or conflict.office_id = ${officeId})`
  const where = sql`${ours} and (${collection}::text is null or conflict.collection = ${collection}) and (${state}::text is null or ${stateOf} = ${state})`
  const order = sql`order by conflict.resolved_at is not null, case when conflict.resolved_at is null then conflict.at end, conflict.at desc, conflict.device_id, conflict.number, conflict.place`
  const { rows } = await select(where, sql`${order} limit ${page.limit} offset ${page.offset}`).execute(db)
  const counted = await sql<{ total: number; open: number }>`select count(*) filter (where ${where}) as total, count(*) filter (where conflict.resolved_at is null and ${ours}) as open ${from}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0, open: counted.rows[0]?.open ?? 0 }
}

export async function findConflict(db: Queryable, { deviceId, number, place }: ConflictKey): Promise<HeldConflict | undefined> {
  return (await select(sql`conflict.device_id = ${deviceId} and conflict.number = ${number} and conflict.place = ${place}`, sql``).execute(db)).rows[0]
}

/** Every version of a document with who made it: the device's office, or the county's user. */
export type VersionRow = { revision: number; receivedAt: Instant; document: WireDocument; by: string; deviceId: string | null; number: number | null }
export async function selectVersionRows(db: Queryable, collection: SyncedCollection, id: string): Promise<VersionRow[]> {
  return (await sql<VersionRow>`
    select version.revision, version.received_at as "receivedAt", version.document, version.device_id as "deviceId", version.number,
      coalesce('县局 ' || person.name, office.name || '（' || device.label || '）', '') as by
    from document_versions version left join county_users person on person.login = version.county_user
      left join devices device on device.id = version.device_id left join offices office on office.id = device.office_id
    where version.collection = ${collection} and version.id = ${id} order by version.revision`.execute(db)).rows
}

export type ActRow = { turn: number; kind: 'decided' | 'reopened'; at: Instant; by: string; reason: string; choices: { field: string; taken: Taken }[] }
export async function selectActs(db: Queryable, { deviceId, number, place }: ConflictKey): Promise<ActRow[]> {
  return (await sql<ActRow>`select act.turn, act.kind, act.at, person.name as by, act.reason, act.choices
    from conflict_acts act join county_users person on person.login = act.county_user
    where act.device_id = ${deviceId} and act.number = ${number} and act.place = ${place} order by act.turn`.execute(db)).rows
}

export type Act = ConflictKey & { turn: number; at: Instant; user: string; kind: 'decided' | 'reopened'; reason: string; choices: { field: string; taken: Taken }[]; revision: number }

/** Writes what was done about a conflict. False when somebody else has done something since `turn`; nothing is then written. */
export async function insertAct(db: Queryable, act: Act): Promise<boolean> {
  const { rows } = await sql`update conflicts set turn = turn + 1, resolved_at = ${act.kind === 'decided' ? act.at : null}::timestamptz
    where device_id = ${act.deviceId} and number = ${act.number} and place = ${act.place} and turn = ${act.turn} and (resolved_at is null) = ${act.kind === 'decided'} returning turn`.execute(db)
  if (rows.length === 0) return false
  await db.insertInto('conflict_acts').values({
    device_id: act.deviceId, number: act.number, place: act.place, turn: act.turn + 1, at: act.at, county_user: act.user, kind: act.kind, reason: act.reason, choices: JSON.stringify(act.choices), revision: act.revision,
  }).execute()
  return true
}

import type { Insertable } from 'kysely'
import type { HandedIn } from '#shared/contract/county-revocation.ts'
import { DeviceId, OfficeId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from './open-database.ts'
import type { Tables } from './tables.ts'

/** Notes what was handed in; false when the very same file lies here already. */
export async function insertHandedIn(db: Queryable, file: Insertable<Tables['handed_in']>): Promise<boolean> {
  const made = await db.insertInto('handed_in').values(file).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return made !== undefined
}

/** All of it, or one; undecided first, then the newest. */
export async function selectHandedIn(db: Queryable, id: string | null): Promise<HandedIn[]> {
  const rows = await db
    .selectFrom('handed_in').innerJoin('offices', 'offices.id', 'handed_in.office_id').innerJoin('devices', 'devices.id', 'handed_in.device_id')
    .select(['handed_in.id', 'handed_in.device_id', 'handed_in.office_id', 'offices.name', 'devices.label', 'arrived_at', 'documents', 'drafts', 'decided_at', 'decided_by', 'taken', 'reason'])
    .$if(id !== null, (query) => query.where('handed_in.id', '=', id ?? ''))
    .orderBy('decided_at', (by) => by.desc().nullsFirst()).orderBy('arrived_at', 'desc').execute()
  return rows.map((row) => ({
    id: row.id, deviceId: DeviceId.parse(row.device_id), officeId: OfficeId.parse(row.office_id), officeName: row.name, label: row.label, arrivedAt: row.arrived_at, documents: row.documents, drafts: row.drafts,
    decided: row.decided_at && { at: row.decided_at, by: row.decided_by ?? '', taken: row.taken ?? false, reason: row.reason ?? '' },
  }))
}

/** Keeps what was decided; false when somebody else was first. */
export async function decideHandedIn(db: Queryable, id: string, said: { at: Instant; by: string; taken: boolean; reason: string }): Promise<boolean> {
  const row = await db.updateTable('handed_in').set({ decided_at: said.at, decided_by: said.by, taken: said.taken, reason: said.reason }).where('id', '=', id).where('decided_at', 'is', null).returning('id').executeTakeFirst()
  return row !== undefined
}

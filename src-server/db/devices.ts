import { sql, type Selectable } from 'kysely'
import type { Instant } from '#shared/kernel/time.ts'
import type { Queryable } from './open-database.ts'
import type { Tables } from './tables.ts'

export type DeviceRow = Selectable<Tables['devices']>

export async function findDevice(db: Queryable, id: string): Promise<DeviceRow | undefined> {
  return db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * Locks device and office for the rest of the transaction: batches of one office are taken one after the other, so no
 * two of them judge the same document at once and none can deadlock.
 */
export async function lockDevice(db: Queryable, id: string): Promise<DeviceRow | undefined> {
  const known = await findDevice(db, id)
  if (!known) return undefined
  await lockOffices(db, [known.office_id])
  const locked = await db.selectFrom('devices').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  // Its office was joined to another in between.
  if (locked && locked.office_id !== known.office_id) await lockOffices(db, [locked.office_id])
  return locked
}

/** Whoever changes documents holds their offices' rows first, in the order of their codes. */
export async function lockOffices(db: Queryable, ids: string[]): Promise<void> {
  await sql`select id from offices where id = any(${ids}::text[]) order by id for no key update`.execute(db)
}

/** Takes nothing more from a device until a person has looked; `number` is where its chain was found in two versions. */
export async function freezeDevice(db: Queryable, { id, number, at }: { id: string; number: number; at: Instant }): Promise<void> {
  await db.updateTable('devices').set({ frozen_number: number, frozen_at: at }).where('id', '=', id).where('frozen_number', 'is', null).execute()
}

/** Notes what a device told of itself. Losing that in a power cut costs nothing, so its commit need not reach the disk first. */
export async function noteContact(db: Queryable, { id, waiting, appVersion, skew, stuckSince, at }: { id: string; waiting: number; appVersion: string; skew: number; stuckSince: Instant | null; at: Instant }): Promise<void> {
  await sql`with hasty as materialized (select set_config('synchronous_commit', 'off', true))
    update devices set waiting = ${waiting}, app_version = ${appVersion}, clock_skew_seconds = ${skew}, stuck_since = ${stuckSince}::timestamptz, last_seen_at = ${at} from hasty where id = ${id}`.execute(db)
}

/** True when this nonce is new for the device; it is remembered for as long as a request of its time could be taken. */
export async function takeNonce(db: Queryable, used: { deviceId: string; nonce: string; at: Instant }): Promise<boolean> {
  // Every request would otherwise wait for the disk. What a power cut forgets can be sent again within its minutes only,
  // and does nothing twice: batches have numbers.
  const { rows } = await sql`with hasty as materialized (select set_config('synchronous_commit', 'off', true))
    insert into request_nonces (device_id, nonce, at) select ${used.deviceId}, ${used.nonce}, ${used.at}::timestamptz from hasty
    on conflict do nothing returning nonce`.execute(db)
  return rows.length > 0
}

export async function forgetNonces(db: Queryable, before: Instant): Promise<void> {
  await db.deleteFrom('request_nonces').where('at', '<', before).execute()
}

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
  return db.selectFrom('devices').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

/** Whoever changes documents holds their offices' rows first, in the order of their codes. */
export async function lockOffices(db: Queryable, ids: string[]): Promise<void> {
  await sql`select id from offices where id = any(${ids}::text[]) order by id for no key update`.execute(db)
}

/** Takes nothing more from a device until a person has looked; `number` is where its chain was found in two versions. */
export async function freezeDevice(db: Queryable, { id, number, at }: { id: string; number: number; at: Instant }): Promise<void> {
  await db.updateTable('devices').set({ frozen_number: number, frozen_at: at }).where('id', '=', id).where('frozen_number', 'is', null).execute()
}

/** True when this nonce is new for the device; it is remembered for as long as a request of its time could be taken. */
export async function takeNonce(db: Queryable, used: { deviceId: string; nonce: string; at: Instant }): Promise<boolean> {
  const row = await db
    .insertInto('request_nonces')
    .values({ device_id: used.deviceId, nonce: used.nonce, at: used.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst()
  return row !== undefined
}

export async function forgetNonces(db: Queryable, before: Instant): Promise<void> {
  await db.deleteFrom('request_nonces').where('at', '<', before).execute()
}

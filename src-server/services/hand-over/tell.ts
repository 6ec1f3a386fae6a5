import type { OfficeDevice } from '#shared/contract/device.ts'
import { DeviceId, OfficeId } from '#shared/kernel/ids.ts'
import type { HandOver, HandOverMark } from '#shared/sync/hand-over.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { noteClosed, selectHandOvers } from '../../db/hand-overs.ts'
import type { Queryable } from '../../db/open-database.ts'
import { carryOutToday } from './carry-out.ts'

export type Belonging = { office: { id: OfficeId; name: string }; handOvers: HandOver[]; devices: OfficeDevice[] }

/** What a device is told at a check of its office: which one it is, who left it or came to it, and the devices beside it. */
export async function tellBelonging(county: County, device: DeviceRow, { said, restored }: { said: HandOverMark; restored: boolean }): Promise<Belonging> {
  await carryOutToday(county)
  await noteClosed(county.db, device, { closed: said.closed, restored })
  const office = await county.db.selectFrom('offices').select(['id', 'name']).where('id', '=', device.office_id).executeTakeFirstOrThrow()
  // A volunteer's own device has no files to give away and none of the office's devices to look after.
  const isOffices = device.person_id === null
  return {
    office: { id: OfficeId.parse(office.id), name: office.name },
    handOvers: isOffices ? await selectHandOvers(county.db, device.office_id, said.known) : [],
    devices: isOffices ? await selectBeside(county.db, device.office_id) : [],
  }
}

async function selectBeside(db: Queryable, officeId: string): Promise<OfficeDevice[]> {
  const rows = await db.selectFrom('devices').select(['id', 'label', 'last_seen_at', 'waiting', 'stuck_since', 'person_id']).where('office_id', '=', officeId).where('revoked_at', 'is', null).orderBy('enrolled_at').limit(100).execute()
  return rows.map((row) => ({ id: DeviceId.parse(row.id), label: row.label, lastSeenAt: row.last_seen_at, waiting: row.waiting, stuckSince: row.stuck_since, volunteer: row.person_id !== null }))
}

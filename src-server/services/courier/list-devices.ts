import type { CourierDevice } from '#shared/contract/courier.ts'
import { DeviceId, OfficeId } from '#shared/kernel/ids.ts'
import { sql } from 'kysely'
import type { CourierFile } from '../../db/courier.ts'
import type { Queryable } from '../../db/open-database.ts'

/** The devices that have brought or asked for an exchange file, with the newest of each way. */
export async function listDevices(db: Queryable): Promise<CourierDevice[]> {
  const devices = await db
    .selectFrom('devices').innerJoin('offices', 'offices.id', 'devices.office_id')
    .select(['devices.id', 'devices.office_id as officeId', 'offices.name as officeName', 'devices.label'])
    .where('courier_key', 'is not', null).where('revoked_at', 'is', null).orderBy('devices.office_id').orderBy('devices.enrolled_at').execute()
  const { rows } = await sql<CourierFile>`
    select distinct on (device_id, direction) * from courier_files order by device_id, direction, handled_at desc, number desc`.execute(db)
  const newest = (deviceId: string, direction: 'in' | 'out') => rows.find((file) => file.device_id === deviceId && file.direction === direction)
  return devices.map((device) => {
    const received = newest(device.id, 'in')
    const answer = newest(device.id, 'out')
    return {
      ...device,
      id: DeviceId.parse(device.id),
      officeId: OfficeId.parse(device.officeId),
      received: received ? { number: received.number, at: received.handled_at, batches: received.batches, documents: received.documents } : null,
      answer: answer ? { number: answer.number, at: answer.handled_at, receipts: answer.receipts, changes: answer.changes, fileId: answer.id, fileName: answer.file_name, bytes: answer.bytes } : null,
      owed: received !== undefined && (answer === undefined || answer.handled_at < received.handled_at),
    }
  })
}

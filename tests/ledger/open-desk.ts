import { randomBytes } from 'node:crypto'
import { PersonId } from '#shared/kernel/ids.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import type { Context } from '../../src-main/host/office.ts'
import { openOffice, type OpenOffice } from '../../src-main/host/open-office.ts'
import { appendPiece, beginGathering } from '../../src-main/services/files/handles.ts'
import { samples } from './ledger-desk.ts'

/** A data directory and its key, to be opened by one program after another. */
export type Installation = { dataDir: string; deviceId: string; key: string }
const PERSON = PersonId.parse('01KARC0000ABCDEFGHJKMNPQRS')

export async function openInstallation({ dataDir, deviceId, key }: Installation): Promise<OpenOffice> {
  return openOffice(
    { dataDir, deviceId: DeviceId.parse(deviceId), now: Date.now, monotonic: () => performance.now(), randomBytes: (count) => randomBytes(count), fetch, emit: () => undefined, checkPassword: async () => 'wrong' },
    Uint8Array.from(Buffer.from(key, 'hex')),
  )
}

export function contextOf({ office }: OpenOffice): Context {
  return { caller: { role: 'officer', personId: PERSON, name: '周敏', login: 'zhoumin', office }, reach: 'office' }
}

/** The sample ledger under a handle. */
export function sampleHandle(context: Context): string {
  const begun = beginGathering(context, { name: '台账样例.xlsx', size: samples.xlsx.length })
  if (!begun.ok) throw new Error(begun.error.code)
  appendPiece(context, begun.value.handle, samples.xlsx.toString('base64'))
  return begun.value.handle
}

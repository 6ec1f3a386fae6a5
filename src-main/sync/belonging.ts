import { z } from 'zod'
import { OfficeDevice } from '#shared/contract/device.ts'
import type { HandOver } from '#shared/sync/hand-over.ts'
import { Instant } from '#shared/kernel/time.ts'
import type { OfficeId } from '#shared/kernel/ids.ts'
import type { Office } from '../host/office.ts'
import { keepHandOvers } from './hand-over.ts'
import { enrolmentSetting, progressSetting } from './sync-settings.ts'

/** The devices of this office as the county last told, and when. */
const devicesSetting = { id: 'office-devices', schema: z.object({ at: Instant, devices: z.array(OfficeDevice) }) }
/** What an office is called on its forms; kept by the host. */
const officeNameSetting = 'office'

type Told = { office?: { id: OfficeId; name: string } | undefined; handOvers?: HandOver[] | undefined; devices?: OfficeDevice[] | undefined; serverTime: Instant }

/** The devices of this office, as the county last told; null before it did. */
export async function officeDevices(office: Office): Promise<z.output<typeof devicesSetting.schema> | null> {
  return office.settings.get(devicesSetting.id, devicesSetting.schema)
}

/** Keeps what the county said about where this device belongs: by line with every check, by stick with every answer. */
export async function learnBelonging(office: Office, { office: told, handOvers, devices, serverTime }: Told): Promise<void> {
  if (told) await joinOffice(office, told)
  await keepHandOvers(office, handOvers ?? [])
  if (devices) await office.settings.set(devicesSetting.id, { at: serverTime, devices })
}

/**
 * This device's office was joined to another: it is that one's from now on. What it built before goes out as it was signed;
 * everything of the new office is fetched from the beginning, because the cursor passed over it.
 */
async function joinOffice(office: Office, { id, name }: { id: OfficeId; name: string }): Promise<void> {
  const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
  if (!enrolment || enrolment.officeId === id) return
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  if (progress) await office.settings.set(progressSetting.id, { ...progress, cursor: null })
  await office.settings.set(officeNameSetting, { name })
  await office.settings.set(enrolmentSetting.id, { ...enrolment, officeId: id, officeName: name })
  office.emit('sync.changed', {})
}

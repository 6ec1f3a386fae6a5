import { z } from 'zod'
import { OfficeId } from '#shared/kernel/ids.ts'
import type { Office } from '../host/office.ts'

/** The county's offices, as it named them at the last exchange. */
export const countyOfficesSetting = { id: 'county-offices', schema: z.array(z.object({ id: OfficeId, name: z.string() })) }

/** Keeps what the county says of its offices; a county of before this says nothing, and nothing changes. */
export async function learnOffices(office: Office, said: z.output<typeof countyOfficesSetting.schema> | undefined): Promise<void> {
  if (!said) return
  const known = await office.settings.get(countyOfficesSetting.id, countyOfficesSetting.schema)
  if (JSON.stringify(known) !== JSON.stringify(said)) await office.settings.set(countyOfficesSetting.id, said)
}

import { z } from 'zod'
import { defaultPolicy, type HolidayTable, holidayTable, HolidayYear, Policy } from '#shared/rules/index.ts'
import { Instant } from '#shared/kernel/time.ts'
import { holidayYears } from './load-holidays.ts'
import type { Office } from '../../host/office.ts'
import { enrolmentSetting } from '../../sync/sync-settings.ts'

/** The county's policy pack (政策包) as this device last received it. */
export const policyPackSetting = { id: 'policy-pack', schema: Policy }
/** The tables of days off that came in the same pack. */
export const holidayTablesSetting = { id: 'holiday-tables', schema: z.array(HolidayYear) }
/** Which pack is in force here: its hash, and its place among the packs of an epoch. */
export const policyHeadSetting = { id: 'policy-pack-head', schema: z.object({ hash: z.string(), epoch: z.string(), number: z.number(), setAt: Instant.nullable().default(null) }) }

/** What the county has set, with the tables it has issued compiled over the program's own. */
type InForce = { readonly policy: Policy; readonly issued: readonly HolidayYear[]; readonly holidays: HolidayTable }

// By the store: the sync knows the same office by another object (host/sealed/gate.ts).
const kept = new WeakMap<Office['log'], Promise<InForce>>()

/** Read once and kept until another pack is taken: the rules compare settings by identity, for speed. */
export function inForce(office: Office): Promise<InForce> {
  const known = kept.get(office.log)
  if (known) return known
  const reading = read(office)
  kept.set(office.log, reading)
  reading.catch(() => kept.delete(office.log))
  return reading
}

/** To be called by whoever stored another pack. */
export function forgetInForce(office: Office): void {
  kept.delete(office.log)
}

async function read(office: Office): Promise<InForce> {
  const [policy, issued] = await Promise.all([office.settings.get(policyPackSetting.id, policyPackSetting.schema), office.settings.get(holidayTablesSetting.id, holidayTablesSetting.schema)])
  return { policy: policy ?? defaultPolicy, issued: issued ?? [], holidays: holidayTable([...holidayYears(), ...(issued ?? [])]) }
}

/** The policy in force at this desk: the county's, or the defaults while it has set none. */
export async function policyPackOf(office: Office): Promise<Policy> {
  return (await inForce(office)).policy
}

/** The tables of days off in force at this desk: the program's, and over them what the county has issued. */
export async function holidaysOf(office: Office): Promise<HolidayTable> {
  return (await inForce(office)).holidays
}

/** The office's code, empty while it works alone. */
export async function officeIdOf(office: Office): Promise<string> {
  return (await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema))?.officeId ?? ''
}

import { defaultPolicy, type HolidayTable, Policy } from '#shared/rules/index.ts'
import { loadHolidays } from './load-holidays.ts'
import type { Office } from '../../host/office.ts'
import { enrolmentSetting } from '../../sync/sync-settings.ts'

/** The county's policy pack (政策包) as this device last received it. */
export const policyPackSetting = { id: 'policy-pack', schema: Policy }

/** The policy in force at this desk: the county's, or the defaults while it has set none. */
export async function policyPackOf(office: Office): Promise<Policy> {
  return (await office.settings.get(policyPackSetting.id, policyPackSetting.schema)) ?? defaultPolicy
}

/** The office's code, empty while it works alone. */
export async function officeIdOf(office: Office): Promise<string> {
  return (await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema))?.officeId ?? ''
}

let holidays: HolidayTable | undefined

/** The State Council's tables that came with the program. */
export function holidaysAtDesk(): HolidayTable {
  holidays ??= loadHolidays()
  return holidays
}

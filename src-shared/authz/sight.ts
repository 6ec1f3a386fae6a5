import { keysOf } from '../kernel/keys-of.ts'
import { type FieldClass, fieldClassLabels } from './field-class.ts'
import type { CountyRole, OfficeRole } from './roles.ts'

const every = keysOf(fieldClassLabels)
/** What a look at a case shows. What is sealed is in no case: it is reached by `sealed.look` alone. */
const wholeCase = every.filter((one) => one !== 'sealed' && one !== 'position' && one !== 'account')

/**
 * Which classes of data a role sees of a record that it reaches. An administrator of the county is none of those who
 * handle cases by rank, yet the first user of a small county is both; the auditor sees acts and no case at all.
 */
export const sights: Record<OfficeRole | CountyRole, readonly FieldClass[]> = {
  director: [...wholeCase, 'position', 'account', 'sealed'],
  officer: [...wholeCase, 'position', 'account'],
  socialWorker: wholeCase,
  // domain.md §8: no number, no judgment, no phone; of records what he wrote himself or is named in.
  volunteer: ['identity', 'home', 'guidance', 'standing', 'minor', 'narrative', 'people', 'trace'],
  countyHead: [...wholeCase, 'position', 'sealed'],
  countyOfficer: [...wholeCase, 'position'],
  countyAdministrator: [...wholeCase, 'position', 'sealed'],
  procuratorate: wholeCase,
  auditor: [],
}

/** Whether the role sees data of this class, where it reaches the record at all. */
export function sees(role: OfficeRole | CountyRole, one: FieldClass): boolean {
  return sights[role].includes(one)
}

/** Classes that no export carries, whoever asks: they are read one at a time, with an entry each (security.md §7). */
export const neverExported: readonly FieldClass[] = ['health', 'sealed', 'position', 'account']

/** Whether the role may take data of this class away in a file. */
export function mayExport(role: OfficeRole | CountyRole, one: FieldClass): boolean {
  return role !== 'volunteer' && role !== 'socialWorker' && role !== 'procuratorate' && sees(role, one) && !neverExported.includes(one)
}

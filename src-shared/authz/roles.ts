import { z } from 'zod'

/** Roles at the office. The first user of an installation is a director. */
export const OfficeRole = z.enum(['director', 'officer', 'volunteer'])
export type OfficeRole = z.output<typeof OfficeRole>

/** Roles in the county console. */
export const CountyRole = z.enum(['countyAdministrator', 'countyOfficer'])
export type CountyRole = z.output<typeof CountyRole>

/** `anyone` has not signed in; `device` is an enrolled office PC that signs its requests. */
export type Role = 'anyone' | 'device' | OfficeRole | CountyRole

/**
 * How far a granted action reaches: `self` own account, `ownGroups` subjects of whose group one is a member,
 * `office` all of one's office, `county` everything in the county.
 */
export type Reach = 'self' | 'ownGroups' | 'office' | 'county'

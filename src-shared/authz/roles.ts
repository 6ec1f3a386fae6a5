import { z } from 'zod'

/** Roles at the office. The first user of an installation is a director. */
export const OfficeRole = z.enum(['director', 'officer', 'socialWorker', 'volunteer'])
export type OfficeRole = z.output<typeof OfficeRole>

/** Roles in the county console. A user has exactly one, so that who manages users can neither read nor touch the audit (三权分立). */
export const CountyRole = z.enum(['countyHead', 'countyOfficer', 'countyAdministrator', 'auditor', 'procuratorate'])
export type CountyRole = z.output<typeof CountyRole>

/** `anyone` has not signed in; `device` is an enrolled office PC that signs its requests. */
export type Role = 'anyone' | 'device' | OfficeRole | CountyRole

/**
 * How far a granted action reaches: `self` own account, `ownGroups` what a volunteer may know of subjects of whose group
 * he is a member, `ownCases` the files of one's own cases (member of the group, in charge, standing in, opened in an
 * emergency), `office` all of one's office, `county` everything in the county.
 */
export type Reach = 'self' | 'ownGroups' | 'ownCases' | 'office' | 'county'

export const officeRoleLabels: Record<OfficeRole, string> = { director: '负责人', officer: '工作人员', socialWorker: '社会工作者', volunteer: '志愿者' }
export const countyRoleLabels: Record<CountyRole, string> = { countyHead: '县局负责人', countyOfficer: '县局干部', countyAdministrator: '管理员', auditor: '审计员', procuratorate: '检察机关（只读）' }
export const reachLabels: Record<Reach, string> = { self: '本人', ownGroups: '本人小组的对象', ownCases: '本人承办的对象', office: '本所', county: '全县' }

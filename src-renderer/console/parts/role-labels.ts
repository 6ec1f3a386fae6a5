import type { CountyRole } from '#shared/authz/roles.ts'

export const countyRoleLabels: Record<CountyRole, string> = { countyAdministrator: '管理员', countyOfficer: '县局干部' }

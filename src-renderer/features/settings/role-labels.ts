import type { OfficeRole } from '#shared/authz/roles.ts'

export const roleLabels: Record<OfficeRole, string> = { director: '负责人', officer: '工作人员', volunteer: '志愿者' }

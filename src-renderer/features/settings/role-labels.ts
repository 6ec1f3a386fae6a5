export { officeRoleLabels as roleLabels } from '#shared/authz/roles.ts'

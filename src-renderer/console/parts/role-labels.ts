export { countyRoleLabels } from '#shared/authz/roles.ts'

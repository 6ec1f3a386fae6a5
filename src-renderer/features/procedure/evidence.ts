import type { Fields } from '#shared/casework/field.ts'
import type { Values } from '#shared/domain/values.ts'

/** The evidence that a proposal names in the page's address, for the first field of a form that takes such. */
export function evidenceOf(fields: Fields, query: unknown): Values {
  const ids = typeof query === 'string' ? query.split(',').filter((id) => /^[0-9A-Za-z-]{1,40}$/.test(id)) : []
  if (ids.length === 0) return {}
  const field = Object.entries(fields).find(([, { input }]) => input.type === 'links' || input.type === 'link')
  if (!field) return {}
  return { [field[0]]: field[1].input.type === 'links' ? ids : (ids[0] ?? '') }
}

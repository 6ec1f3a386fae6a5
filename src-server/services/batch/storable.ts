import type { Json } from '#shared/kernel/canonical.ts'

/**
 * Whether PostgreSQL can keep this value as jsonb. It refuses NUL and halves of surrogate pairs, which JSON allows; one
 * such letter must cost its own document and not the whole batch, for ever.
 */
export function isStorable(value: Json | undefined): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(isStorable)
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member))
}

import type { Json } from '#shared/kernel/canonical.ts'

/** How JSON writes the letters that PostgreSQL refuses; also how it writes a text that only looks so. */
const suspicious = /\\u(?:0000|d[89a-f])/i

/**
 * Whether PostgreSQL can keep this value as jsonb. It refuses NUL and halves of surrogate pairs, which JSON allows; one
 * such letter must cost its own document and not the whole batch, for ever.
 */
export function isStorable(value: Json | undefined): boolean {
  return value === undefined || !suspicious.test(JSON.stringify(value)) || isEachStorable(value)
}

function isEachStorable(value: Json | undefined): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(isEachStorable)
  return Object.entries(value).every(([key, member]) => isEachStorable(key) && isEachStorable(member))
}

/** Values that survive JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * JSON with sorted keys and no spaces: equal values give equal text, so text can be hashed and signed.
 * Follows RFC 8785 for what we store (no NaN, no Infinity; undefined members are left out). Throws on those.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('canonicalJson: not a finite number')
    return JSON.stringify(value)
  }
  // Grown by hand: this runs over every document of every batch, several times, and lists of parts cost twice as much.
  let text = ''
  if (isList(value)) {
    for (const member of value) text += `${text === '' ? '' : ','}${canonicalJson(member)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${keyText(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** Whether two values have the same canonical JSON, without writing either out. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((member, index) => isSameJson(member, b[index]))
  const keys = Object.keys(a)
  if (!keys.every((key) => isSameJson(a[key], b[key]))) return false
  return Object.keys(b).every((key) => a[key] !== undefined || b[key] === undefined)
}

// The names of fields are few and come again in every document.
const keys = new Map<string, string>()

function keyText(key: string): string {
  const known = keys.get(key)
  if (known !== undefined) return known
  const text = JSON.stringify(key)
  // A bound, should somebody use values as names.
  if (keys.size < 2000) keys.set(key, text)
  return text
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** Whether a string has no lone surrogate, that is: whether it is text at all. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed()
}

/**
 * Takes a value and its JSON text, gives the path of the first string (or key) in it that is not well-formed
 * Unicode, or undefined. SQLite would store a lone surrogate as U+FFFD: two ids could become one.
 * JSON.stringify writes lone surrogates as escapes, so texts without one need no walk.
 */
export function findIllFormed(value: unknown, json: string): string | undefined {
  return json.includes('\\ud') ? walk(value, '') : undefined
}

function walk(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isWellFormed(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, child] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    const found = isWellFormed(key) ? walk(child, at) : at
    if (found !== undefined) return found
  }
  return undefined
}

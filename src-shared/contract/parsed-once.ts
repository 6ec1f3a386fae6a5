import type { z } from 'zod'

/**
 * Takes the schema of a flat object, gives one that means the same, and does not look again through a frozen object that
 * it has found right before: for long lists that are kept and answered again with few rows changed. Such an object cannot
 * have changed since, so nothing undeclared leaves. Any other value is parsed each time.
 */
export function parsedOnce<S extends z.ZodObject>(schema: S): S {
  const right = new WeakSet<object>()
  const once = schema.clone() as S
  const run = once._zod.run
  once._zod.run = (payload, context) => {
    const given = payload.value
    if (!isFixed(given)) return run(payload, context)
    if (right.has(given)) return payload
    const parsed = run(payload, context)
    if (parsed instanceof Promise || parsed.issues.length > 0) return parsed
    right.add(given)
    parsed.value = given
    return parsed
  }
  return once
}

// What it holds must be as fixed as itself.
function isFixed(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isFrozen(value) && !Object.values(value).some((held) => typeof held === 'object' && held !== null)
}

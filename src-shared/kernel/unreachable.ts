/** Ends a switch over a union: does not compile while a case is missing, throws if a value from outside slips through. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}

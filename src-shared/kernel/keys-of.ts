/** The keys of a table, typed, in its order. */
export function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  // Object.keys forgets the type of a table that is known to hold nothing else.
  return Object.keys(table) as K[]
}

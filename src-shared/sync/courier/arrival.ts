/** A numbered file as its receiver remembers it. */
export type Seen = { chain: string; number: number; hash: string }
export type Arriving = { chain: string; number: number; hash: string; previous: { number: number; hash: string } | null }

/**
 * What a numbered file is to its receiver, who has seen these files of the same sender before. `next`: newer than all;
 * `missing` are those between that were written whole and never came. `late`: older than what was seen, not seen itself.
 * `again`: this very file. `fork`: another content under a number that is taken, or another history before it.
 */
export type Arrival = { as: 'next'; missing: number[] } | { as: 'late' } | { as: 'again' } | { as: 'fork'; number: number }

/** Judges a file by its chain alone; pure. */
export function judgeArrival(seen: readonly Seen[], file: Arriving): Arrival {
  const chain = seen.filter((one) => one.chain === file.chain)
  const same = chain.find((one) => one.number === file.number)
  if (same) return same.hash === file.hash ? { as: 'again' } : { as: 'fork', number: file.number }
  const { previous } = file
  const before = previous && chain.find((one) => one.number === previous.number)
  if (before && previous && before.hash !== previous.hash) return { as: 'fork', number: previous.number }
  const newest = Math.max(0, ...chain.map((one) => one.number))
  if (file.number < newest) return { as: 'late' }
  // Numbers after `previous` belong to files that were never whole: nobody need look for them.
  const missing: number[] = []
  for (let number = newest + 1; number <= (previous?.number ?? 0) && missing.length < 20; number++) missing.push(number)
  return { as: 'next', missing }
}

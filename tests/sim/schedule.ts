/** What the simulator does, one after the other; `desk` is a number, taken modulo of how many there are. */
export type Operation =
  | { do: 'create'; desk: number }
  | { do: 'visit'; desk: number; pick: number }
  | { do: 'edit'; desk: number; pick: number; field: 'phone' | 'village' | 'note' }
  | { do: 'sync'; desk: number; line: 'open' | 'down' | 'loseAnswer' | 'halfAnswer' | 'double' | 'alterReceipt' }
  | { do: 'kill'; desk: number; during: 'nothing' | 'sync' | 'visit'; pick: number }
  | { do: 'clock'; desk: number; hours: number }
  /** A stick to the county and back. `lost`: it never arrives. `doubled`: each file is read twice. `old`: the file before it is brought once more, after it. `noAnswer`: only the way there. */
  | { do: 'stick'; desk: number; fate: 'whole' | 'lost' | 'doubled' | 'old' | 'noAnswer' }
  /** An officer of the county says something to a record. */
  | { do: 'review'; pick: number; state: 'APPROVED' | 'RETURNED' | 'ISSUES' }
  /** A record is corrected by a new one at a desk. */
  | { do: 'correct'; desk: number; pick: number }
  | { do: 'backUpDesk'; desk: number }
  | { do: 'restoreDesk'; desk: number }
  | { do: 'backUpCounty' }
  | { do: 'restoreCounty' }
  | { do: 'restartCounty' }

/** Same seed, same numbers. (mulberry32) */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The operations and faults of a seed; always the same ones. */
export function scheduleOf(seed: number, { steps, desks }: { steps: number; desks: number }): Operation[] {
  const random = randomOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const one = <T>(list: readonly T[]): T => list[below(list.length)] ?? (() => { throw new Error('nothing to choose from') })()
  const made: Operation[] = [{ do: 'create', desk: below(desks) }, { do: 'sync', desk: 0, line: 'open' }, { do: 'sync', desk: 1, line: 'open' }]
  while (made.length < steps) {
    const desk = below(desks)
    const pick = below(1000)
    const dice = random()
    if (dice < 0.05) made.push({ do: 'create', desk })
    else if (dice < 0.18) made.push({ do: 'visit', desk, pick })
    else if (dice < 0.36) made.push({ do: 'edit', desk, pick, field: one(['phone', 'village', 'note']) })
    else if (dice < 0.44) made.push({ do: 'stick', desk, fate: one(['whole', 'whole', 'lost', 'doubled', 'old', 'noAnswer']) })
    else if (dice < 0.48) made.push({ do: 'review', pick, state: one(['APPROVED', 'RETURNED', 'ISSUES']) })
    else if (dice < 0.52) made.push({ do: 'correct', desk, pick })
    else if (dice < 0.74) made.push({ do: 'sync', desk, line: one(['open', 'open', 'open', 'down', 'loseAnswer', 'halfAnswer', 'double', 'alterReceipt']) })
    else if (dice < 0.82) made.push({ do: 'kill', desk, pick, during: one(['nothing', 'sync', 'visit']) })
    else if (dice < 0.86) made.push({ do: 'clock', desk, hours: one([-48, -1, 1, 48, 24 * 365, -24 * 365]) })
    else if (dice < 0.89) made.push({ do: 'backUpDesk', desk })
    else if (dice < 0.92) made.push({ do: 'restoreDesk', desk })
    else if (dice < 0.95) made.push({ do: 'backUpCounty' })
    else if (dice < 0.98) made.push({ do: 'restoreCounty' })
    else made.push({ do: 'restartCounty' })
  }
  return made
}

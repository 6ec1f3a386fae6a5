import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, replaceFile } from '../private-files.ts'

const Counter = z.strictObject({ failures: z.int().nonnegative(), waitMs: z.number().nonnegative() })
type Counter = z.output<typeof Counter>
const FailedLogIn = z.strictObject({ at: z.string(), personId: z.string() })
/** A failed log-in that still waits to be written into the audit chain. */
export type FailedLogIn = z.output<typeof FailedLogIn>

const GuessFile = z.strictObject({ device: Counter, users: z.record(z.string(), Counter), failed: z.array(FailedLogIn) })
type GuessFile = z.output<typeof GuessFile>

/** A user may fail 5 times in a row; the whole device 20, so that trying each name in turn does not help. */
const FREE = { user: 5, device: 20 }
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
const MOST_KEPT = 1000

export type Guessing = {
  /** Seconds this person must still wait before a password is looked at; 0 when he need not. */
  waitSeconds(personId: string): number
  /** Counts a failure *before* the password is checked, on disk when it returns: a kill in between counts against the guesser. */
  begin(personId: string, at: string): void
  /** The password was right after all. */
  succeeded(personId: string): void
  /** Failed log-ins not yet in the audit chain, without the one whose password is being looked at. */
  failed(): readonly FailedLogIn[]
  /** They are in the chain now: forget the first `count`. */
  forgetFailed(count: number): void
}

/**
 * Guessing limits that survive kill, restart and any change of the clock. What is kept is how long is left to wait, and
 * it is worn down only by the machine's running time while this program runs (`clock`: ms that never go backwards); the
 * calendar clock has no say. Kept in two files, of which the stricter wins.
 */
export function openGuessing(dataDir: string, clock: () => number): Guessing {
  const places = [join(dataDir, 'guesses.json'), join(dataDir, 'guesses.spare.json')]
  const state = places.map(read).reduce(stricter)
  const runningSince = new Map<Counter, number>()
  /** A password that is being looked at while somebody else enters the office is no failed one yet. */
  let underWay: FailedLogIn | null = null
  const known = (): FailedLogIn[] => state.failed.filter((one) => one !== underWay)
  for (const counter of [state.device, ...Object.values(state.users)]) runningSince.set(counter, clock())

  const counterOf = (personId: string): Counter => (state.users[personId] ??= { failures: 0, waitMs: 0 })
  const left = (counter: Counter): number => {
    const now = clock()
    return Math.max(0, counter.waitMs - (now - (runningSince.get(counter) ?? now)))
  }
  const save = (): void => places.forEach((place) => replaceFile(place, JSON.stringify(state)))

  function count(counter: Counter, free: number): void {
    counter.failures += 1
    counter.waitMs = counter.failures < free ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (counter.failures - free), LONGEST_WAIT_MS)
    runningSince.set(counter, clock())
  }

  function clear(counter: Counter): void {
    counter.failures = 0
    counter.waitMs = 0
  }

  return {
    waitSeconds: (personId) => Math.ceil(Math.max(left(counterOf(personId)), left(state.device)) / 1000),
    begin(personId, at) {
      count(counterOf(personId), FREE.user)
      count(state.device, FREE.device)
      underWay = { at, personId }
      state.failed.push(underWay)
      if (state.failed.length > MOST_KEPT) state.failed.shift()
      save()
    },
    succeeded(personId) {
      clear(counterOf(personId))
      clear(state.device)
      state.failed = state.failed.filter((one) => one !== underWay)
      underWay = null
      save()
    },
    failed: known,
    forgetFailed(number) {
      if (number === 0) return
      const gone = new Set(known().slice(0, number))
      state.failed = state.failed.filter((one) => !gone.has(one))
      save()
    },
  }
}

function read(place: string): GuessFile {
  const empty: GuessFile = { device: { failures: 0, waitMs: 0 }, users: {}, failed: [] }
  const text = readIfThere(place)
  if (text === null) return empty
  try {
    return GuessFile.parse(JSON.parse(text))
  } catch {
    // Damaged by hand or by the disk: as if one user's free tries were used up, the other copy may know more.
    return { ...empty, device: { failures: FREE.device, waitMs: FIRST_WAIT_MS } }
  }
}

function stricter(a: GuessFile, b: GuessFile): GuessFile {
  const users = [...new Set([...Object.keys(a.users), ...Object.keys(b.users)])]
  return {
    device: worse(a.device, b.device),
    users: Object.fromEntries(users.map((id) => [id, worse(a.users[id], b.users[id])])),
    failed: a.failed.length >= b.failed.length ? a.failed : b.failed,
  }
}

function worse(a: Counter | undefined, b: Counter | undefined): Counter {
  return { failures: Math.max(a?.failures ?? 0, b?.failures ?? 0), waitMs: Math.max(a?.waitMs ?? 0, b?.waitMs ?? 0) }
}

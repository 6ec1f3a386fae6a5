import { type Instant, toMilliseconds } from '../kernel/time.ts'

/** Since when the county has answered and yet nothing that waits has been receipted; `told`: it was called stuck once. */
export type Standstill = { since: Instant; received: number; looks: number; told: boolean }
/** How an exchange ended. `received`: number of the newest batch with a receipt. `minutes`: the policy's patience. */
export type Look = { reached: boolean; waiting: number; received: number; now: Instant; minutes: number }

/** A PC that slept for a night looks twice with hours in between; a queue that stands still is seen more often. */
const fewestLooks = 3

/**
 * Whether what waits here is stuck although the county can be reached. Time without a line does not count; a receipt or
 * an empty queue ends it, a line that went away does not.
 */
export function watchStandstill(before: Standstill | null, look: Look): { next: Standstill | null; stuck: boolean; begins: boolean } {
  const ended = { next: null, stuck: false, begins: false }
  if (look.waiting === 0) return ended
  if (!look.reached) return before?.told ? { next: before, stuck: true, begins: false } : ended
  const begun = { since: look.now, received: look.received, looks: 1, told: false }
  if (!before || before.received !== look.received || before.since > look.now) return { ...ended, next: begun }
  const looks = before.looks + 1
  const stuck = before.told || (looks >= fewestLooks && toMilliseconds(look.now) - toMilliseconds(before.since) >= look.minutes * 60_000)
  return { next: { ...before, looks, told: stuck }, stuck, begins: stuck && !before.told }
}

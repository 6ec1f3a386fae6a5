const day = 86_400_000
/** Said before the end: so many days, or a third of the whole where that is less. */
const WARNED_DAYS = 7
/** So long an office can read and bring its work to the county before nobody can log in any more. UNSURE: no text names it. */
export const READ_ONLY_DAYS = 15

/** From when the days count, by the device's own clock, and how many they are. */
export type Lease = { readonly since: number; readonly days: number }
export type LeaseState =
  | { readonly phase: 'none' }
  | { readonly phase: 'good' | 'warned' | 'readOnly' | 'locked'; /** Whole days since the county was heard. */ readonly silent: number; /** Whole days until the next phase. */ readonly left: number }

/**
 * How a device stands with its lease. `seen`: the latest time that its own entries since then show; a clock that was set
 * back behind it gains nothing. Days are counted between two readings of one clock, so a clock that is off by a constant
 * neither shortens nor lengthens them.
 */
export function leaseState(lease: Lease | null, clock: { now: number; seen: number }): LeaseState {
  if (!lease || lease.days === 0) return { phase: 'none' }
  const elapsed = Math.max(clock.now, clock.seen, lease.since) - lease.since
  const silent = Math.floor(elapsed / day)
  const end = lease.days * day
  const until = (limit: number): number => Math.max(0, Math.ceil((limit - elapsed) / day))
  if (elapsed >= end + READ_ONLY_DAYS * day) return { phase: 'locked', silent, left: 0 }
  if (elapsed >= end) return { phase: 'readOnly', silent, left: until(end + READ_ONLY_DAYS * day) }
  const warned = Math.min(WARNED_DAYS, lease.days / 3) * day
  return { phase: elapsed >= end - warned ? 'warned' : 'good', silent, left: until(end) }
}

import { daysBetween, LocalDate, localDateOf, type Instant } from '#shared/kernel/time.ts'

const DAILY = 7
const WEEKLY = 4
/** A Monday; only differences matter. */
const MONDAY = LocalDate.parse('2024-01-01')

/**
 * Which daily backups may go, given all of them: the newest of each of the newest 7 days stays, and the newest of each
 * of the newest 4 weeks that have one. By dates inside the backups, never by the clock of now: a clock that jumped
 * ahead must not empty the folder.
 */
export function spent<T extends { madeAt: Instant }>(backups: readonly T[]): T[] {
  const newestFirst = [...backups].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
  const kept = new Set([...newestOfEach(newestFirst, ({ madeAt }) => localDateOf(madeAt), DAILY), ...newestOfEach(newestFirst, weekOf, WEEKLY)])
  return newestFirst.filter((backup) => !kept.has(backup))
}

function newestOfEach<T>(newestFirst: T[], keyOf: (backup: T) => string | number, count: number): T[] {
  const newest = new Map<string | number, T>()
  for (const backup of newestFirst) if (!newest.has(keyOf(backup))) newest.set(keyOf(backup), backup)
  return [...newest.values()].slice(0, count)
}

function weekOf({ madeAt }: { madeAt: Instant }): number {
  return Math.floor(daysBetween(MONDAY, localDateOf(madeAt)) / 7)
}

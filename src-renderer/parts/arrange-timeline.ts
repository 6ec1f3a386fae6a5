import type { TimelineEntry } from '#shared/contract/subject.ts'

/** A fact and its corrections, oldest correction first; the last one holds. */
export type Told = { first: TimelineEntry; corrections: TimelineEntry[] }

/**
 * Hangs every correction on what it corrects, at the place of the first record. Confirmations are no entries of their
 * own: they show as hands of the record. A correction whose original is not among `entries` stands for itself.
 */
export function arrangeTimeline(entries: readonly TimelineEntry[]): Told[] {
  const shown = entries.filter((entry) => entry.record.kind !== 'confirmation')
  const byId = new Map(shown.map((entry) => [entry.record.id, entry]))
  const told = new Map<string, Told>()
  for (const entry of shown) {
    const first = firstOf(entry, byId)
    const one = told.get(first.record.id) ?? { first, corrections: [] }
    told.set(first.record.id, entry === first ? one : { ...one, corrections: [...one.corrections, entry] })
  }
  return [...told.values()]
    .map(({ first, corrections }) => ({ first, corrections: corrections.sort((a, b) => a.record.recordedAt.localeCompare(b.record.recordedAt)) }))
    .sort((a, b) => b.first.record.occurredAt.localeCompare(a.first.record.occurredAt))
}

function firstOf(entry: TimelineEntry, byId: ReadonlyMap<string, TimelineEntry>): TimelineEntry {
  const seen = new Set<string>()
  let current = entry
  while (current.record.corrects && !seen.has(current.record.id)) {
    seen.add(current.record.id)
    const older = byId.get(current.record.corrects.recordId)
    if (!older) break
    current = older
  }
  return current
}

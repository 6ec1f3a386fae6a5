import type { LedgerColumn } from '#shared/contract/ledger.ts'
import type { LedgerRow } from '#shared/domain/ledger/cell.ts'

/** The columns with their titles and the first three different values, by which a clerk recognises them. Blank columns are left out. */
export function samplesOf(titles: readonly string[], people: readonly LedgerRow[]): LedgerColumn[] {
  const width = people.reduce((most, { cells }) => Math.max(most, cells.length), titles.length)
  return Array.from({ length: width }, (_, index) => {
    const samples = new Set<string>()
    for (const { cells } of people) {
      const text = cells[index]?.text.trim()
      if (text) samples.add(text.slice(0, 40))
      if (samples.size === 3) break
    }
    return { index, title: (titles[index] ?? '').trim().slice(0, 60), samples: [...samples] }
  }).filter(({ title, samples }) => title !== '' || samples.length > 0)
}

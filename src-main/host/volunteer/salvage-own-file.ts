import { copyFileSync, existsSync } from 'node:fs'
import type { AuditEntry } from '../../store/documents.ts'
import { salvageStore } from '../../store/rx-storage-sqlite/index.ts'
import { entryIn } from './audit-copy.ts'
import { type Found, presentForm } from './own-file.ts'
import { companions, databaseOf, generationKey, type Place, wipe } from './place.ts'

/**
 * Everything readable of a volunteer's file that is damaged; nothing when not even his key opens it. Read from a copy,
 * because opening changes a file. Of his chain only what follows on `last` without a gap: what comes after a hole
 * proves nothing and stays in the file that is set aside.
 */
export async function salvageOwnFile(place: Place, { generation, ownKey }: { generation: number; ownKey: Uint8Array }, last: AuditEntry | null): Promise<Found[]> {
  const file = databaseOf(place, generation)
  const copy = `${file}.partial`
  const key = generationKey(place, ownKey, generation)
  try {
    for (const end of ['', '-wal']) if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`)
    const newest = new Map<string, ReturnType<typeof salvageStore>['documents'][number]>()
    for (const change of salvageStore({ filename: copy, key }).documents) {
      const name = `${change.collection}/${change.id}`
      if ((newest.get(name)?.sequence ?? 0) < change.sequence) newest.set(name, change)
    }
    return withoutGap([...newest.values()].sort((a, b) => a.sequence - b.sequence).map(presentForm), last)
  } finally {
    key.fill(0)
    for (const end of companions) wipe(`${copy}${end}`)
  }
}

function withoutGap(found: readonly Found[], last: AuditEntry | null): Found[] {
  const entries = found.flatMap(({ collection, document }) => (collection === 'audit' ? (entryIn(document) ?? []) : [])).sort((a, b) => a.sequence - b.sequence)
  const chained = new Set<string>()
  let head = last
  for (const entry of entries) {
    const follows = entry.sequence === (head?.sequence ?? 0) + 1 && (head === null || entry.previousHash === head.hash)
    if (entry.hash === head?.hash || !follows) continue
    chained.add(entry.id)
    head = entry
  }
  return found.filter(({ collection, id }) => collection !== 'audit' || chained.has(id))
}

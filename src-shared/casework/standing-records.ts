import type { CorrectionRecord } from '../domain/record.ts'

/** A record that counts, under the id of the first of its chain: what named the first still names it after a correction. */
export type Standing<R extends CorrectionRecord = CorrectionRecord> = { readonly id: string; readonly record: R }

/** The records that no correction has replaced, each with the id of the record it goes back to, in the order given. */
export function standingRecords<R extends CorrectionRecord>(records: readonly R[]): Standing<R>[] {
  const older = new Map(records.flatMap(({ id, corrects }) => (corrects ? [[String(id), String(corrects.recordId)] as const] : [])))
  const replaced = new Set(older.values())
  const rootOf = (id: string): string => {
    const seen = new Set<string>()
    let root = id
    for (let next = older.get(root); next !== undefined && !seen.has(next); next = older.get(root)) {
      seen.add(next)
      root = next
    }
    return root
  }
  return records.filter(({ id }) => !replaced.has(id)).map((record) => ({ id: rootOf(record.id), record }))
}

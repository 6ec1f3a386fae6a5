import type { BulkWriteRow } from 'rxdb'

/** One part of a bulk write in which no document id comes twice. */
export type Slice<T> = BulkWriteRow<T>[]

/** Small enough that one slice takes a few milliseconds, large enough that cutting costs nothing. */
const SLICE_ROWS = 100

/**
 * Cuts the rows of a bulk write, in order. A slice ends where it is full or where an id comes again, so that
 * the second write of one document meets the first one in the database and gets its conflict.
 */
export function cutIntoSlices<T>(
  rows: BulkWriteRow<T>[],
  idOf: (row: BulkWriteRow<T>) => string,
): { slices: Slice<T>[]; duplicates: boolean } {
  const slices: Slice<T>[] = []
  let current: Slice<T> = []
  let ids = new Set<string>()
  const everything = new Set<string>()
  for (const row of rows) {
    const id = idOf(row)
    if (current.length >= SLICE_ROWS || ids.has(id)) {
      slices.push(current)
      current = []
      ids = new Set()
    }
    current.push(row)
    ids.add(id)
    everything.add(id)
  }
  if (current.length > 0) slices.push(current)
  return { slices, duplicates: everything.size < rows.length }
}

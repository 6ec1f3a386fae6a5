import type { BulkWriteRow } from 'rxdb'
import { breathe } from './fifo.ts'

/** One part of a bulk write in which no document id comes twice. */
export type Slice<T> = BulkWriteRow<T>[]

/** Small enough that one slice takes a few milliseconds, large enough that cutting costs nothing. */
const SLICE_ROWS = 100
/** How many rows are looked at before the event loop may turn. */
const ROWS_PER_TURN = 5000

/**
 * Cuts the rows of a bulk write, in order, over as many turns as it takes. A slice ends where it is full or where an id
 * comes again, so that the second write of one document meets the first one in the database and gets its conflict.
 */
export async function cutIntoSlices<T>(
  rows: readonly BulkWriteRow<T>[],
  idOf: (row: BulkWriteRow<T>) => string,
): Promise<{ slices: Slice<T>[]; duplicates: boolean }> {
  const slices: Slice<T>[] = []
  let current: Slice<T> = []
  let ids = new Set<string>()
  const everything = new Set<string>()
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % ROWS_PER_TURN === 0) await breathe()
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

import type { LedgerCell, LedgerRow } from '#shared/domain/ledger/cell.ts'
import { placeOf } from './cell-place.ts'
import { limits } from './limits.ts'

/**
 * Puts the value of each merged area into all of its cells that belong to a kept row, marked as merged: a village
 * written once beside five people is the village of all five. Rows that hold nothing of their own are not made up.
 */
export function fillMerged(rows: LedgerRow[], references: readonly string[]): LedgerRow[] {
  if (references.length === 0) return rows
  const byNumber = new Map<number, (LedgerCell | null)[]>(rows.map(({ row, cells }) => [row, [...cells]]))
  for (const reference of references) fillOne(byNumber, reference)
  return rows.map(({ row }) => ({ row, cells: Array.from(byNumber.get(row) ?? [], (cell) => cell ?? null) }))
}

function fillOne(rows: Map<number, (LedgerCell | null)[]>, reference: string): void {
  const [first = '', last = first] = reference.split(':')
  const from = placeOf(first)
  const to = placeOf(last)
  const value = rows.get(from.row)?.[from.column]
  if (!value) return
  for (let row = from.row; row <= Math.min(to.row, from.row + limits.rows); row++) {
    const cells = rows.get(row)
    if (!cells) continue
    for (let column = from.column; column <= Math.min(to.column, limits.columns - 1); column++) {
      if (row !== from.row || column !== from.column) cells[column] ??= { ...value, merged: true }
    }
  }
}

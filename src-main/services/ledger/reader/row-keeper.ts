import type { LedgerCell, LedgerRow } from '#shared/domain/ledger/cell.ts'
import { limits } from './limits.ts'
import { hostile } from './refused.ts'

/** Gathers the rows of a sheet within the limits. */
export type RowKeeper = {
  readonly rows: LedgerRow[]
  /** Keeps a row; one without content is dropped. False once there are more than any ledger has: then only count. */
  keep(row: number, cells: (LedgerCell | null)[]): boolean
}

/** Begins with no rows. `keep` throws a refusal on more columns or text than a ledger can have. */
export function createRowKeeper(): RowKeeper {
  const rows: LedgerRow[] = []
  let characters = 0
  return {
    rows,
    keep(row, cells) {
      if (rows.length >= limits.rows) return false
      let last = -1
      cells.forEach((cell, index) => {
        if (!cell) return
        if (cell.text.length > limits.cellCharacters) throw hostile(`第 ${row} 行有一格超过 ${limits.cellCharacters} 个字`)
        characters += cell.text.length
        last = index
      })
      if (last >= limits.columns) throw hostile(`列数超过 ${limits.columns} 列`)
      if (characters > limits.textCharacters) throw hostile('文字多得不像台账')
      if (last >= 0) rows.push({ row, cells: cells.slice(0, last + 1) })
      return true
    },
  }
}

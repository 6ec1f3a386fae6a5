import { limits } from './limits.ts'
import { hostile, refused } from './refused.ts'

/** Row (1-based) and column (0-based) of a reference like `C12`. */
export function placeOf(reference: string): { row: number; column: number } {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? []
  if (letters === undefined || digits === undefined) throw refused('FILE_INCOMPLETE')
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(digits)
  if (row < 1 || row > limits.lastRow || column > 16_383) throw hostile('单元格位置超出表格范围')
  return { row, column }
}

import type { LedgerCell, LedgerRow } from './cell.ts'
import { type ColumnMapping, LedgerField } from './fields.ts'
import { halvesOf } from './read-date.ts'
import { plainTitle, termTitles, titlesOf } from './header-words.ts'

export type LedgerHeader = {
  /** Title of each column by index; empty where it has none. */
  readonly titles: readonly string[]
  readonly guess: ColumnMapping
  /** How many rows of the sheet stand above the first row of people. */
  readonly rowsAbove: number
}

const fieldOfTitle = new Map<string, LedgerField>(LedgerField.options.flatMap((field) => titlesOf(field).map((title) => [title, field] as const)))
const searched = 20

/**
 * Finds the title row (offices put a merged headline and a line with unit and date above it, and sometimes split the
 * titles over two rows), and guesses which column fills which field. Null where there is no row with content.
 */
export function findHeader(rows: readonly LedgerRow[]): LedgerHeader | null {
  const scored = rows.slice(0, searched).map((row, index) => ({ row, index, score: knownTitles(row) }))
  const best = scored.reduce<(typeof scored)[number] | null>((top, next) => (next.score > (top?.score ?? 1) ? next : top), null)
  const chosen = best ?? scored.find(({ row }) => distinctTexts(row) >= 2) ?? scored[0]
  if (!chosen) return null
  const below = rows[chosen.index + 1]
  const second = below && isSecondLine(chosen.row, below) ? below : null
  const titles = titlesFrom(chosen.row, second)
  return { titles, guess: guessColumns(titles, rows.slice(chosen.index + (second ? 2 : 1))), rowsAbove: chosen.index + (second ? 2 : 1) }
}

function knownTitles(row: LedgerRow): number {
  const fields = row.cells.filter((cell) => cell && !isWide(row, cell)).map((cell) => fieldFor(cell?.text ?? ''))
  return new Set(fields.filter((field) => field !== null)).size
}

// A headline merged over the row repeats its text in every column.
function isWide(row: LedgerRow, cell: LedgerCell): boolean {
  return row.cells.filter((other) => other?.text === cell.text).length > 4
}

function distinctTexts(row: LedgerRow): number {
  return new Set(row.cells.flatMap((cell) => (cell ? [cell.text] : []))).size
}

// Titles over two rows: those that have no second part are merged downwards.
function isSecondLine(upper: LedgerRow, lower: LedgerRow): boolean {
  return upper.cells.some((cell, index) => cell && fieldFor(cell.text) !== null && lower.cells[index]?.merged === true && lower.cells[index]?.text === cell.text)
}

function titlesFrom(upper: LedgerRow, lower: LedgerRow | null): string[] {
  const width = Math.max(upper.cells.length, lower?.cells.length ?? 0)
  return Array.from({ length: width }, (_, index) => {
    const top = upper.cells[index]?.text ?? ''
    const bottom = lower?.cells[index]?.text ?? ''
    if (!bottom || bottom === top) return top
    return fieldFor(top + bottom) ? top + bottom : fieldFor(bottom) || !top ? bottom : top + bottom
  })
}

function fieldFor(title: string): LedgerField | 'term' | null {
  const plain = plainTitle(title)
  return fieldOfTitle.get(plain) ?? (termTitles.includes(plain) ? 'term' : null)
}

// The first column of a title wins: a second `联系电话` is mostly the family's.
function guessColumns(titles: readonly string[], people: readonly LedgerRow[]): ColumnMapping {
  const guess: ColumnMapping = {}
  titles.forEach((title, index) => {
    const field = fieldFor(title)
    if (field && field !== 'term') guess[field] ??= index
  })
  const term = titles.findIndex((title) => fieldFor(title) === 'term')
  // `矫正期限` may as well hold "一年六个月": both ends are taken from it only where two dates stand in it.
  if (term >= 0 && people.slice(0, 10).some((row) => halvesOf(row.cells[term]?.text ?? '').length === 2)) {
    if (guess.termStart === undefined && guess.termEnd === undefined) Object.assign(guess, { termStart: term, termEnd: term })
  }
  return guess
}

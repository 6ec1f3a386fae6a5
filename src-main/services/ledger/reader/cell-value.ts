import type { LedgerCell } from '#shared/domain/ledger/cell.ts'
import { dateOfSerial } from '#shared/domain/ledger/read-date.ts'
import { hostile, refused } from './refused.ts'

/** A cell as its XML gives it. */
export type RawCell = { readonly type: string; readonly style: number; readonly value: string; readonly formula: string | null }
export type CellTables = { readonly strings: readonly string[]; readonly dateStyles: readonly boolean[]; readonly from1904: boolean }

/** What a cell holds; null where it is empty. A formula stays a formula whatever its cached value looks like. */
export function cellValue(raw: RawCell, tables: CellTables): LedgerCell | null {
  const { type, value } = raw
  const text = type === 's' ? sharedText(value, tables.strings) : value
  if (raw.formula !== null) {
    refuseReachingOut(raw.formula)
    const shown = type === '' || type === 'n' ? numberOrDate(text || '0', tables.dateStyles[raw.style] === true, tables.from1904).text : text
    return { kind: 'formula', text: text && shown }
  }
  if (text.trim() === '') return null
  switch (type) {
    case 's':
    case 'str':
    case 'inlineStr':
      return { kind: 'text', text }
    case 'b':
      return { kind: 'truth', text }
    case 'e':
      return { kind: 'fault', text }
    case 'd':
      return { kind: 'date', text: text.slice(0, 10) }
    case '':
    case 'n':
      return numberOrDate(text, tables.dateStyles[raw.style] === true, tables.from1904)
    default:
      throw refused('FILE_INCOMPLETE')
  }
}

function numberOrDate(text: string, shownAsDay: boolean, from1904: boolean): LedgerCell {
  const value = Number(text)
  if (!Number.isFinite(value)) throw refused('FILE_INCOMPLETE')
  const date = shownAsDay ? dateOfSerial(value, from1904) : null
  return date ? { kind: 'date', text: date } : { kind: 'number', text: text.trim() }
}

function sharedText(index: string, strings: readonly string[]): string {
  const text = strings[Number(index)]
  if (text === undefined) throw refused('FILE_INCOMPLETE')
  return text
}

// DDE ( cmd|'/C …'!A1 ), other workbooks ( [1]Sheet!A1 ) and functions that call out of the sheet.
function refuseReachingOut(formula: string): void {
  const bare = formula.replace(/"[^"]*"/g, '""')
  if (/\w\s*\|\s*['"\w]/.test(bare)) throw hostile('含有会启动其他程序的公式')
  if (/\[\d+\]|\[[^\]]+\.xl/i.test(bare) || /\b(WEBSERVICE|CALL|REGISTER\.ID|RTD|FILTERXML|SQL\.REQUEST)\s*\(/i.test(bare)) throw hostile('公式指向外部文件或网络')
}

import type { LedgerCell, LedgerSheet } from '#shared/domain/ledger/cell.ts'
import { LEDGER_ROW_LIMIT } from '#shared/domain/ledger/fields.ts'
import { decodeText } from './decode-text.ts'
import { createRowKeeper } from './row-keeper.ts'
import { Refused, refused } from './refused.ts'
import { splitCsv } from './split-csv.ts'

// What spreadsheet programs run when they open a CSV: ="…", @SUM(…), +cmd|'…'!A1.
const runs = /^[=@]|^[+-].*[(|!]/

/** Reads a CSV file (RFC 4180; comma, semicolon or tab). Every cell is text; nothing is turned into numbers or dates. */
export function readCsv(bytes: Buffer): LedgerSheet {
  const { encoding, text } = decodeText(bytes)
  const keeper = createRowKeeper()
  let records = 0
  let wide = false
  for (const record of splitCsv(text.replace(/^\uFEFF/, '').replace(/\u001A+$/, ''))) {
    records++
    wide ||= record.length > 1
    keeper.keep(records, record.map(cellOf))
  }
  if (records > keeper.rows.length && keeper.rows.length > LEDGER_ROW_LIMIT) throw new Refused('FILE_TOO_MANY_ROWS', { rows: records, limit: LEDGER_ROW_LIMIT })
  if (!wide && keeper.rows.length > 0) throw refused('FILE_NOT_SPREADSHEET')
  return { encoding, rows: keeper.rows, notices: [] }
}

function cellOf(field: string): LedgerCell | null {
  if (field.trim() === '') return null
  return { kind: runs.test(field.trim()) ? 'formula' : 'text', text: field }
}

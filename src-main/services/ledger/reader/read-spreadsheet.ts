import type { LedgerSheet } from '#shared/domain/ledger/cell.ts'
import { kindOfFile } from './kind-of-file.ts'
import { readCsv } from './read-csv.ts'
import { refused } from './refused.ts'
import { readWorkbook } from './read-workbook.ts'

/** Reads a ledger file of either kind. Throws `Refused` on anything else; meant to run in a process of its own. */
export async function readSpreadsheet(bytes: Buffer): Promise<LedgerSheet> {
  const sheet = kindOfFile(bytes) === 'package' ? await readWorkbook(bytes) : readCsv(bytes)
  if (sheet.rows.length === 0) throw refused('FILE_EMPTY')
  return sheet
}

import { z } from 'zod'
import { CellFinding, ColumnMapping, LedgerField } from '../domain/ledger/fields.ts'
import { ImportId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Handle } from './bytes.ts'
import { command, query } from './define.ts'

export { CellFinding, ColumnMapping, LedgerField }

/** A row of the file: its number as the spreadsheet shows it, each mapped cell as it would be stored, what was found. */
export const PreviewRow = z.strictObject({ row: z.int(), cells: z.partialRecord(LedgerField, z.string()), findings: z.array(CellFinding), importable: z.boolean() })
export type PreviewRow = z.output<typeof PreviewRow>

/** `interrupted`: the program was stopped in the middle of this import; everything it had written is withdrawn. */
export const ImportRow = z.strictObject({
  importId: ImportId,
  fileName: z.string(),
  at: Instant,
  by: z.string(),
  count: z.int(),
  state: z.enum(['imported', 'undone', 'interrupted']),
  undoneAt: Instant.nullable(),
})
export type ImportRow = z.output<typeof ImportRow>

export const LedgerColumn = z.strictObject({ index: z.int(), title: z.string(), samples: z.array(z.string()) })
export type LedgerColumn = z.output<typeof LedgerColumn>

const fileErrors = ['HANDLE_EXPIRED', 'FILE_NOT_SPREADSHEET', 'FILE_OLD_FORMAT', 'FILE_LOCKED', 'FILE_INCOMPLETE', 'FILE_EMPTY', 'FILE_TOO_MANY_ROWS', 'FILE_HOSTILE', 'FILE_TOO_LARGE', 'ENCODING_UNCLEAR'] as const

/** Taking over the office's existing ledger (台账): look, map, preview, import, undo. */
export const ledger = {
  inspect: query({
    action: 'ledger.import',
    input: z.strictObject({ handle: Handle }),
    output: z.strictObject({
      fileName: z.string(),
      encoding: z.enum(['xlsx', 'utf-8', 'gb18030']),
      columns: z.array(LedgerColumn),
      rowCount: z.int(),
      guess: ColumnMapping,
      /** What the clerk should know of the whole file: other sheets that are not read ...; Chinese sentences. */
      notices: z.array(z.string()),
    }),
    errors: fileErrors,
  }),
  /** One page of the rows as they would be imported; the counts are of the whole file. */
  preview: query({
    action: 'ledger.import',
    input: z.strictObject({
      handle: Handle,
      mapping: ColumnMapping,
      only: z.enum(['all', 'problems']).default('all'),
      offset: z.int().nonnegative().default(0),
      limit: z.int().positive().max(500).default(200),
    }),
    output: z.strictObject({ rows: z.array(PreviewRow), total: z.int(), importable: z.int(), withWarnings: z.int(), withErrors: z.int() }),
    errors: [...fileErrors, 'MAPPING_INCOMPLETE'],
  }),
  /** Imports every importable row, or only `rows` (numbers as in the preview). */
  commit: command({
    action: 'ledger.import',
    input: z.strictObject({ handle: Handle, mapping: ColumnMapping, rows: z.array(z.int()).max(5000).nullable() }),
    output: z.strictObject({ importId: ImportId, imported: z.int(), leftOut: z.int() }),
    errors: [...fileErrors, 'MAPPING_INCOMPLETE', 'IMPORT_NOTHING_TO_DO'],
  }),
  list: query({ action: 'ledger.import', input: z.strictObject({}), output: z.array(ImportRow), errors: [] }),
  /** Withdraws the subjects of an import. Refused when one of them has records or a group. */
  undo: command({ action: 'ledger.import', input: z.strictObject({ importId: ImportId }), output: ImportRow, errors: ['IMPORT_IN_USE'] }),
}

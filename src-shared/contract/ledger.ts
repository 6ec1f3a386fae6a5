import { z } from 'zod'
import { ImportId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Handle } from './bytes.ts'
import { command, query } from './define.ts'

/** The fields of a subject that a ledger column can fill. */
export const LedgerField = z.enum(['subjectNo', 'name', 'formerName', 'gender', 'idNo', 'birthDate', 'phone', 'category', 'level', 'crimeType', 'charge', 'decisionOrganName', 'judgmentNo', 'termStart', 'termEnd', 'intakeDate', 'residence', 'village', 'huji', 'injunction', 'keySubject', 'note'])
export type LedgerField = z.output<typeof LedgerField>
/** Column index (0-based) for each field; null: not in this file. */
export const ColumnMapping = z.partialRecord(LedgerField, z.int().nonnegative().nullable())
export type ColumnMapping = z.output<typeof ColumnMapping>

/** A finding on one cell. `error` keeps the row out, `warning` lets it in and marks it. */
export const CellFinding = z.strictObject({ field: LedgerField.nullable(), severity: z.enum(['error', 'warning']), text: z.string() })
export type CellFinding = z.output<typeof CellFinding>
export const PreviewRow = z.strictObject({ row: z.int(), cells: z.record(z.string(), z.string()), findings: z.array(CellFinding), importable: z.boolean() })
export type PreviewRow = z.output<typeof PreviewRow>

const ImportRow = z.strictObject({ importId: ImportId, fileName: z.string(), at: Instant, by: z.string(), count: z.int(), undoneAt: Instant.nullable() })
const fileErrors = ['HANDLE_EXPIRED', 'FILE_NOT_SPREADSHEET', 'FILE_EMPTY', 'FILE_TOO_MANY_ROWS', 'FILE_HOSTILE', 'FILE_TOO_LARGE', 'ENCODING_UNCLEAR'] as const

/** Taking over the office's existing ledger (台账): look, map, preview, import, undo. */
export const ledger = {
  inspect: query({
    action: 'ledger.import',
    input: z.strictObject({ handle: Handle }),
    output: z.strictObject({
      fileName: z.string(),
      encoding: z.enum(['xlsx', 'utf-8', 'gb18030']),
      columns: z.array(z.strictObject({ index: z.int(), title: z.string(), samples: z.array(z.string()) })),
      rowCount: z.int(),
      guess: ColumnMapping,
    }),
    errors: fileErrors,
  }),
  preview: query({
    action: 'ledger.import',
    input: z.strictObject({ handle: Handle, mapping: ColumnMapping }),
    output: z.strictObject({ rows: z.array(PreviewRow), importable: z.int(), withWarnings: z.int(), withErrors: z.int() }),
    errors: [...fileErrors, 'MAPPING_INCOMPLETE'],
  }),
  /** Imports every importable row, or only `rows` (numbers as in the preview). */
  commit: command({
    action: 'ledger.import',
    input: z.strictObject({ handle: Handle, mapping: ColumnMapping, rows: z.array(z.int()).nullable() }),
    output: z.strictObject({ importId: ImportId, imported: z.int(), leftOut: z.int() }),
    errors: [...fileErrors, 'MAPPING_INCOMPLETE', 'IMPORT_NOTHING_TO_DO'],
  }),
  list: query({ action: 'ledger.import', input: z.strictObject({}), output: z.array(ImportRow), errors: [] }),
  /** Withdraws the subjects of an import. Refused when one of them has records or a group. */
  undo: command({ action: 'ledger.import', input: z.strictObject({ importId: ImportId }), output: ImportRow, errors: ['IMPORT_IN_USE'] }),
}

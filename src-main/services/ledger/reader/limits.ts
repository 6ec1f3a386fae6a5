import { LEDGER_ROW_LIMIT } from '#shared/domain/ledger/fields.ts'

const megabyte = 1024 * 1024

/** What a ledger may be at most; far above any real one (security.md §6.1). */
export const limits = {
  entries: 2000,
  entryBytes: 100 * megabyte,
  totalBytes: 200 * megabyte,
  /** Unpacked to packed, for entries above a megabyte: a sheet of text packs 5 to 20 times, a bomb 1000 times. */
  ratio: 100,
  ratioFrom: megabyte,
  xmlDepth: 64,
  columns: 200,
  cellCharacters: 32_767,
  /** Of all cells together, so that what the reader holds stays bounded. */
  textCharacters: 10_000_000,
  /** Rows with content that are kept: the ledger's and room for headlines and titles above. */
  rows: LEDGER_ROW_LIMIT + 50,
  lastRow: 1_048_576,
  merges: 20_000,
} as const

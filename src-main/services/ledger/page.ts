import type { PreviewRow } from '#shared/contract/ledger.ts'
import type { InterpretedRow } from '#shared/domain/ledger/interpret-row.ts'

type Page = { readonly only: 'all' | 'problems'; readonly offset: number; readonly limit: number }

/** One page of the preview and the counts of the whole. */
export function pageOf(rows: readonly InterpretedRow[], { only, offset, limit }: Page): { rows: PreviewRow[]; total: number; importable: number; withWarnings: number; withErrors: number } {
  const wanted = only === 'all' ? rows : rows.filter(({ findings }) => findings.length > 0)
  const importable = rows.filter(({ facts }) => facts !== null)
  return {
    rows: wanted.slice(offset, offset + limit).map(({ row, cells, findings, facts }) => ({ row, cells, findings: [...findings], importable: facts !== null })),
    total: wanted.length,
    importable: importable.length,
    withWarnings: importable.filter(({ findings }) => findings.length > 0).length,
    withErrors: rows.length - importable.length,
  }
}

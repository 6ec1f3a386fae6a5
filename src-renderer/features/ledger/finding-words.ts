import type { PreviewRow } from '#shared/contract/ledger.ts'
import type { LedgerField } from '#shared/domain/ledger/fields.ts'
import type { Tone } from '../../ui/tone.ts'

export type Severity = 'error' | 'warning'
type Verdict = Severity | 'clean'

export const verdictWords: Record<Verdict, string> = { clean: '可导入', warning: '有提醒', error: '不导入' }
export const verdictTones: Record<Verdict, Tone> = { clean: 'grey', warning: 'blue', error: 'amber' }
/** The mark in front of a cell, so that the colour is never the only sign. */
export const markWords: Record<Severity, string> = { error: '改', warning: '核' }

/** What becomes of a row. */
export function severityOf(row: PreviewRow): Verdict {
  if (!row.importable) return 'error'
  return row.findings.length > 0 ? 'warning' : 'clean'
}

/** The worst finding on one cell; empty when there is none. */
export function marksOf(row: PreviewRow, field: LedgerField): Severity | '' {
  const found = row.findings.filter((finding) => finding.field === field)
  if (found.some(({ severity }) => severity === 'error')) return 'error'
  return found.length > 0 ? 'warning' : ''
}

import { hasLostCharacters, hidesCharacters, type LedgerCell, type LedgerRow, visibleText } from './cell.ts'
import { type CellFinding, type ColumnMapping, ledgerFieldLabels, type LedgerField, requiredFields } from './fields.ts'

/** One row while it is being read: gives cells worth reading and gathers what is found and shown. */
export type Reading = {
  isMapped(field: LedgerField): boolean
  /** The cell of a field; null where it is empty or not to be trusted (the finding is then noted). Ask once a field. */
  take(field: LedgerField): LedgerCell | null
  error(field: LedgerField, text: string): void
  warn(field: LedgerField, text: string): void
  /** Replaces what the preview shows in a field by the value as it will be stored. */
  show(field: LedgerField, text: string): void
  readonly findings: CellFinding[]
  readonly shown: Partial<Record<LedgerField, string>>
}

const weighty: readonly LedgerField[] = [...requiredFields, 'idNo', 'subjectNo']

/** Begins to read a row. A formula is never evaluated, and what it showed last is not trusted: some other program wrote it. */
export function createReading(row: LedgerRow, mapping: ColumnMapping): Reading {
  const findings: CellFinding[] = []
  const shown: Partial<Record<LedgerField, string>> = {}
  const note = (field: LedgerField, severity: CellFinding['severity'], text: string): void => {
    findings.push({ field, severity, text })
  }
  const refuse = (field: LedgerField, text: string): null => {
    const heavy = weighty.includes(field)
    note(field, heavy ? 'error' : 'warning', heavy ? text : `${text}这一格没有采用。`)
    if (!heavy) shown[field] = ''
    return null
  }
  return {
    findings,
    shown,
    isMapped: (field) => mapping[field] !== undefined && mapping[field] !== null,
    error: (field, text) => note(field, 'error', text),
    warn: (field, text) => note(field, 'warning', text),
    show: (field, text) => {
      shown[field] = text
    },
    take: (field) => {
      const index = mapping[field]
      const cell = index === undefined || index === null ? null : (row.cells[index] ?? null)
      const text = cell ? visibleText(cell.text) : ''
      if (!cell || (!text && cell.kind !== 'formula')) return null
      shown[field] = text
      if (cell.kind === 'formula') return refuse(field, '单元格是公式，程序不计算公式。请把这一列复制后“选择性粘贴”为数值。')
      if (cell.kind === 'fault') return refuse(field, `单元格显示为 ${text}，是算错的公式。请改成内容。`)
      if (hidesCharacters(cell.text)) note(field, 'warning', '含有看不见的字符，已去掉，请核对')
      if (hasLostCharacters(text)) note(field, 'warning', '含有显示不出的字（生僻字或乱码），请照证件核对')
      if (cell.merged) note(field, 'warning', `合并单元格，按“${text}”填入这一行，请核对`)
      return { ...cell, text }
    },
  }
}

/** The field's name in quotation marks, for sentences. */
export function named(field: LedgerField): string {
  return `“${ledgerFieldLabels[field]}”`
}

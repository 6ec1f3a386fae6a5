import { type ColumnMapping, LedgerField, ledgerFieldLabels, requiredFields } from '#shared/domain/ledger/fields.ts'

/** What one column of the file fills: a field, both ends of the term, or nothing (`''`). */
export type ColumnUse = LedgerField | 'term' | ''

const termLabel = '矫正起止日期（一格两个日期）'

/** The choices for a column, those without which nothing can be imported first. */
export const columnUses: { value: ColumnUse; label: string }[] = [
  ...requiredFields.map((field) => ({ value: field, label: `${ledgerFieldLabels[field]}（必需）` })),
  { value: 'term' as const, label: termLabel },
  ...LedgerField.options.filter((field) => !requiredFields.includes(field)).map((field) => ({ value: field, label: ledgerFieldLabels[field] })),
]

/** What a column fills under a mapping. */
export function useOf(mapping: ColumnMapping, column: number): ColumnUse {
  if (mapping.termStart === column && mapping.termEnd === column) return 'term'
  return LedgerField.options.find((field) => mapping[field] === column) ?? ''
}

/** The mapping after a column was given another use. A field has one column: the one that had it before loses it. */
export function withUse(mapping: ColumnMapping, column: number, use: ColumnUse): ColumnMapping {
  const kept = LedgerField.options.flatMap((field) => {
    const index = mapping[field]
    return index === undefined || index === null || index === column ? [] : [[field, index] as const]
  })
  const taken = use === 'term' ? [['termStart', column], ['termEnd', column]] as const : use === '' ? [] : [[use, column]] as const
  return Object.fromEntries([...kept, ...taken])
}

/** The needed fields that no column fills, by their names. */
export function missingLabels(mapping: ColumnMapping): string[] {
  return requiredFields.filter((field) => mapping[field] === undefined || mapping[field] === null).map((field) => ledgerFieldLabels[field])
}

/** The name of a column as the spreadsheet shows it: A, B, … AA. */
export function columnLetters(index: number): string {
  return (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

import type { LedgerCell } from './cell.ts'
import type { LedgerField } from './fields.ts'
import type { Reading } from './reading.ts'

/** The largest number a spreadsheet keeps exactly; beyond it the last digits have become 0. */
const exactLimit = 1e15

/** The text of a plain field. Numbers come as their digits; damaged ones are left out with a finding. */
export function readText(reading: Reading, field: LedgerField): string {
  const cell = reading.take(field)
  if (!cell) return ''
  if (isDamaged(cell)) {
    const heavy = field === 'subjectNo'
    const problem = '号码被表格软件当成数字，末尾几位已经变成 0。请把这一列设为“文本”格式，照原件重新录入。'
    if (heavy) reading.error(field, problem)
    else reading.warn(field, `${problem}这一格没有采用。`)
    if (!heavy) reading.show(field, '')
    return heavy ? cell.text : ''
  }
  const text = cell.kind === 'number' ? digitsOf(cell.text) : cell.kind === 'truth' ? (cell.text === '1' ? '是' : '否') : cell.text
  if (cell.kind === 'date') reading.warn(field, `单元格被表格软件当成了日期“${text}”，可能不是原来写的内容，请核对`)
  reading.show(field, text)
  return text
}

/** Whether a number has lost digits: too long as a number, or written as 3.31102E+17. */
export function isDamaged(cell: LedgerCell): boolean {
  if (cell.kind === 'number') return Math.abs(Number(cell.text)) >= exactLimit
  return cell.kind === 'text' && /^\d(\.\d+)?[eE]\+?\d{2}$/.test(cell.text)
}

function digitsOf(text: string): string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? String(value) : text
}

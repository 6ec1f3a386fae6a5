import type { LocalDate } from '../../kernel/time.ts'
import type { ColumnMapping, LedgerField } from './fields.ts'
import { readDate } from './read-date.ts'
import { named, type Reading } from './reading.ts'

export type Term = { readonly termStart: LocalDate | null; readonly termEnd: LocalDate | null; readonly intakeDate: LocalDate | null; readonly waitsForReport: boolean }

/** Term and intake of a row. One column may hold both ends of the term (`2025-03-07至2026-03-06`). */
export function readTerm(reading: Reading, mapping: ColumnMapping, today: LocalDate): Term {
  const together = mapping.termStart === mapping.termEnd
  const termStart = readDay(reading, 'termStart', together ? 'first' : 'only')
  const termEnd = readDay(reading, 'termEnd', together ? 'last' : 'only')
  const intakeDate = readDay(reading, 'intakeDate', 'only')
  for (const [field, date] of [['termStart', termStart], ['termEnd', termEnd]] as const) {
    if (!date && !reading.findings.some((finding) => finding.field === field)) reading.error(field, `没有${named(field)}，请补填`)
  }
  if (termStart && termEnd && termEnd < termStart) reading.error('termEnd', `矫正结束日期 ${termEnd} 早于开始日期 ${termStart}，请核对`)
  else if (termEnd && termEnd < today) reading.warn('termEnd', `矫正期已于 ${termEnd} 届满，请核对是否已解除`)
  if (intakeDate && intakeDate > today) reading.warn('intakeDate', `报到日期 ${intakeDate} 晚于今天，请核对`)
  const lacksIntake = reading.isMapped('intakeDate') && !intakeDate
  if (lacksIntake && !reading.findings.some(({ field }) => field === 'intakeDate')) reading.warn('intakeDate', '没有报到日期，先列为“待报到”，请核对')
  return { termStart, termEnd, intakeDate, waitsForReport: lacksIntake || (intakeDate ?? termStart ?? today) > today }
}

function readDay(reading: Reading, field: Extract<LedgerField, 'termStart' | 'termEnd' | 'intakeDate'>, end: 'only' | 'first' | 'last'): LocalDate | null {
  const cell = reading.take(field)
  if (!cell) return null
  const read = readDate(cell, end)
  if ('problem' in read) {
    if (field === 'intakeDate') reading.warn(field, read.problem)
    else reading.error(field, read.problem)
    return null
  }
  if (read.doubt) reading.warn(field, read.doubt)
  reading.show(field, read.date)
  return read.date
}

import { organLabels, type Procedure, procedureKindLabels, standingSteps } from '../domain/procedure.ts'
import { type CorrectionRecord, recordKindLabels } from '../domain/record.ts'
import { type LocalDate, localDateOf } from '../kernel/time.ts'
import { findRecordKind } from './kinds/index.ts'
import { findProcedureKind } from './procedures/index.ts'
import { standingRecords } from './standing-records.ts'

export type FactLine = { on: LocalDate; label: string; words: string; text: string; by: string }

/** All that is written about a person in plain lines, oldest first. What is restricted to its author says only that it was written. */
export function factLinesOf(records: readonly CorrectionRecord[], procedures: readonly Procedure[]): FactLine[] {
  const written = standingRecords(records).flatMap(({ record }): FactLine[] => {
    if (record.kind === 'confirmation') return []
    const form = findRecordKind(record.kind)
    const words = form && 'values' in record ? form.summary(record.values) : record.place
    return [{ on: localDateOf(record.occurredAt), label: recordKindLabels[record.kind], words, text: form?.restricted ? '' : record.text, by: record.author.name }]
  })
  const steps = procedures.filter(({ withdrawn }) => !withdrawn).flatMap((procedure) =>
    standingSteps(procedure).map((step): FactLine => ({ on: step.on, label: `${procedureKindLabels[procedure.kind]}：${findProcedureKind(procedure.kind)?.steps[step.step]?.label ?? step.step}`, words: organLabels[step.organ], text: '', by: step.by.name })))
  return [...written, ...steps].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

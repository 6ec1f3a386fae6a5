import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { type CorrectionRecord, recordKindLabels } from '#shared/domain/record.ts'
import { localDateOf } from '#shared/kernel/time.ts'

/** Whether a record says every word of `text`: in what was written, the names in it, its kind or its day, in any case and width. */
export function says(record: CorrectionRecord, text: string): boolean {
  const said = fold(wordsOf(record).join('\n'))
  return fold(text).split(/\s+/).every((word) => said.includes(word))
}

function wordsOf(record: CorrectionRecord): string[] {
  const common = [recordKindLabels[record.kind], localDateOf(record.occurredAt), record.author.name]
  if (record.kind === 'confirmation') return common
  const written = [...common, record.place, record.text, ...record.participants.map(({ name }) => name), ...record.attachments.map(({ name }) => name), record.corrects?.reason ?? '']
  if (record.kind === 'visit') return [...written, ...record.met.map(({ name }) => name), ...record.findings.map((one) => one.text)]
  return 'values' in record ? [...written, findRecordKind(record.kind)?.summary(record.values) ?? '', ...textsIn(record.values)] : written
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

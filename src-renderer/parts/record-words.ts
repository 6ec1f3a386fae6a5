import {
  type CorrectionRecord, findingGradeLabels, findingTopicLabels, metWithLabels, recordKindLabels, talkPurposeLabels, visitReasonLabels, visitTypeLabels,
} from '#shared/domain/record.ts'
import { idsIn } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { type NameOf, wordsOfValues } from '#shared/casework/value-words.ts'
import { localTimeOf } from '#shared/kernel/time.ts'

/** What kind of visit or talk it was: `走访 · 现场走访 · 日常走访`. */
export function recordKindWords(record: CorrectionRecord): string {
  if (record.kind === 'visit') return `走访 · ${visitTypeLabels[record.visitType]} · ${visitReasonLabels[record.reason]}`
  if (record.kind === 'talk') return `谈话 · ${talkPurposeLabels[record.purpose]}`
  return recordKindLabels[record.kind]
}

/** What the free text of a record is called. */
export function textLabel(record: CorrectionRecord): string {
  return findRecordKind(record.kind)?.text.label ?? '记录'
}

/** One line that tells the record from its neighbours: what is not normal, else the text. */
export function recordSummary(record: CorrectionRecord): string {
  if (record.kind === 'confirmation') return ''
  const general = findRecordKind(record.kind)
  if (isVeiled(record)) return '内容只有记录人和县局能看'
  if (general && 'values' in record) return [general.summary(record.values), record.text.replace(/\s+/g, ' ').trim()].filter(Boolean).join('；')
  const striking = record.kind === 'visit' ? record.findings.filter((finding) => finding.grade !== 'NORMAL') : []
  const findings = striking.map((finding) => `${findingTopicLabels[finding.topic]}${findingGradeLabels[finding.grade]}${finding.text ? `（${finding.text}）` : ''}`)
  const text = record.text.replace(/\s+/g, ' ').trim()
  return [...findings, text].filter(Boolean).join('；') || '各项正常'
}

/** Whether the content is kept from the reader (psychology): the host sends such a record empty. */
export function isVeiled(record: CorrectionRecord): boolean {
  return 'values' in record && findRecordKind(record.kind)?.restricted === true && Object.keys(record.values).length === 0
}

/** The ids in the answers of a record that want a name. */
export function idsOf(record: CorrectionRecord): string[] {
  const form = findRecordKind(record.kind)
  return form && 'values' in record ? idsIn(form.fields, record.values) : []
}

/** Rows of label and words for the unfolded record. */
export function recordDetails(record: CorrectionRecord, nameOf?: NameOf): { label: string; text: string }[] {
  if (record.kind === 'confirmation') return []
  const general = findRecordKind(record.kind)
  if (isVeiled(record)) return [{ label: '内容', text: '只有记录人和县局能看' }]
  if (general && 'values' in record) return [...(record.place ? [{ label: '地点', text: record.place }] : []), ...wordsOfValues(general.fields, record.values, nameOf)]
  const common = { label: '地点', text: record.place || '未填写' }
  if (record.kind === 'talk') return [common, ...(record.endedAt ? [{ label: '结束', text: localTimeOf(record.endedAt) }] : [])]
  if (record.kind !== 'visit') return [common]
  return [
    common,
    { label: '见到', text: record.met.map((one) => metWithLabels[one.who] + (one.name ? ` ${one.name}` : '')).join('、') || '未见到人' },
    ...(record.nextVisitOn ? [{ label: '下次走访', text: record.nextVisitOn }] : []),
  ]
}

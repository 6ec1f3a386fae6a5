import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { type NameOf, wordsOfValues } from '#shared/casework/value-words.ts'
import { findingGradeLabels, findingTopicLabels, metWithLabels, talkPurposeLabels, visitReasonLabels, visitTypeLabels } from '#shared/domain/record.ts'
import type { FormKind, RecordForm } from './record-form.ts'
import { sayDate } from './say-date.ts'

export type SummaryLine = { readonly label: string; readonly text: string }

/** What is about to be sent, in sentences that are read once before 提交. Empty parts are left out, except those that matter. */
export function summaryOf(form: RecordForm, kind: FormKind, name: string, nameOf?: NameOf): SummaryLine[] {
  const general = findRecordKind(kind)
  const lines: SummaryLine[] = [
    { label: general?.label ?? (kind === 'visit' ? '走访' : '谈话'), text: general ? name : `${name}，${headOf(form, kind)}` },
    { label: '时间', text: timeOf(form, kind) },
    ...(general && !form.place.trim() ? [] : [{ label: '地点', text: form.place.trim() || '没有填写' }]),
  ]
  if (kind === 'visit') {
    lines.push({ label: '见到', text: form.visit.met.map(sayMet).join('、') || '没有见到人' })
    if (form.visit.findings.length > 0) lines.push({ label: '情况', text: form.visit.findings.map(sayFinding).join('；') })
  }
  if (general) lines.push(...wordsOfValues(general.fields, form.values, nameOf))
  if (form.text.trim()) lines.push({ label: general ? general.text.label : kind === 'visit' ? '记录' : '内容', text: form.text.trim() })
  if (form.companions.length > 0) lines.push({ label: '同行', text: form.companions.map(sayCompanion).join('、') })
  if (form.attachments.length > 0) lines.push({ label: '附件', text: `${form.attachments.length} 个` })
  if (kind === 'visit' && form.visit.nextVisitOn) lines.push({ label: '下次走访', text: sayDate(form.visit.nextVisitOn) })
  if (form.corrects) lines.push({ label: '更正原因', text: form.correctionReason.trim() })
  return lines
}

function headOf(form: RecordForm, kind: FormKind): string {
  if (kind === 'talk') return talkPurposeLabels[form.talk.purpose]
  return `${visitTypeLabels[form.visit.visitType]}，${visitReasonLabels[form.visit.reason]}`
}

function timeOf(form: RecordForm, kind: FormKind): string {
  const start = `${sayDate(form.date)} ${form.time}`
  return kind === 'talk' && form.talk.endTime ? `${start} 至 ${form.talk.endTime}` : start
}

function sayMet(met: RecordForm['visit']['met'][number]): string {
  const name = met.name.trim()
  return name ? `${metWithLabels[met.who]}（${name}）` : metWithLabels[met.who]
}

function sayFinding(finding: RecordForm['visit']['findings'][number]): string {
  const line = finding.text.trim()
  return `${findingTopicLabels[finding.topic]} ${findingGradeLabels[finding.grade]}${line ? `（${line}）` : ''}`
}

const handWords = { now: '提交后本人确认', later: '以后确认', named: '列名，未确认' } as const

function sayCompanion(companion: RecordForm['companions'][number]): string {
  return `${companion.name}（${handWords[companion.hand]}）`
}

import type { Finding, FindingTopic, MetWith } from '#shared/domain/record.ts'
import type { RecordForm } from './record-form.ts'

type Visit = RecordForm['visit']

/** The grade of a topic; null while the topic is not chosen. */
export function gradeOf(visit: Visit, topic: FindingTopic): Finding['grade'] | null {
  return visit.findings.find((finding) => finding.topic === topic)?.grade ?? null
}

/** The line of a topic, empty while there is none. */
export function lineOf(visit: Visit, topic: FindingTopic): string {
  return visit.findings.find((finding) => finding.topic === topic)?.text ?? ''
}

/** Chooses the grade of a topic and keeps its line; null takes the topic out. */
export function setGrade(visit: Visit, topic: FindingTopic, grade: Finding['grade'] | null): void {
  const found = visit.findings.find((finding) => finding.topic === topic)
  if (!grade) visit.findings = visit.findings.filter((finding) => finding.topic !== topic)
  else if (found) found.grade = grade
  else visit.findings.push({ topic, grade, text: '' })
}

/** Writes the line of a chosen topic; without a grade there is nothing to write it to. */
export function setLine(visit: Visit, topic: FindingTopic, text: string): void {
  const found = visit.findings.find((finding) => finding.topic === topic)
  if (found) found.text = text
}

/** Marks every topic that was not looked at yet as normal. */
export function markRestNormal(visit: Visit, topics: readonly FindingTopic[]): void {
  for (const topic of topics) if (!gradeOf(visit, topic)) setGrade(visit, topic, 'NORMAL')
}

/** Adds or takes out somebody who was met. */
export function toggleMet(visit: Visit, who: MetWith): void {
  const there = visit.met.some((met) => met.who === who)
  visit.met = there ? visit.met.filter((met) => met.who !== who) : [...visit.met, { who, name: '' }]
}

/** Puts a phrase into the text at the cursor; answers the new text and where the cursor stands then. */
export function insertPhrase(text: string, phrase: string, cursor: number): { text: string; cursor: number } {
  const at = Math.min(Math.max(cursor, 0), text.length)
  const before = text.slice(0, at)
  const glue = before === '' || /[\n。；，！？]$/.test(before) ? '' : '；'
  const added = glue + phrase
  return { text: before + added + text.slice(at), cursor: at + added.length }
}

import { wordsOfValues } from '../../casework/value-words.ts'
import { findProcedureKind } from '../../casework/procedures/index.ts'
import { findRecordKind } from '../../casework/kinds/index.ts'
import { categoryLabels, crimeTypeLabels, genderLabels, managementLevelLabels } from '../../domain/codes.ts'
import { organLabels, type Procedure, standingSteps } from '../../domain/procedure.ts'
import type { GeneralRecord } from '../../domain/record.ts'
import type { Subject } from '../../domain/subject.ts'
import { type Block, facts, heading, lineOf, type Pair, pair, paperDate } from '../sheet.ts'
import type { Source } from '../template.ts'

/** Who it is about: the head of almost every form. */
export function personHead(subject: Subject): Block {
  return facts(
    [pair('姓名', subject.name), pair('性别', genderLabels[subject.gender]), pair('出生日期', subject.birthDate ? paperDate(subject.birthDate) : '')],
    [pair('身份证号', subject.idNo), pair('编号', subject.subjectNo)],
    [pair('矫正类别', categoryLabels[subject.category]), pair('管理等级', managementLevelLabels[subject.level])],
    [pair('罪名', subject.charge), pair('犯罪类型', crimeTypeLabels[subject.crimeType])],
    [pair('矫正期限', `${paperDate(subject.termStart)}至${paperDate(subject.termEnd)}`)],
    [pair('居住地', subject.residence)],
  )
}

/** The answers of a record's form, one row each; short ones two to a row. */
export function answersOf(record: GeneralRecord, source: Source): Block[] {
  const kind = findRecordKind(record.kind)
  if (!kind) return [facts([pair('内容', record.text, 3)])]
  const told = wordsOfValues(kind.fields, record.values, namesIn(source)).map(({ label, text }) => pair(label, text))
  return [facts(...inRows(told), ...(record.text ? [[pair(kind.text.label, record.text, 3)]] : []))]
}

/** The steps of a procedure as the parts of an approval form: what was said, whose act it was, and the day. */
export function stepsOf(procedure: Procedure, source: Source): Block[] {
  const kind = findProcedureKind(procedure.kind)
  return standingSteps(procedure).flatMap((step): Block[] => {
    const known = kind?.steps[step.step]
    const told = known ? wordsOfValues(known.fields, step.values, namesIn(source)).map(({ label, text }) => pair(label, text)) : []
    return [heading(known?.label ?? step.step), facts(...inRows(told)), lineOf(`${organLabels[step.organ]}：${step.by.name}（签名）　　${paperDate(step.on)}`, 'right')]
  })
}

/** Two short answers share a row; a long one has its own. */
export function inRows(pairs: readonly Pair[]): Pair[][] {
  const rows: Pair[][] = []
  for (const one of pairs) {
    const last = rows.at(-1)
    if (last?.length === 1 && isShort(one) && last.every(isShort)) last.push(one)
    else rows.push([one])
  }
  return rows
}

const isShort = ({ value, label }: Pair): boolean => value.length <= 14 && label.length <= 8 && !value.includes('\n')

/** Words for ids: members of the group, earlier records and procedures. */
function namesIn({ group, records, procedures }: Source): (id: string) => string | undefined {
  const names = new Map<string, string>()
  for (const member of group?.members ?? []) names.set(member.personId, member.name)
  for (const record of records) names.set(record.id, `${paperDate(record.occurredAt.slice(0, 10))}的记录`)
  for (const procedure of procedures) {
    const label = findProcedureKind(procedure.kind)?.label ?? '审批'
    names.set(procedure.id, `${paperDate(procedure.openedOn)}的${label}`)
    for (const step of procedure.steps) names.set(step.id, `${paperDate(step.on)}的${label}`)
  }
  return (id) => names.get(id)
}

/** The value of one field of the newest standing step of a name, in words; empty where there is none. */
export function saidIn(procedure: Procedure | null, step: string, field: string): string {
  if (!procedure) return ''
  const found = standingSteps(procedure).findLast(({ step: name }) => name === step)
  const kind = findProcedureKind(procedure.kind)?.steps[step]
  if (!found || !kind) return ''
  return wordsOfValues(kind.fields, found.values).find(({ field: id }) => id === field)?.text ?? ''
}

/** The day of the newest standing step of a name. */
export function dayOf(procedure: Procedure | null, step: string): string | null {
  return procedure ? (standingSteps(procedure).findLast(({ step: name }) => name === step)?.on ?? null) : null
}

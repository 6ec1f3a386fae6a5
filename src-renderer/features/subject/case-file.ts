import { crimeTypeLabels, genderLabels } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Fields } from '#shared/casework/field.ts'
import { isSensitive } from '#shared/casework/subject-fields.ts'
import { wordsOfValues } from '#shared/casework/value-words.ts'
import type { Values } from '#shared/domain/values.ts'
import { longDate } from '../../ui/dates.ts'
import { morePartsFor } from './more-form.ts'

export type FileGroup = { title: string; rows: FileRow[] }
export type FileRow = { label: string; text: string; /** Shown only when asked for. */ masked: boolean }

/** The file of a subject as groups of label and words, empty fields as a dash. */
export function caseFileOf(subject: Subject): FileGroup[] {
  const row = (label: string, text: string | null, masked = false): FileRow => ({ label, text: text || '—', masked: masked && Boolean(text) })
  const date = (value: string | null): string => (value ? longDate(value) : '')
  return [
    { title: '身份', rows: [row('姓名', subject.name), row('曾用名', subject.formerName), row('性别', genderLabels[subject.gender]), row('公民身份号码', subject.idNo, true), row('出生日期', date(subject.birthDate)), row('电话', subject.phone, true)] },
    { title: '住所', rows: [row('居住地', subject.residence), row('村（居）', subject.village), row('户籍地', subject.huji), row('走访提示', subject.visitHint)] },
    { title: '判决', rows: [row('罪名', subject.charge), row('犯罪类型', crimeTypeLabels[subject.crimeType]), row('决定机关', subject.decisionOrganName), row('文书号', subject.judgmentNo), row('禁止令', subject.injunction)] },
    { title: '矫正', rows: [row('矫正开始', date(subject.termStart)), row('矫正期满', date(subject.termEnd)), row('报到日期', date(subject.intakeDate)), row('备注', subject.note)] },
    ...morePartsFor(subject).map(({ title, fields }) => ({ title, rows: rowsOfPart(fields, subject.more ?? {}) })).filter(({ rows }) => rows.length > 0),
  ]
}

/** What is filled in of a part of the rest; a whole page of dashes would hide it. */
function rowsOfPart(fields: Fields, values: Values): FileRow[] {
  return wordsOfValues(fields, { isOutside: true, ...values }).flatMap(({ field, label, text }) => (text === '否' ? [] : [{ label, text, masked: isSensitive(field) }]))
}

import { crimeTypeLabels, genderLabels } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { longDate } from '../../ui/dates.ts'

export type FileGroup = { title: string; rows: { label: string; text: string }[] }

/** The file of a subject as groups of label and words, empty fields as a dash. */
export function caseFileOf(subject: Subject): FileGroup[] {
  const row = (label: string, text: string | null): { label: string; text: string } => ({ label, text: text || '—' })
  const date = (value: string | null): string => (value ? longDate(value) : '')
  return [
    { title: '身份', rows: [row('姓名', subject.name), row('曾用名', subject.formerName), row('性别', genderLabels[subject.gender]), row('公民身份号码', subject.idNo), row('出生日期', date(subject.birthDate)), row('电话', subject.phone)] },
    { title: '住所', rows: [row('居住地', subject.residence), row('村（居）', subject.village), row('户籍地', subject.huji), row('走访提示', subject.visitHint)] },
    { title: '判决', rows: [row('罪名', subject.charge), row('犯罪类型', crimeTypeLabels[subject.crimeType]), row('决定机关', subject.decisionOrganName), row('文书号', subject.judgmentNo), row('禁止令', subject.injunction)] },
    { title: '矫正', rows: [row('矫正开始', date(subject.termStart)), row('矫正期满', date(subject.termEnd)), row('报到日期', date(subject.intakeDate)), row('备注', subject.note)] },
  ]
}

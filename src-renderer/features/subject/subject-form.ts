import { type Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { fieldLabel } from '#shared/domain/field-labels.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { hasRightCheckMark } from '../../parts/id-number.ts'
import { moreOf } from './more-form.ts'
import type { z } from 'zod'

/** The form's own state: the facts before parsing, with room for what is not chosen yet. */
export type SubjectForm = Omit<z.input<typeof SubjectFacts>, 'termStart' | 'termEnd' | 'category'> & { termStart: string | null; termEnd: string | null; category: SubjectFacts['category'] | '' }
export type Problems = Partial<Record<keyof SubjectForm, string>>

export const emptyForm: SubjectForm = {
  subjectNo: '', name: '', formerName: '', gender: '1', idNo: '', birthDate: null, phone: '', category: '', level: 'ORDINARY', crimeType: '99', charge: '', decisionOrganName: '', judgmentNo: '',
  termStart: null, termEnd: null, intakeDate: null, minorRegime: false, residence: '', village: '', huji: '', injunction: '', keySubject: false, responsibleOfficerId: null, visitHint: '', state: 'ACTIVE', note: '', more: {},
}

/** The form of an existing file. */
export function formOf(subject: Subject): SubjectForm {
  const fields = Object.keys(emptyForm)
  const facts = SubjectFacts.parse(Object.fromEntries(Object.entries(subject).filter(([name]) => fields.includes(name))))
  return { ...facts, more: moreOf(subject.more, subject.category) }
}

/** Names of the fixed fields that this form would change in a file that was taken in: they want a reason. */
export function fixedChanges(form: SubjectForm, known: Subject | null): string[] {
  if (!known || known.intakeDate === null) return []
  return fixedFields.filter((field) => form[field] !== known[field]).map(fieldLabel)
}
const fixedFields = ['minorRegime', 'category', 'termStart', 'termEnd', 'intakeDate'] as const

/** The facts to save, or what is wrong with each field in words. */
export function readForm(form: SubjectForm): { facts: SubjectFacts } | { problems: Problems } {
  const problems: Problems = {
    ...notADay(form),
    ...(form.name.trim() ? {} : { name: '请填写姓名。' }),
    ...(form.category ? {} : { category: '请选择矫正类别。' }),
    ...(form.termStart ? {} : { termStart: '请填写矫正开始日期。' }),
    ...(form.termEnd ? {} : { termEnd: '请填写矫正期满日期。' }),
    ...(form.termStart && form.termEnd && form.termEnd < form.termStart ? { termEnd: '期满日期早于开始日期，请核对。' } : {}),
  }
  if (Object.keys(problems).length > 0) return { problems }
  const parsed = SubjectFacts.safeParse({ ...form, name: form.name.trim(), subjectNo: form.subjectNo.trim(), idNo: form.idNo.trim().toUpperCase() })
  if (parsed.success) return { facts: parsed.data }
  return { problems: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? 'name'), '填写的内容太长或格式不对，请核对。'])) }
}

const dateFields = ['birthDate', 'termStart', 'termEnd', 'intakeDate'] as const

function notADay(form: SubjectForm): Problems {
  const wrong = dateFields.filter((field) => form[field] !== null && !LocalDate.safeParse(form[field]).success)
  return Object.fromEntries(wrong.map((field) => [field, '没有这一天，请写成 2026-11-22 这样。']))
}

/** A quiet warning beside the ID number: old files have errors, so it never keeps anybody from saving. */
export function idNumberWarning(idNo: string): string {
  const text = idNo.trim().toUpperCase()
  if (text === '') return ''
  if (text.length !== 18) return `现在是 ${text.length} 位，身份证号应为 18 位。可以先保存，之后再改。`
  return hasRightCheckMark(text) ? '' : '最后一位校验码对不上，请与证件核对。可以先保存，之后再改。'
}

import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { keysOf } from '#shared/kernel/keys-of.ts'

/** The parts of every record's form at which the county may say something, by the names under which the form knows them. */
const common = { when: '时间', place: '地点', met: '见到的人', findings: '发现的情况', text: '内容', companions: '同行人', photos: '照片和附件', next: '下次走访' } as const
const labels: ReadonlyMap<string, string> = new Map(Object.entries(common))

/** The fields to choose from for a record of this kind. */
export function reviewFieldsOf(kind: string): { value: string; label: string }[] {
  const form = findRecordKind(kind)
  const own = form ? Object.entries(form.fields).map(([id, { label }]) => ({ value: `values.${id}`, label })) : []
  const visitOnly = ['met', 'findings', 'next']
  return [...own, ...keysOf(common).filter((field) => kind === 'visit' || !visitOnly.includes(field)).map((value) => ({ value, label: common[value] }))]
}

/** What people call a field that a comment stands at; 整条 where it names none. `kind` helps with the fields of its own form. */
export function reviewFieldLabel(field: string, kind = ''): string {
  if (field === '') return '整条'
  return labels.get(field) ?? findRecordKind(kind)?.fields[field.replace(/^values\./, '')]?.label ?? '表格内容'
}

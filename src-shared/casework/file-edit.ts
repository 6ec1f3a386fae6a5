import { categoryLabels, crimeTypeLabels, genderLabels } from '../domain/codes.ts'
import { fieldLabel } from '../domain/field-labels.ts'
import type { Subject, SubjectFacts } from '../domain/subject.ts'
import type { FieldValue } from '../domain/values.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { fail, ok, type Result } from '../kernel/result.ts'
import { fieldProblems, shownFields } from './field.ts'
import { isSensitive, subjectFields } from './subject-fields.ts'
import { wordsOfValues } from './value-words.ts'

export type FileChange = { field: string; from: string; to: string }

/** What follows from an act on record and is never written by hand. */
const byAct = { level: '写记录：管理等级调整', keySubject: '写记录：重点对象信息更新', state: '写记录：登记发生的事（报到、采取强制措施、解除等），状态随之改变' } as const
/** What was fixed at intake or by the judgment: it can be put right, and then it is said why (T-06). */
const withReason = ['minorRegime', 'category', 'termStart', 'termEnd', 'intakeDate'] as const

/**
 * What an edit changes, in words, or why it cannot be: a mark that only an act changes, a fixed field without a reason, a
 * field of the rest of the file that is not well filled in. Sensitive values are named, never quoted.
 */
export function decideFileEdit(known: Subject, next: SubjectFacts, reason: string): Result<FileChange[], 'FIELD_BY_ACT' | 'REASON_NEEDED' | 'INVALID_INPUT'> {
  for (const field of keysOf(byAct)) if (known[field] !== next[field]) return fail('FIELD_BY_ACT', { field: fieldLabel(field), act: byAct[field] })
  const fixed = withReason.filter((field) => known[field] !== next[field])
  if (known.intakeDate !== null && fixed.length > 0 && reason.trim().length < 2) return fail('REASON_NEEDED', { fields: fixed.map(fieldLabel).join('、') })
  const [problem] = fieldProblems(subjectFields, knownPart(next.more))
  if (problem) return fail('INVALID_INPUT', { field: problem.field, problem: problem.text })
  return ok([...ownChanges(known, next), ...moreChanges(known.more ?? {}, next.more ?? {})])
}

/** The file with the rest of it joined: what this version does not know, or did not ask, stays. */
export function joinMore(known: Subject['more'], next: Subject['more']): Subject['more'] {
  return next === undefined ? known : { ...known, ...next }
}

const hidden = ['idNo', 'phone', 'note']
const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = { gender: genderLabels, category: categoryLabels, crimeType: crimeTypeLabels }

function ownChanges(known: Subject, { more: _, ...next }: SubjectFacts): FileChange[] {
  return keysOf(next).flatMap((field) => {
    if (known[field] === next[field]) return []
    const say = (value: Subject[typeof field]): string => (hidden.includes(field) ? '（不写出）' : typeof value === 'boolean' ? (value ? '是' : '否') : field === 'responsibleOfficerId' ? (value ? '已指定' : '') : (labels[field]?.[String(value)] ?? String(value ?? ''))).slice(0, 500)
    return [{ field: fieldLabel(field), from: say(known[field]), to: say(next[field]) }]
  })
}

function moreChanges(known: NonNullable<Subject['more']>, next: NonNullable<Subject['more']>): FileChange[] {
  return keysOf(subjectFields).flatMap((id) => {
    const [was, is] = [known[id] ?? null, next[id] ?? null]
    if (!(id in next) || canonicalJson(was) === canonicalJson(is)) return []
    const say = (value: FieldValue): string => (isSensitive(id) ? '（不写出）' : (wordsOfValues({ [id]: { ...subjectFields[id], shown: null } }, { [id]: value })[0]?.text ?? '')).slice(0, 500)
    return [{ field: subjectFields[id].label, from: say(was), to: say(is) }]
  })
}

/** Only what this version knows and shows is asked to be whole. */
function knownPart(more: Subject['more']): NonNullable<Subject['more']> {
  const shown = new Set(shownFields(subjectFields, more ?? {}))
  return Object.fromEntries(Object.entries(more ?? {}).filter(([id]) => shown.has(id)))
}

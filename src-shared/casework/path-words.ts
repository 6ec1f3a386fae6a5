import { z } from 'zod'
import { categoryLabels, crimeTypeLabels, genderLabels, groupSeatLabels, managementLevelLabels, personKindLabels, specialtyLabels, subjectStateLabels } from '../domain/codes.ts'
import type { SyncedCollection } from '../domain/collections.ts'
import { fieldLabel } from '../domain/field-labels.ts'
import { findingGradeLabels, findingTopicLabels } from '../domain/record.ts'
import { Values } from '../domain/values.ts'
import { canonicalJson, type Json } from '../kernel/canonical.ts'
import { LocalDate, localDateOf, localTimeOf } from '../kernel/time.ts'
import { ruleOf } from '../sync/merge.ts'
import { partsOf } from '../sync/paths.ts'
import { subjectFields } from './subject-fields.ts'
import { wordsOfValues } from './value-words.ts'

type Options = Readonly<Record<string, string>>
const codes = new Map<string, Options>(Object.entries<Options>({
  gender: genderLabels, category: categoryLabels, level: managementLevelLabels, crimeType: crimeTypeLabels, state: subjectStateLabels, specialties: specialtyLabels, kind: personKindLabels, seat: groupSeatLabels,
  topic: findingTopicLabels, grade: findingGradeLabels,
}))
const moreFields = new Map(Object.entries(subjectFields))
const Member = z.looseObject({ name: z.string(), seat: z.string().optional(), phone: z.string().optional(), relation: z.string().optional(), isLeader: z.boolean().optional() })
const Withdrawn = z.looseObject({ by: z.string(), reason: z.string() })
const empty = '（空）'

/** What people call a path of a document: `电话`, `民族`, `小组成员 王某`. `values` are versions in which a member's name may stand. */
export function pathLabel(path: string, values: readonly unknown[] = []): string {
  const { field, entry } = partsOf(path)
  if (entry === '') return fieldLabel(field)
  if (field === 'more') return moreFields.get(entry)?.label ?? entry
  const named = values.map((value) => Member.safeParse(value).data?.name).find(Boolean)
  return `${fieldLabel(field)}${named ? ` ${named}` : ''}`
}

/** A value at a path as people read it. */
export function pathWords(path: string, value: Json | undefined): string {
  const { field, entry } = partsOf(path)
  if (field === 'withdrawn') return saidWithdrawn(value)
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return empty
  const answers = field === 'more' && entry !== '' ? Values.safeParse({ [entry]: value }).data : undefined
  const spec = moreFields.get(entry)
  if (answers && spec) return wordsOfValues({ [entry]: { ...spec, shown: null } }, answers)[0]?.text ?? empty
  const member = entry !== '' ? Member.safeParse(value).data : undefined
  if (member) return [member.name, codes.get('seat')?.[member.seat ?? ''], member.isLeader ? '组长' : '', member.relation, member.phone].filter(Boolean).join('，')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return codes.get(field)?.[value] ?? (/^\d{4}-.*Z$/.test(value) ? `${localDateOf(value)} ${localTimeOf(value)}` : value)
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? (codes.get(field)?.[one] ?? one) : (Member.safeParse(one).data?.name ?? canonicalJson(one)))).join('、')
  return canonicalJson(value)
}

function saidWithdrawn(value: Json | undefined): string {
  const by = Withdrawn.safeParse(value).data
  return by ? `已撤回（${by.by}：${by.reason}）` : '没有撤回，照常保留'
}

export const OwnInput = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('date') }),
  z.strictObject({ type: z.literal('yesNo') }),
  z.strictObject({ type: z.literal('choice'), options: z.array(z.strictObject({ value: z.string(), label: z.string() })) }),
])
export type OwnInput = z.output<typeof OwnInput>

/** How the county may write a value of its own at a path; null where it may only choose between versions. */
export function ownInputOf(collection: SyncedCollection, path: string, values: readonly unknown[]): OwnInput | null {
  const { field, entry } = partsOf(path)
  if (field === 'withdrawn' || ['office', 'county', 'about'].includes(ruleOf(collection, field)?.kind ?? '')) return null
  if (field === 'more') return ownAnswer(entry)
  const options = codes.get(field)
  const sample = values.find((value) => value !== null && value !== undefined)
  if (typeof sample === 'boolean') return { type: 'yesNo' }
  if (entry !== '' || typeof sample !== 'string' || field.endsWith('Id')) return null
  if (options) return choiceOf(options)
  return LocalDate.safeParse(sample).success ? { type: 'date' } : { type: 'text' }
}

function ownAnswer(entry: string): OwnInput | null {
  const input = moreFields.get(entry)?.input
  if (!input) return null
  if (input.type === 'text' || input.type === 'date' || input.type === 'yesNo') return { type: input.type }
  return input.type === 'choice' ? choiceOf(input.options) : null
}

const choiceOf = (options: Options): OwnInput => ({ type: 'choice', options: Object.entries(options).map(([value, label]) => ({ value, label })) })

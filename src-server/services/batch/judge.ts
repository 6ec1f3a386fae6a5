import { checkContent } from '#shared/casework/decide-record.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import { syncedCollections } from '#shared/domain/collections.ts'
import { neverSent } from '#shared/domain/document.ts'
import { Procedure } from '#shared/domain/procedure.ts'
import { CorrectionRecord } from '#shared/domain/record.ts'
import { isAboutOffice } from '#shared/domain/record-kinds.ts'
import { Subject } from '#shared/domain/subject.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { canonicalJson, isSameJson } from '#shared/kernel/canonical.ts'
import { mergeDocuments, ruleOf } from '#shared/sync/merge.ts'
import type { Item, Verdict, WireDocument } from '#shared/sync/protocol.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { HeldDocument, Key } from '../../db/documents.ts'
import { isStorable } from './storable.ts'

/** What the county knows around an item: earlier items of the same batch count as held. */
export type Surroundings = {
  officeId: string
  find(key: Key): HeldDocument | undefined
  /** The version on which the sent one rests, or null when the county does not know it. */
  baseOf(item: Item): WireDocument | null
  /** When the device got its line to the county; what it wrote down for the county (代录) is older. */
  enrolledAt?: Instant | undefined
}

/** `next` is a new version to be stored, null when there is none. `fields` are the paths in conflict, `base` is what both sides grew from. */
export type Judgement = { verdict: Verdict; reason: string; fields: string[]; next: WireDocument | null; base?: WireDocument | null }

const reasons = {
  malformed: (field: string) => `内容格式不对${field ? `（${field}）` : ''}，县局没有采用。请升级程序后重新保存这一项。`,
  unstorable: '内容里有无法保存的字符，县局没有采用。请删去特殊字符后重新保存这一项。',
  foreign: '这项内容不属于本所，县局没有采用。请联系县局核对。',
  rewrittenStep: '已送达的步骤不能改写，县局的决定也只能由县局写入，县局保留原来的一份。需要改动时请写一条更正。',
  rewritten: '已送达的记录不能改写，县局保留原来的一份。需要改动时请写一条更正。',
  otherSubject: '更正或确认所指的记录属于另一名矫正对象，县局没有采用。请核对后重写。',
  ownCorrection: '记录不能更正自己，县局没有采用。请重写更正。',
  incomplete: (sentence: string) => `${sentence}。县局没有采用，请补全后重新提交。`,
  notNamed: '确认人不在那条记录的同行人之中，县局没有采用。请核对后重写。',
  conflict: (fields: string[]) => `与别处的修改冲突（${fields.length} 项），县局保留了原来的内容，您的一份也已存下，等待核对。`,
}

/** Decides about one item by itself. Pure: the same item in the same surroundings has the same judgement. */
export function judgeItem(item: Item, around: Surroundings): Judgement {
  const held = around.find(item)
  const sent = asOffices(item, held?.document)
  if (!isStorable(sent)) return quarantined(reasons.unstorable)
  const whole = { ...sent, ...neverSent }
  const record = item.collection === 'records' ? CorrectionRecord.safeParse(whole) : undefined
  const parsed = record ?? syncedCollections[item.collection].safeParse(whole)
  if (!parsed.success) return quarantined(reasons.malformed(parsed.error.issues[0]?.path.join('.') ?? ''))
  if (parsed.data.id !== item.id) return quarantined(reasons.malformed('id'))
  if (held && held.officeId !== around.officeId) return quarantined(reasons.foreign)
  return record?.success ? judgeRecord(record.data, sent, around) : judgeEdit(item, sent, around)
}

function judgeRecord(record: CorrectionRecord, sent: WireDocument, around: Surroundings): Judgement {
  const held = around.find({ collection: 'records', id: record.id })
  // The county's own field may have been added since; the rest never changes.
  if (held) return judgeWords(held.document, sent)
  const subject = around.find({ collection: 'subjects', id: record.subjectId })
  if (subject && subject.officeId !== around.officeId) return quarantined(reasons.foreign)
  if (record.corrects?.recordId === record.id) return quarantined(reasons.ownCorrection)
  const namedId = record.kind === 'confirmation' ? record.recordId : record.corrects?.recordId
  const named = namedId && around.find({ collection: 'records', id: namedId })
  // An unknown one is no reason to lose a fact: it may be on its way from another device of the office.
  if (named) {
    if (named.officeId !== around.officeId) return quarantined(reasons.foreign)
    if (named.document['subjectId'] !== record.subjectId) return quarantined(reasons.otherSubject)
    if (record.kind === 'confirmation' && !isNamed(named.document, record.personId)) return quarantined(reasons.notNamed)
  }
  const fault = faultOf(record, subject?.document)
  return fault ? quarantined(reasons.incomplete(fault)) : accepted(sent)
}

/** A fact never changes; the office may add to what is said about it. */
function judgeWords(held: WireDocument, sent: WireDocument): Judgement {
  const fact = ({ review: _review, remarks: _remarks, ...rest }: WireDocument): WireDocument => rest
  if (!isSame(fact(held), fact(sent))) return quarantined(reasons.rewritten)
  const { document } = mergeDocuments('records', null, held, sent)
  if (isSame(document, held)) return unchanged
  return { ...accepted(document), verdict: held['remarks'] === undefined ? 'accepted' : 'merged' }
}

/** The document as sent, with the county's fields as the county has them. */
function asOffices(item: Item, held: WireDocument | undefined): WireDocument {
  const sent = toWire(item.document)
  if (item.collection === 'records') return { ...sent, review: null }
  const isCountys = ([field]: [string, unknown]): boolean => ruleOf(item.collection, field)?.kind === 'county'
  return { ...Object.fromEntries(Object.entries(sent).filter((entry) => !isCountys(entry))), ...Object.fromEntries(Object.entries(held ?? {}).filter(isCountys)) }
}

/** What is wrong with the form of a general record, by the same function as at the office; empty when it is whole. */
function faultOf(record: CorrectionRecord, about: WireDocument | undefined): string {
  if (!('values' in record)) return ''
  if (isAboutOffice(record.kind) !== (record.subjectId === officeItself)) return '这种记录不能写在这里'
  const subject = about && Subject.safeParse({ ...about, ...neverSent }).data
  const whole = checkContent(subject ?? null, record)
  return whole.ok || whole.error.code !== 'INVALID_INPUT' ? '' : (whole.error.params.problem ?? '')
}

function judgeEdit(item: Item, sent: WireDocument, around: Surroundings): Judgement {
  const subject = around.find({ collection: 'subjects', id: subjectIdOf(item, sent) })
  if (subject && subject.officeId !== around.officeId) return quarantined(reasons.foreign)
  const held = around.find(item)
  if (item.collection === 'procedures' && !keepsSteps(sent, held?.document, around.enrolledAt)) return quarantined(reasons.rewrittenStep)
  if (!held) return accepted(sent)
  if (isSame(held.document, sent)) return unchanged
  const base = around.baseOf(item)
  const { document, conflicts } = mergeDocuments(item.collection, base, held.document, sent)
  // Two edits that are each valid can join into one that is not; a person decides then too.
  if (!syncedCollections[item.collection].safeParse({ ...document, ...neverSent }).success) return conflict(differing(held.document, sent), { base, next: null })
  const next = isSame(document, held.document) ? null : document
  // What does not overlap is joined at once; only the rest waits for a person.
  if (conflicts.length > 0) return conflict(conflicts, { base, next })
  if (!next) return { verdict: 'merged', reason: '', fields: [], next: null }
  return isSame(document, sent) ? accepted(sent) : { verdict: 'merged', reason: '', fields: [], next: document }
}

function subjectIdOf(item: Item, sent: WireDocument): string {
  if (item.collection === 'procedures') return String(sent['subjectId'])
  return item.collection === 'groups' ? item.id : ''
}

/** A device adds steps of its own; what stands at the county stays word for word, and the county's steps are its own, but for what was written down for it before there was a line. */
function keepsSteps(sent: WireDocument, held: WireDocument | undefined, enrolledAt: Instant | undefined): boolean {
  const stepsOf = (document: WireDocument): Procedure['steps'] => Procedure.shape.steps.parse(document['steps'])
  const known = new Map(held ? stepsOf(held).map((step) => [String(step.id), canonicalJson(step)]) : [])
  const kind = findProcedureKind(String(sent['kind']))
  const mayWrite = (step: Procedure['steps'][number]): boolean => step.deviceId !== null && (kind?.steps[step.step]?.enteredAt === 'county' ? step.recordedFor !== undefined && enrolledAt !== undefined && step.at < enrolledAt : step.recordedFor === undefined)
  return stepsOf(sent).every((step) => (known.has(step.id) ? known.get(step.id) === canonicalJson(step) : mayWrite(step)))
}

const unchanged: Judgement = { verdict: 'unchanged', reason: '', fields: [], next: null }
const accepted = (next: WireDocument): Judgement => ({ verdict: 'accepted', reason: '', fields: [], next })
const quarantined = (reason: string): Judgement => ({ verdict: 'quarantined', reason, fields: [], next: null })
const conflict = (fields: string[], { base, next }: { base: WireDocument | null; next: WireDocument | null }): Judgement => ({ verdict: 'conflict', reason: reasons.conflict(fields), fields, next, base })

function isNamed(record: WireDocument, personId: string): boolean {
  const { participants } = record
  return Array.isArray(participants) && participants.some((one) => typeof one === 'object' && one !== null && 'personId' in one && one.personId === personId)
}

/** Equal as the wire sees it. */
export function isSame(a: WireDocument, b: WireDocument): boolean {
  return isSameJson(a, b)
}

function differing(a: WireDocument, b: WireDocument): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => canonicalJson(a[field] ?? null) !== canonicalJson(b[field] ?? null)).sort()
}

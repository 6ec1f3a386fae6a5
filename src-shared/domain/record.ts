import { z } from 'zod'
import { OfficeRole } from '../authz/roles.ts'
import { DeviceId, FileId, PersonId, RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { type SyncState, syncFields, syncStateOf } from './document.ts'
import { merging } from './merge-rule.ts'
import { GeneralKind, generalKindLabels } from './record-kinds.ts'
import { Values } from './values.ts'
import { Comment, remarkField } from './words.ts'

/** A photo or scan that belongs to a record; the bytes lie encrypted beside the database. */
export const Attachment = z.strictObject({
  fileId: FileId,
  name: z.string().max(120),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  size: z.int().nonnegative(),
  sha256: z.string().length(64),
})
export type Attachment = z.output<typeof Attachment>

/** Somebody who is named as co-visitor. He must confirm himself (record kind `confirmation`), or the record says "named, not confirmed". */
export const Participant = z.strictObject({ personId: PersonId, name: z.string().max(40) })
export type Participant = z.output<typeof Participant>

/** Topics of a visit (desk.md); each chosen one may carry a line. */
export const FindingTopic = z.enum(['LIVING', 'WORK', 'INCOME', 'FAMILY', 'HEALTH', 'MOOD', 'CONTACTS', 'INJUNCTION', 'RISK'])
export type FindingTopic = z.output<typeof FindingTopic>
export const findingTopicLabels: Record<FindingTopic, string> = {
  LIVING: '生活居住', WORK: '工作', INCOME: '收入', FAMILY: '家庭关系', HEALTH: '身体健康', MOOD: '思想情绪', CONTACTS: '社会交往', INJUNCTION: '禁止令遵守', RISK: '新的风险',
}
export const Finding = z.strictObject({ topic: FindingTopic, grade: z.enum(['NORMAL', 'ATTENTION', 'ABNORMAL']), text: z.string().max(300) })
export type Finding = z.output<typeof Finding>
export const findingGradeLabels: Record<Finding['grade'], string> = { NORMAL: '正常', ATTENTION: '需关注', ABNORMAL: '异常' }

export const MetWith = z.enum(['SUBJECT', 'FAMILY', 'VILLAGE', 'NEIGHBOUR', 'EMPLOYER', 'OTHER'])
export type MetWith = z.output<typeof MetWith>
export const metWithLabels: Record<MetWith, string> = { SUBJECT: '本人', FAMILY: '家属', VILLAGE: '村（居）干部', NEIGHBOUR: '邻居', EMPLOYER: '单位人员', OTHER: '其他' }

const facts = {
  subjectId: SubjectId,
  /** When it happened, as claimed by the author. */
  occurredAt: Instant,
  place: z.string().max(120),
  text: z.string().max(8000),
  participants: z.array(Participant).max(10),
  attachments: z.array(Attachment).max(12),
}

export const visitTypeLabels = { ONSITE: '现场走访', VIDEO: '视频走访' } as const
export const visitReasonLabels = { ROUTINE: '日常走访', FIRST: '首次走访', KEY_PERIOD: '重点时段', COMPLAINT: '有反映' } as const
export const talkPurposeLabels = { FIRST: '首次谈话', PERIODIC: '定期谈话', CRITICISM: '批评教育', HELP: '帮扶谈话' } as const

/** 走访. */
export const VisitFacts = z.strictObject({
  kind: z.literal('visit'),
  ...facts,
  visitType: z.enum(['ONSITE', 'VIDEO']),
  reason: z.enum(['ROUTINE', 'FIRST', 'KEY_PERIOD', 'COMPLAINT']),
  met: z.array(z.strictObject({ who: MetWith, name: z.string().max(40) })).max(10),
  findings: z.array(Finding),
  nextVisitOn: LocalDate.nullable(),
})
export type VisitFacts = z.output<typeof VisitFacts>

/** 谈话. */
export const TalkFacts = z.strictObject({
  kind: z.literal('talk'),
  ...facts,
  endedAt: Instant.nullable(),
  purpose: z.enum(['FIRST', 'PERIODIC', 'CRITICISM', 'HELP']),
})
export type TalkFacts = z.output<typeof TalkFacts>

/** Every other kind of fact: one shape, of which `values` are the answers of the kind's form (src-shared/casework/kinds). */
export const GeneralFacts = z.strictObject({ kind: GeneralKind, ...facts, values: Values })
export type GeneralFacts = z.output<typeof GeneralFacts>

/** A named co-visitor's own word that he was there. A fact of its own, so that the visit stays untouched. */
export const ConfirmationFacts = z.strictObject({
  kind: z.literal('confirmation'),
  subjectId: SubjectId,
  occurredAt: Instant,
  recordId: RecordId,
  personId: PersonId,
  method: z.enum(['PASSWORD']),
})
export type ConfirmationFacts = z.output<typeof ConfirmationFacts>

/** APPROVED: nothing to say. ISSUES: to be answered, or corrected. RETURNED: to be written anew as a correction. */
export const ReviewState = z.enum(['APPROVED', 'ISSUES', 'RETURNED'])
export type ReviewState = z.output<typeof ReviewState>
export const reviewStateLabels: Record<ReviewState, string> = { APPROVED: '通过', ISSUES: '有问题', RETURNED: '退回' }

/** The county's word on a record. `comments` are all that its officers ever said at single fields, oldest first. */
export const Review = z.strictObject({ state: ReviewState, comment: z.string().max(500), by: z.string().max(40), at: Instant, comments: z.array(Comment).max(200).optional() })
export type Review = z.output<typeof Review>

const header = {
  id: RecordId,
  /** The device clock at submission. */
  recordedAt: Instant,
  author: z.strictObject({ personId: PersonId, name: z.string().max(40), role: OfficeRole }),
  deviceId: DeviceId,
  /** A correction is a new record that names the old one and says why. */
  corrects: z.strictObject({ recordId: RecordId, reason: z.string().min(2).max(300) }).nullable(),
  /** Written down later than the office's limit after it happened: marked, never hidden. */
  late: z.boolean(),
  /** The device clock was known to be wrong when this was written: why, for people; empty when all was well. */
  clockDoubt: z.string().max(200),
  /** The county's field: only a county officer writes it. */
  review: merging({ kind: 'county' }, Review.nullable()),
  ...remarkField(),
  ...syncFields,
}

export const Visit = z.strictObject({ ...VisitFacts.shape, ...header })
export type Visit = z.output<typeof Visit>
export const Talk = z.strictObject({ ...TalkFacts.shape, ...header })
export type Talk = z.output<typeof Talk>
export const Confirmation = z.strictObject({ ...ConfirmationFacts.shape, ...header })
export type Confirmation = z.output<typeof Confirmation>

export const GeneralRecord = z.strictObject({ ...GeneralFacts.shape, ...header })
export type GeneralRecord = z.output<typeof GeneralRecord>

/** Every kind of record; a kind is a discriminator, not a collection. */
export const CorrectionRecord = z.discriminatedUnion('kind', [Visit, Talk, Confirmation, GeneralRecord])
export type CorrectionRecord = z.output<typeof CorrectionRecord>
export const RecordDraft = z.discriminatedUnion('kind', [VisitFacts, TalkFacts, GeneralFacts])
export type RecordDraft = z.output<typeof RecordDraft>

/** Kinds that somebody writes in a form. */
export const WrittenKind = z.enum(['visit', 'talk', ...GeneralKind.options])
export type WrittenKind = z.output<typeof WrittenKind>

export const recordKindLabels: Record<CorrectionRecord['kind'], string> = { visit: '走访', talk: '谈话', confirmation: '同行确认', ...generalKindLabels }

/** Where a record stands: waiting -> inReview -> received, or returned by quarantine or by the county's officer. */
export function recordStateOf(record: CorrectionRecord): SyncState {
  if (record.review?.state === 'RETURNED' || hasOpenIssues(record)) return 'returned'
  const plain = syncStateOf(record)
  return plain === 'received' && record.review?.state !== 'APPROVED' && record.kind !== 'confirmation' ? 'inReview' : plain
}

/** The county asked something that the office has not answered yet. */
export function hasOpenIssues({ review, remarks }: Pick<CorrectionRecord, 'review' | 'remarks'>): boolean {
  return review?.state === 'ISSUES' && !(remarks ?? []).some(({ at }) => at > review.at)
}

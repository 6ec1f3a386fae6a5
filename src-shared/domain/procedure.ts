import { z } from 'zod'
import { DeviceId, DocumentId, ProcedureId, SubjectId } from '../kernel/ids.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { syncFields } from './document.ts'
import { merging } from './merge-rule.ts'
import { Attachment } from './record.ts'
import { Values } from './values.ts'
import { wordFields } from './words.ts'

/** Kinds of procedure (domain.md §2.5 to §2.10); their steps are in src-shared/casework/procedures. */
export const procedureKindLabels = {
  assessment: '调查评估', leave: '外出', recurringTravel: '经常性跨市、县活动', placeChange: '执行地变更', officeChange: '县内迁居', visitor: '会客', placeEntry: '进入特定区域、场所',
  injunction: '禁止令执行', medicalExtension: '延长报告或者复查期限', positioning: '电子定位', appraisal: '考核', commendation: '表扬', admonition: '训诫', warning: '警告',
  penalty: '提请治安管理处罚', revokeProbation: '撤销缓刑', revokeParole: '撤销假释', commit: '收监执行', arrest: '提请逮捕', commutation: '减刑',
  discharge: '解除矫正', termination: '终止矫正', complaint: '投诉', opinion: '检察监督意见',
} as const
const kinds = keysOf(procedureKindLabels)
export const ProcedureKind = z.enum(kinds)
export type ProcedureKind = z.output<typeof ProcedureKind>

/** Whose act a step is. */
export const Organ = z.enum(['SUBJECT', 'OFFICE', 'GROUP', 'COUNTY', 'BUREAU_HEAD', 'CITY', 'PROVINCE', 'COURT', 'POLICE', 'PRISON', 'PROCURATORATE', 'OTHER_COUNTY'])
export type Organ = z.output<typeof Organ>
export const organLabels: Record<Organ, string> = {
  SUBJECT: '社区矫正对象', OFFICE: '司法所', GROUP: '矫正小组', COUNTY: '县级社区矫正机构', BUREAU_HEAD: '县级司法行政部门负责人', CITY: '市级社区矫正机构', PROVINCE: '省级社区矫正机构',
  COURT: '人民法院', POLICE: '公安机关', PRISON: '监狱管理机关', PROCURATORATE: '人民检察院', OTHER_COUNTY: '外地社区矫正机构',
}

/** 代录: the letter of the county's on which an office without a line wrote the county's act down, and who decided. */
export const RecordedFor = z.strictObject({ documentNo: z.string().trim().min(2).max(60), decidedBy: z.string().trim().min(2).max(60) })
export type RecordedFor = z.output<typeof RecordedFor>

/** One act in a procedure. Written once and never changed; a slip is put right by a further step that names it. */
export const Step = z.strictObject({
  id: DocumentId,
  step: z.string().max(40),
  organ: Organ,
  /** The legal day of the act. */
  on: LocalDate,
  /** When it was written down, by the clock of the program that did. */
  at: Instant,
  by: z.strictObject({ id: z.string().max(40), name: z.string().max(40) }),
  /** Null: written at the county. */
  deviceId: DeviceId.nullable(),
  values: Values,
  attachments: z.array(Attachment).max(12),
  /** The step that this one takes the place of, and why. */
  corrects: z.strictObject({ stepId: DocumentId, reason: z.string().min(2).max(300) }).nullable(),
  /** Set where the office wrote down an act of the county's from its letter, before it had a line to it. */
  recordedFor: RecordedFor.optional(),
})
export type Step = z.output<typeof Step>

/** One procedure about one person. Its state is always computed from the steps, never stored. */
export const Procedure = z.strictObject({
  id: ProcedureId,
  subjectId: SubjectId,
  kind: ProcedureKind,
  openedOn: LocalDate,
  steps: merging({ kind: 'appendOnly', key: 'id' }, z.array(Step).max(200)),
  /** Begun by mistake: hidden from lists, never deleted. */
  withdrawn: z.strictObject({ at: Instant, by: z.string().max(40), reason: z.string().max(200) }).nullable(),
  createdAt: Instant,
  editedAt: Instant,
  editedBy: z.string().max(40),
  ...wordFields(),
  ...syncFields,
})
export type Procedure = z.output<typeof Procedure>

/** The steps that count, by their legal day: a corrected one gives way to its correction, which takes its place among those of a day. */
export function standingSteps({ steps }: Pick<Procedure, 'steps'>): Step[] {
  const replaced = new Set(steps.flatMap(({ corrects }) => (corrects ? [String(corrects.stepId)] : [])))
  const written = writtenAt(steps)
  const at = (step: Step): string => written.get(step.id) ?? step.at
  return steps.filter(({ id }) => !replaced.has(id)).sort((a, b) => compare(a.on, b.on) || compare(at(a), at(b)))
}

/** When each step, or the first one that it corrects, was written down. */
export function writtenAt(steps: readonly Step[]): ReadonlyMap<string, Instant> {
  const byId = new Map(steps.map((step) => [String(step.id), step]))
  return new Map(steps.map((step) => {
    let first = step
    // A chain is no longer than the list, whatever somebody sent.
    for (let left = steps.length; left > 0 && first.corrects; left--) first = byId.get(first.corrects.stepId) ?? { ...first, corrects: null }
    return [step.id, first.at]
  }))
}

/** Whether the act is the county's: written there, or written down for it at the office. */
export function isCountys({ deviceId, recordedFor }: Pick<Step, 'deviceId' | 'recordedFor'>): boolean {
  return deviceId === null || recordedFor !== undefined
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import { addDays, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { CatalogueRule } from '../catalogue/catalogue-rule.ts'
import type { CaseView } from '../case/case-view.ts'
import type { Deadline } from '../dates/deadline.ts'

/** Who has to act. */
export const actorLabels = {
  OFFICE: '司法所', COUNTY: '县级社区矫正机构', CITY: '市级社区矫正机构', SUBJECT: '社区矫正对象', DECISION_ORGAN: '社区矫正决定机关', COURT: '人民法院',
  HANDOVER_ORGAN: '看守所、公安机关或者监狱', NEW_COUNTY: '新执行地县级社区矫正机构', OTHER_ORGAN: '作出决定的机关',
} as const
export type Actor = keyof typeof actorLabels

/** Something that must be done: by whom, by when, under which article, and how the day was computed. */
export type Obligation = {
  readonly ruleId: string
  readonly subjectId: string
  /** The last day, rolled over days off (A3). */
  readonly dueOn: LocalDate
  /** The day by plain arithmetic, never later. Reminders go by it. */
  readonly nominalDueOn: LocalDate
  /** Where the law counts hours: the instant at which they are over. The rules themselves see dates only. */
  readonly dueAt: Instant | null
  /** `due` from the nominal day on, `overdue` after the rolled one; `soon` within the rule's lead. */
  readonly severity: 'overdue' | 'due' | 'soon' | 'coming'
  readonly actor: Actor
  /** For people, in Chinese. */
  readonly action: string
  /** Article and arithmetic, one Chinese sentence. */
  readonly basis: string
  /** The facts it rests on. */
  readonly evidence: readonly string[]
  readonly verified: boolean
}

/** What a duty says before the engine works out how urgent it is. */
export type Owed = {
  readonly rule: CatalogueRule
  readonly actor: Actor
  readonly action: string
  readonly deadline: Deadline
  readonly dueAt?: Instant | null
  readonly evidence?: readonly string[]
  /** Not listed earlier than so many days before; without it, from the day it arises. */
  readonly listDays?: number
}

/** The duties of one part of the law: what is owed in a case on its day. */
export type Duty = (view: CaseView) => readonly Owed[]

const usualLead = 3

/** The obligation of something owed, or null while it lies too far ahead to be listed. */
export function obligationOf({ rule, actor, action, deadline, dueAt = null, evidence = [], listDays }: Owed, { on, subjectId }: CaseView): Obligation | null {
  const { nominal, due, sum } = deadline
  if (listDays !== undefined && on < addDays(nominal, -listDays)) return null
  const lead = Number(rule.parameters.leadDays ?? usualLead)
  const severity = on > due ? 'overdue' : on >= nominal ? 'due' : on >= addDays(nominal, -lead) ? 'soon' : 'coming'
  return { ruleId: rule.id, subjectId, dueOn: due, nominalDueOn: nominal, dueAt, severity, actor, action, basis: `${rule.article}：${sum}。`, evidence, verified: rule.verified }
}

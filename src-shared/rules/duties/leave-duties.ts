import { leaveRules as rules } from '../catalogue/leave.ts'
import { movingRules } from '../catalogue/moving.ts'
import { contactRules } from '../catalogue/contact.ts'
import { positioningRules } from '../catalogue/positioning.ts'
import type { FactOf } from '../case/case-file.ts'
import type { CaseView } from '../case/case-view.ts'
import { onDay } from '../dates/deadline.ts'
import { lastDayOfRecurring } from '../leave/route-leave.ts'
import type { Actor, Duty, Owed } from './obligation.ts'

/** L-02, L-06 to L-08, L-10: leaves that were approved. */
export const leaveDuties: Duty = (view) => {
  const returned = new Set(view.all('leaveReturned').map(({ leaveId }) => leaveId))
  const owed: Owed[] = view.all('leaveApproved').flatMap((leave) => [...noticesOf(view, leave), ...(returned.has(leave.id) || view.closed ? [] : away(view, leave))])
  const approval = view.last('recurringApproved')
  if (approval && view.active) {
    const to = lastDayOfRecurring(approval.on)
    if (view.on <= to) owed.push({ rule: rules['L-10'], actor: 'SUBJECT', action: '经常性跨市、县活动的批准将要到期，仍需要的重新申请', deadline: onDay(to, '批准之日起六个月'), evidence: [approval.id], listDays: 30 })
  }
  return owed
}

function noticesOf(view: CaseView, leave: FactOf<'leaveApproved'>): Owed[] {
  const deadline = view.days(leave.on, view.policy.promptNoticeDays)
  if (leave.approvedBy === 'OFFICE' && !view.notified(leave.id, 'COUNTY')) return [{ rule: rules['L-02'], actor: 'OFFICE', action: '把批准的外出报县级备案', deadline, evidence: [leave.id] }]
  if (leave.approvedBy === 'CITY' && !view.notified(leave.id, 'PROCURATORATE')) return [{ rule: rules['L-06'], actor: 'COUNTY', action: '把市级批准的外出通报同级检察院', deadline, evidence: [leave.id] }]
  return []
}

function away(view: CaseView, leave: FactOf<'leaveApproved'>): Owed[] {
  if (view.on < leave.from) return []
  const late = view.on > leave.to
  const owed: Owed[] = [{ rule: rules['L-08'], actor: 'SUBJECT', action: late ? '外出期满未销假：立即核实去向，责令返回' : '外出期满前返回并销假', deadline: onDay(leave.to, '外出期满'), evidence: [leave.id] }]
  const last = view.all('contact').findLast(({ leaveId, reached }) => reached && leaveId === leave.id)
  const next = view.days(last?.on ?? leave.from, view.policy.leaveContactDays)
  if (next.nominal <= leave.to) owed.push({ rule: rules['L-07'], actor: 'OFFICE', action: '外出期间电话或者视频联络一次', deadline: next, evidence: [leave.id] })
  return owed
}

type Step = FactOf<'placeChange'>['step']

/** M-02 to M-08, M-10: a change of the place of execution, step by step. */
export const movingDuties: Duty = (view) => [...new Set(view.all('placeChange').map(({ changeId }) => changeId))].flatMap((changeId) => movingOf(view, view.all('placeChange').filter((one) => one.changeId === changeId)))

function movingOf(view: CaseView, steps: readonly FactOf<'placeChange'>[]): Owed[] {
  const at = (...wanted: Step[]): FactOf<'placeChange'> | undefined => steps.find(({ step }) => wanted.includes(step))
  const owed: Owed[] = []
  const owe = (id: keyof typeof movingRules, actor: Actor, action: string, from: FactOf<'placeChange'> | undefined): void => {
    if (from) owed.push({ rule: movingRules[id], actor, action, deadline: view.days(from.on, Number(movingRules[id].parameters.days ?? view.policy.promptNoticeDays)), evidence: [from.id] })
  }
  const decided = at('GRANTED', 'REFUSED')
  const replied = at('REPLIED_YES', 'REPLIED_NO')
  if (!at('CONSULTED') && !decided) owe('M-02', 'COUNTY', '发函征求新执行地意见', at('APPLIED'))
  if (!replied && !decided) owe('M-03', 'NEW_COUNTY', '核实并书面回复', at('LETTER_RECEIVED') ?? at('CONSULTED'))
  if (!at('COORDINATION_ASKED') && !decided) owe('M-04', 'COUNTY', '新执行地不同意，报上一级协调', at('REPLIED_NO'))
  if (!at('SUBJECT_TOLD')) owe('M-05', 'COUNTY', '告知对象不同意变更执行地的决定和理由', at('REFUSED'))
  const granted = at('GRANTED')
  if (!at('TRANSFERRED')) owe('M-06', 'COUNTY', '移交法律文书和档案，抄送有关机关', granted)
  if (!at('RECEIPTED')) owe('M-07', 'NEW_COUNTY', '送达回执，转送所在地检察院、公安机关', at('FILE_RECEIVED'))
  if (!at('REPORTED_IN')) owe('M-08', 'SUBJECT', '到新执行地社区矫正机构报到', at('DECISION_RECEIVED'))
  const moved = at('TRANSFERRED')
  const { temporaryApprovedBy } = view.subject
  if (!at('CUSTODY_TOLD') && (temporaryApprovedBy === 'POLICE' || temporaryApprovedBy === 'PRISON')) owe('M-09', 'OTHER_ORGAN', '接收档案的看守所、监狱告知新执行地（收到后登记）', moved)
  if (granted && !view.notified(granted.id, 'DECISION_ORGAN')) owe('M-10', 'COUNTY', '把变更决定通知社区矫正决定机关', granted)
  return owed
}

/** V-03, E-02, E-05: places and positioning. */
export const measureDuties: Duty = (view) => [
  ...view.all('placeEntryApproved').flatMap((entry) => (['COURT', 'PROCURATORATE'] as const).filter((to) => !view.notified(entry.id, to)).map((to): Owed => ({
    rule: contactRules['V-03'], actor: 'COUNTY', action: to === 'COURT' ? '通知原审人民法院' : '通知同级检察院', deadline: view.days(entry.on, view.policy.promptNoticeDays), evidence: [entry.id],
  }))),
  ...positioning(view),
]

function positioning(view: CaseView): Owed[] {
  const over = new Set([...view.all('positioningRemoved').map(({ positioningId }) => positioningId), ...view.all('positioningApproved').flatMap((one) => one.extends ?? [])])
  return view.all('positioningApproved').filter(({ id }) => !over.has(id)).flatMap((use) => {
    const owed: Owed[] = []
    if (!view.closed) owed.push({ rule: positioningRules['E-02'], actor: 'COUNTY', action: view.on > use.to ? '电子定位期限已过：立即解除' : '期满前评估：解除，或者报负责人批准延长', deadline: onDay(use.to, '使用期限届满'), evidence: [use.id], listDays: 15 })
    if (!view.notified(use.id, 'SUBJECT')) owed.push({ rule: positioningRules['E-05'], actor: 'COUNTY', action: '书面告知对象期限、要求和后果', deadline: onDay(use.from, '使用之日'), evidence: [use.id] })
    return owed
  })
}

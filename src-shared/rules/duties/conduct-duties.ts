import { addDays } from '../../kernel/time.ts'
import { hoursAfter, instantAfter } from './hours.ts'
import { conductRules as rules } from '../catalogue/conduct.ts'
import { helpRules, supervisionRules } from '../catalogue/help.ts'
import type { FactOf } from '../case/case-file.ts'
import type { CaseView } from '../case/case-view.ts'
import type { NoticeTo } from '../case/supervision-facts.ts'
import { onDay } from '../dates/deadline.ts'
import { addMonths } from '../dates/periods.ts'
import { firstDayOverOneMonth, openAbsences } from './absence.ts'
import type { Duty, Owed } from './obligation.ts'

const count = (id: keyof typeof rules, name: string): number => Number(rules[id].parameters[name])
const noticeLabels: Record<NoticeTo, string> = {
  PROCURATORATE: '检察院', POLICE: '公安机关', COURT: '人民法院', DECISION_ORGAN: '社区矫正决定机关', COUNTY: '县级社区矫正机构', NEW_COUNTY: '新执行地机构', SUBJECT: '对象本人', UPPER_AGENCY: '上级机关', AUTHORITY: '有关主管部门',
}

/** C-00: appraisal by cycle. What the office has reported is the county's to decide, and is not asked of the office again. */
export const appraisalDuties: Duty = (view) => {
  if (!view.active || !view.reportedIn) return []
  const rule = rules['C-00']
  const last = view.last('appraised')
  const base = last ?? view.reportedIn
  const cycle = view.policy.appraisalCycleMonths[view.subject.level]
  const cycleEnd = addMonths(base.on, cycle)
  const decided = new Set(view.all('appraised').map(({ id }) => id))
  const waiting = view.all('appraisalProposed').find(({ appraisalId }) => !decided.has(appraisalId))
  const owed: Owed[] = [waiting
    ? { rule, actor: 'COUNTY', action: '对考核建议作出决定', deadline: view.days(waiting.on, view.policy.appraisalDecisionDays), evidence: [waiting.appraisalId] }
    : { rule, actor: 'OFFICE', action: '考核评议并报县级', deadline: view.days(cycleEnd, view.policy.appraisalDecisionDays), evidence: [base.id] }]
  if (last && !last.told) owed.push({ rule, actor: 'OFFICE', action: '把考核结果书面告知本人', deadline: view.days(last.on, view.policy.appraisalDecisionDays), evidence: [last.id] })
  if (last && !last.published && !view.minorRegime) owed.push({ rule, actor: 'OFFICE', action: '公示考核结果', deadline: view.days(last.on, view.policy.appraisalDecisionDays), evidence: [last.id] })
  return owed
}

/** C-07, C-08, C-10: what other organs owe after a proposal, a request for arrest, a detention. */
export const organDuties: Duty = (view) => {
  const decided = new Set(view.all('proposalDecided').map(({ proposalId }) => proposalId))
  const open = view.all('proposalSent').filter(({ id }) => !decided.has(id))
  const owed: Owed[] = open.map((proposal) => ({
    rule: rules['C-07'], actor: proposal.what === 'COMMIT' ? 'DECISION_ORGAN' : 'COURT', action: '对建议作出裁定或者决定（到期未收到的，跟进并记录）', deadline: view.days(proposal.on, count('C-07', 'days')), evidence: [proposal.id],
  }))
  for (const request of view.all('arrestRequested')) {
    const decision = view.all('arrestDecided').find(({ requestId }) => requestId === request.id)
    const { on, sum } = hoursAfter(request.at, count('C-08', 'hours'))
    if (!decision) owed.push({ rule: rules['C-08'], actor: 'COURT', action: '决定是否逮捕', deadline: { nominal: on, due: on, sum }, dueAt: instantAfter(request.at, count('C-08', 'hours')), evidence: [request.id] })
    if (decision?.arrested && open.length > 0) owed.push({ rule: rules['C-08'], actor: 'COUNTY', action: '逮捕后羁押将满三十日，跟进裁定', deadline: onDay(addDays(decision.on, count('C-08', 'custodyDays')), '逮捕之日起三十日'), evidence: [decision.id] })
  }
  if (view.detention && !view.detention.noticeReceivedOn) owed.push({ rule: rules['C-10'], actor: 'OTHER_ORGAN', action: '通知社区矫正机构（收到后登记日期）', deadline: view.days(view.detention.on, count('C-10', 'days')), evidence: [view.detention.id] })
  return owed
}

/** C-09, C-04's early warning: the ladder of lost contact. */
export const absenceDuties: Duty = (view) => (view.closed ? [] : openAbsences(view).flatMap((absence) => ladder(view, absence)))

function ladder(view: CaseView, { id, on: from, at }: FactOf<'absenceStarted'>): Owed[] {
  const rule = rules['C-09']
  const evidence = [id]
  const owed: Owed[] = []
  if (!view.all('searchStarted').some(({ absenceId }) => absenceId === id)) owed.push({ rule, actor: 'OFFICE', action: '立即查找：电话、信息化核查、走访，并留存记录', deadline: onDay(from, '失去联系当日'), dueAt: at, evidence })
  const nextDay = onDay(addDays(from, count('C-09', 'policeAfterDays')), '失去联系二十四小时')
  const dayLater = at && instantAfter(at, count('C-09', 'policeAfterDays') * 24)
  if (!view.notified(id, 'POLICE')) owed.push({ rule, actor: 'COUNTY', action: '查找不到的，通知公安机关协助', deadline: nextDay, dueAt: dayLater, evidence })
  if (!view.notified(id, 'PROCURATORATE')) owed.push({ rule, actor: 'COUNTY', action: '把组织查找的情况通报检察院', deadline: nextDay, dueAt: dayLater, evidence })
  const tenth = addDays(from, count('C-09', 'markerDays'))
  if (view.on <= tenth) owed.push({ rule, actor: 'OFFICE', action: '脱离监管满十日（超过十日的，依法应当给予警告）', deadline: onDay(tenth, '脱离监管第十日'), evidence })
  const { category } = view.subject
  if (category === 'PROBATION' || category === 'PAROLE') {
    const revoke = category === 'PROBATION' ? rules['C-04'] : rules['C-05']
    const over = firstDayOverOneMonth(from)
    if (view.on < over) owed.push({ rule: revoke, actor: 'COUNTY', action: '脱离监管将要超过一个月，准备提请撤销的材料', deadline: onDay(addMonths(from, 1), '脱离监管满一个月'), evidence, listDays: 6 })
  }
  return owed
}

/** C-12 to C-14, S-01, H-04: breaches to look into, incidents, death, letters to answer. */
export const answerDuties: Duty = (view) => {
  const answered = new Set([...view.all('admonition'), ...view.all('warning'), ...view.all('penalty'), ...view.all('noSanction'), ...view.all('sanctionProposed')].flatMap(({ groundIds }) => groundIds))
  const notices = (fact: { id: string; on: CaseView['on'] }, rule: Owed['rule'], ...to: NoticeTo[]): Owed[] =>
    to.filter((one) => !view.notified(fact.id, one)).map((one) => ({ rule, actor: 'COUNTY', action: `${rule === rules['C-14'] ? '因死亡终止矫正' : '发生突发事件'}，通知${noticeLabels[one]}`, deadline: view.days(fact.on, view.policy.promptNoticeDays), evidence: [fact.id] }))
  const replied = new Set(view.all('supervisionReplied').map(({ opinionId }) => opinionId))
  const told = new Set(view.all('complaintAnswered').map(({ complaintId }) => complaintId))
  return [
    ...view.all('breach').filter(({ id }) => !answered.has(id) && !view.closed).map((breach): Owed => ({ rule: rules['C-12'], actor: 'OFFICE', action: '对违反规定的情况调查取证，提出处理意见', deadline: view.days(breach.on, view.policy.breachDays), evidence: [breach.id] })),
    ...view.all('incident').flatMap((fact) => notices(fact, rules['C-13'], 'POLICE', 'UPPER_AGENCY', 'PROCURATORATE')),
    ...view.all('death').flatMap((fact) => notices(fact, rules['C-14'], 'DECISION_ORGAN', 'PROCURATORATE', 'POLICE')),
    ...view.all('supervisionOpinion').filter(({ id }) => !replied.has(id)).map((opinion): Owed => ({
      rule: supervisionRules['S-01'], actor: 'COUNTY', action: '书面回复检察院', deadline: opinion.replyBy ? onDay(opinion.replyBy, '文书载明的期限') : view.days(opinion.on, view.policy.supervisionReplyDays), evidence: [opinion.id],
    })),
    ...view.all('complaint').filter(({ id }) => !told.has(id)).map((complaint): Owed => ({ rule: helpRules['H-04'], actor: 'OFFICE', action: '办理并把结果告知申诉人、控告人、检举人', deadline: view.days(complaint.on, view.policy.complaintDays), evidence: [complaint.id] })),
  ]
}

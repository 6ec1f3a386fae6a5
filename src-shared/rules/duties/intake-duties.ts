import { letterRule } from '../catalogue/groups.ts'
import { intakeRules as rules } from '../catalogue/intake.ts'
import type { CaseView } from '../case/case-view.ts'
import { onDay } from '../dates/deadline.ts'
import { lastChangeOf, signaturesOf } from '../groups/signatures.ts'
import type { Duty, Owed } from './obligation.ts'

const count = (id: keyof typeof rules, name: string): number => Number(rules[id].parameters[name])

/** I-01 to I-08: assessment, documents, reporting in. */
export const handoverDuties: Duty = (view) => (view.closed || view.first('certificateIssued') ? [] : [...assessment(view), ...documents(view), ...reportingIn(view)])

function assessment(view: CaseView): Owed[] {
  return view.all('assessmentCommissioned').flatMap((commission) => {
    const submitted = view.all('assessmentSubmitted').find(({ commissionId }) => commissionId === commission.id)
    const owed: Owed[] = []
    const rule = commission.expedited ? rules['I-02'] : rules['I-01']
    if (!submitted) owed.push({ rule, actor: 'COUNTY', action: '完成调查评估并提交意见', deadline: view.workingDays(commission.on, Number(rule.parameters.workingDays)), evidence: [commission.id] })
    if (!view.notified(commission.id, 'PROCURATORATE')) owed.push({ rule: rules['I-03'], actor: 'COUNTY', action: '把收到调查评估委托的情况通知同级检察院', deadline: onDay(commission.on, '收到委托当日'), evidence: [commission.id] })
    if (submitted && !view.notified(submitted.id, 'PROCURATORATE')) owed.push({ rule: rules['I-03'], actor: 'COUNTY', action: '把调查评估意见抄送同级检察院', deadline: onDay(submitted.on, '提交意见当日'), evidence: [submitted.id] })
    return owed
  })
}

function documents(view: CaseView): Owed[] {
  const owed: Owed[] = []
  const effective = view.first('judgmentEffective')
  const received = view.first('documentsReceived')
  const complete = view.all('documentsReceived').some((one) => one.complete)
  if (effective && !view.first('organNotified') && !received) owed.push({ rule: rules['I-04'], actor: 'DECISION_ORGAN', action: '通知执行地社区矫正机构（逾期的留存为对方迟延的证据）', deadline: view.days(effective.on, count('I-04', 'noticeDays')), evidence: [effective.id] })
  if (effective && !received) owed.push({ rule: rules['I-04'], actor: 'DECISION_ORGAN', action: '送达法律文书（逾期的留存为对方迟延的证据）', deadline: view.days(effective.on, count('I-04', 'documentDays')), evidence: [effective.id] })
  if (received && !view.first('receiptSent')) owed.push({ rule: rules['I-05'], actor: 'COUNTY', action: '向决定机关送达回执', deadline: view.days(received.on, count('I-05', 'days')), evidence: [received.id] })
  if (view.reportedIn && !complete) {
    const asked = view.last('organAskedForDocuments')
    owed.push({
      rule: rules['I-06'], actor: asked ? 'DECISION_ORGAN' : 'COUNTY', action: asked ? '补齐法律文书' : '先登记，并通知决定机关补齐法律文书',
      deadline: view.days(view.reportedIn.on, count('I-06', 'days')), evidence: [view.reportedIn.id],
    })
  }
  return owed
}

function reportingIn(view: CaseView): Owed[] {
  if (view.reportedIn) return []
  const effective = view.first('judgmentEffective')
  const decision = view.first('temporaryDecisionReceived')
  if (view.subject.category === 'TEMP_OUTSIDE') return decision ? [{ rule: rules['I-08'], actor: 'HANDOVER_ORGAN', action: '把社区矫正对象移送社区矫正机构', deadline: view.days(decision.on, count('I-08', 'days')), evidence: [decision.id] }] : []
  return effective ? [{ rule: rules['I-07'], actor: 'SUBJECT', action: '到县级社区矫正机构报到', deadline: view.days(effective.on, count('I-07', 'days')), evidence: [effective.id] }] : []
}

/** I-09 to I-15: what follows from reporting in. */
export const intakeDuties: Duty = (view) => {
  const { reportedIn, policy } = view
  if (!reportedIn || !view.active) return exitBan(view)
  const evidence = [reportedIn.id]
  const owed: Owed[] = [...plan(view), ...exitBan(view)]
  const missing = [reportedIn.documentsChecked || '核对法律文书', reportedIn.identityVerified || '核实身份', reportedIn.registered || '办理接收登记', reportedIn.fileOpened || '建立档案'].filter((step) => step !== true)
  if (missing.length > 0) owed.push({ rule: rules['I-09'], actor: 'COUNTY', action: `补做：${missing.join('、')}`, deadline: onDay(reportedIn.on, '报到当日'), evidence })
  const beforeDeclaration = view.workingDays(reportedIn.on, policy.intakeDeclarationDays)
  if (!view.group?.members.length) owed.push({ rule: rules['I-11'], actor: 'OFFICE', action: '确定矫正小组', deadline: beforeDeclaration, evidence })
  if (!view.first('responsibilityLetterSigned')) owed.push({ rule: rules['I-11'], actor: 'OFFICE', action: '与矫正小组签订责任书', deadline: beforeDeclaration, evidence })
  owed.push(...signAgain(view))
  if (!view.first('intakeDeclared')) {
    const delegated = policy.delegations.some((one) => one.power === 'INTAKE_DECLARATION' && one.officeId === view.subject.officeId && one.from <= view.on && (!one.to || view.on <= one.to))
    const how = view.minorRegime ? '组织入矫宣告（不公开，通知监护人到场）' : '组织入矫宣告'
    owed.push({ rule: rules['I-12'], actor: delegated ? 'OFFICE' : 'COUNTY', action: how, deadline: beforeDeclaration, evidence })
  }
  return owed
}

/** G-06: after a change of members everybody signs anew. The first signing is I-11. */
function signAgain(view: CaseView): Owed[] {
  const signed = view.all('responsibilityLetterSigned')
  if (!view.group || signed.length === 0) return []
  const changedOn = lastChangeOf(view.group)
  const missing = signaturesOf(view.group, signed).filter(({ current }) => !current)
  if (!changedOn || changedOn <= (view.subject.recordsFrom ?? '') || missing.length === 0) return []
  return [{ rule: letterRule, actor: 'OFFICE', action: `小组成员已变动，请 ${missing.map(({ name }) => name).join('、')} 重新签订责任书`, deadline: view.days(changedOn, view.policy.letterResignDays), evidence: signed.slice(-1).map(({ id }) => id) }]
}

function plan(view: CaseView): Owed[] {
  if (!view.reportedIn) return []
  const rule = rules['I-13']
  const made = view.last('planMade')
  if (!made) return [{ rule, actor: 'OFFICE', action: '制定矫正方案', deadline: view.days(view.reportedIn.on, view.policy.planDays), evidence: [view.reportedIn.id] }]
  const reviewed = view.last('planReviewed')
  const latest = reviewed && reviewed.on > made.on ? reviewed : made
  const changed = view.last('levelChanged')
  if (changed && changed.on > latest.on) return [{ rule, actor: 'OFFICE', action: '管理类别已调整，相应调整矫正方案', deadline: view.days(changed.on, view.policy.planDays), evidence: [changed.id] }]
  return [{ rule, actor: 'OFFICE', action: '复核矫正方案', deadline: view.months(latest.on, view.policy.appraisalCycleMonths[view.subject.level]), evidence: [latest.id] }]
}

function exitBan(view: CaseView): Owed[] {
  const rule = rules['I-15']
  const reported = view.last('exitBanReported')
  const discharged = view.last('certificateIssued')
  if (discharged) return reported && !view.first('exitBanLifted') ? [{ rule, actor: 'COUNTY', action: '已解除矫正，撤销不准出境报备', deadline: view.days(discharged.on, view.policy.exitBanDays), evidence: [discharged.id] }] : []
  return view.active && view.reportedIn && !reported ? [{ rule, actor: 'COUNTY', action: '向移民管理机构报备不准出境', deadline: view.days(view.reportedIn.on, view.policy.exitBanDays), evidence: [view.reportedIn.id] }] : []
}

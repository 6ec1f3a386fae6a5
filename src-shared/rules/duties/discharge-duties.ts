import { addDays } from '../../kernel/time.ts'
import { dischargeRules as rules } from '../catalogue/discharge.ts'
import type { CaseView } from '../case/case-view.ts'
import { onDay } from '../dates/deadline.ts'
import type { Duty, Owed } from './obligation.ts'

/** Whether discharge must wait for the county's word (D-05): in custody, or a revocation or committal undecided. */
export function isDischargeBlocked(view: CaseView): boolean {
  const decided = new Set(view.all('proposalDecided').map(({ proposalId }) => proposalId))
  return view.detention !== undefined || view.all('proposalSent').some(({ id }) => !decided.has(id))
}

/** D-01 to D-05: the end of the term. No holiday moves it: not a day longer than the judgment says. */
export const dischargeDuties: Duty = (view) => {
  const certificate = view.first('certificateIssued')
  if (certificate) return notices(view, certificate)
  if (!view.reportedIn || view.closed) return []
  const { termEnd, temporaryApprovedBy } = view.subject
  const atEnd = onDay(termEnd, '矫正期满')
  if (isDischargeBlocked(view)) return [{ rule: rules['D-05'], actor: 'COUNTY', action: '期满时被羁押或者有撤销、收监事项未决：不自动解除，请示县级处理', deadline: atEnd, listDays: 15 }]
  const owed: Owed[] = []
  const summaryOn = addDays(termEnd, -Number(rules['D-01'].parameters.days))
  if (!view.first('personalSummary')) owed.push({ rule: rules['D-01'], actor: 'SUBJECT', action: '作出个人总结', deadline: onDay(summaryOn, '期满三十日前'), listDays: 15 })
  if (!view.first('dischargeAppraised')) owed.push({ rule: rules['D-01'], actor: 'COUNTY', action: '作出书面鉴定，与安置帮教衔接', deadline: atEnd, listDays: 45 })
  if (!view.first('dischargeDeclared') && temporaryApprovedBy !== 'POLICE' && temporaryApprovedBy !== 'PRISON')
    owed.push({ rule: rules['D-02'], actor: 'COUNTY', action: view.minorRegime ? '组织解除矫正宣告（不公开，监护人到场）' : '组织解除矫正宣告（可以委托司法所）', deadline: atEnd, listDays: 15 })
  if (temporaryApprovedBy === 'POLICE' || temporaryApprovedBy === 'PRISON') owed.push({ rule: rules['D-04'], actor: 'HANDOVER_ORGAN', action: '办理刑满释放手续（县级提前通知）', deadline: atEnd, listDays: 30 })
  owed.push({ rule: rules['D-03'], actor: 'COUNTY', action: '发放解除社区矫正证明书', deadline: atEnd, listDays: 15 })
  return owed
}

function notices(view: CaseView, certificate: { id: string; on: CaseView['on'] }): Owed[] {
  const organs = { DECISION_ORGAN: '社区矫正决定机关', PROCURATORATE: '所在地检察院', POLICE: '所在地公安机关' } as const
  return (['DECISION_ORGAN', 'PROCURATORATE', 'POLICE'] as const).filter((to) => !view.notified(certificate.id, to)).map((to) => ({
    rule: rules['D-03'], actor: 'COUNTY', action: `把解除矫正的情况通知${organs[to]}`, deadline: view.days(certificate.on, view.policy.promptNoticeDays), evidence: [certificate.id],
  }))
}

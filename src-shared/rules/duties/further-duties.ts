import { conductRules } from '../catalogue/conduct.ts'
import { contactRules } from '../catalogue/contact.ts'
import { dischargeRules } from '../catalogue/discharge.ts'
import { helpRules } from '../catalogue/help.ts'
import { leaveRules } from '../catalogue/leave.ts'
import { minorsRules } from '../catalogue/minors.ts'
import { movingRules } from '../catalogue/moving.ts'
import { reportingRules } from '../catalogue/reporting.ts'
import { monthOf } from '../dates/calendar.ts'
import { onDay } from '../dates/deadline.ts'
import { openAbsences } from './absence.ts'
import type { Duty, Owed } from './obligation.ts'

/** L-09, V-04: who is away without leave is ordered back; what goes on is stopped, or the police are told. */
export const stopDuties: Duty = (view) => {
  if (view.closed) return []
  const away = openAbsences(view).filter(({ id, cause }) => cause !== 'LOST_CONTACT' && !view.notified(id, 'SUBJECT'))
  const going = view.all('breach').filter(({ id, inProgress, stopped }) => inProgress && !stopped && !view.notified(id, 'POLICE'))
  return [
    ...away.map(({ id, on }): Owed => ({ rule: leaveRules['L-09'], actor: 'COUNTY', action: '责令立即返回（通知对象本人），并依法处理', deadline: onDay(on, '发现当日'), evidence: [id] })),
    ...going.map(({ id, on }): Owed => ({ rule: contactRules['V-04'], actor: 'OFFICE', action: '正在违反、制止无效：立即通知公安机关到场处置', deadline: onDay(on, '发现当日'), evidence: [id] })),
  ]
}

/** P-02: what a subject reports is looked into; met by the next visit, talk or contact that reached him. */
export const reportedEventDuties: Duty = (view) => {
  if (!view.active) return []
  const met = (on: string): boolean => [...view.all('visit'), ...view.all('talk'), ...view.all('contact').filter(({ reached }) => reached)].some((one) => one.on >= on)
  return view.all('eventReported').filter(({ on }) => !met(on)).map(({ id, on, about }): Owed => ({
    rule: reportingRules['P-02'], actor: 'OFFICE', action: about === 'RESIDENCE' ? '核实对象报告的居所变动；改变居住地的，办理执行地变更或者迁居' : '核实对象报告的变动', deadline: view.days(on, view.policy.breachDays), evidence: [id],
  }))
}

/** P-08, where the county has set how often: its own review of an execution outside prison for illness. */
export const reviewDuties: Duty = (view) => {
  const months = view.policy.temporaryReviewMonths
  if (!view.active || !view.reportedIn || months === 0 || view.subject.category !== 'TEMP_OUTSIDE' || view.subject.temporaryReason !== 'MEDICAL') return []
  const base = view.last('temporaryReviewed') ?? view.reportedIn
  return [{ rule: reportingRules['P-08'], actor: 'COUNTY', action: '组织审查是否仍符合暂予监外执行条件', deadline: view.months(base.on, months), evidence: [base.id], listDays: 15 }]
}

/** M-11: the work file goes to the new office and is taken over there. */
export const officeChangeDuties: Duty = (view) =>
  view.all('officeChange').filter(({ step }) => step === 'GRANTED').flatMap((granted): Owed[] => {
    const done = (step: 'HANDED_OVER' | 'ACCEPTED'): boolean => view.all('officeChange').some((one) => one.changeId === granted.changeId && one.step === step)
    const from = granted.effectiveOn ?? granted.on
    if (!done('HANDED_OVER')) return [{ rule: movingRules['M-11'], actor: 'OFFICE', action: '向新司法所移交工作档案', deadline: onDay(from, '县级决定的移交日期'), evidence: [granted.id] }]
    return done('ACCEPTED') ? [] : [{ rule: movingRules['M-11'], actor: 'OFFICE', action: '新司法所接收工作档案', deadline: view.days(from, view.policy.promptNoticeDays), evidence: [granted.id] }]
  })

/** C-11: the ruling on a proposal to commute. */
export const commutationDuties: Duty = (view) => {
  const ruled = new Set(view.all('commutationRuled').map(({ sentId }) => sentId))
  return view.all('commutationSent').filter(({ id }) => !ruled.has(id)).map((sent): Owed => ({
    rule: conductRules['C-11'], actor: 'COURT', action: '对减刑建议作出裁定（到期未收到的，跟进并记录）', deadline: view.days(sent.on, Number(conductRules['C-11'].parameters.days)), evidence: [sent.id],
  }))
}

/** D-06: revoked, committed, dead: the correction ends, and the county says so. */
export const terminationDuties: Duty = (view) => {
  if (view.all('closed').length > 0 || view.first('certificateIssued')) return []
  const granted = view.all('proposalDecided').filter((one) => one.granted)
  const [cause] = [...view.all('death'), ...granted]
  return cause ? [{ rule: dischargeRules['D-06'], actor: 'COUNTY', action: '确认矫正终止，办理归档', deadline: view.days(cause.on, view.policy.promptNoticeDays), evidence: [cause.id] }] : []
}

/** Y-04, Y-05: schooling of minors; guardians who refuse. */
export const minorDuties: Duty = (view) => {
  if (!view.minorRegime || view.closed) return []
  const owed: Owed[] = view.all('guardianUrged').filter(({ id, refused }) => refused && !view.notified(id, 'AUTHORITY')).map(({ id, on }) => ({
    rule: minorsRules['Y-05'], actor: 'OFFICE', action: '监护人拒不履行监护职责，通知有关部门依法处理', deadline: view.days(on, view.policy.promptNoticeDays), evidence: [id],
  }))
  if (view.active && view.reportedIn && view.subject.schooling === 'UNFINISHED' && !view.all('helped').some(({ type }) => type === 'SCHOOL'))
    owed.push({ rule: minorsRules['Y-04'], actor: 'OFFICE', action: '通知并配合教育部门，为其完成义务教育提供条件', deadline: view.days(view.reportedIn.on, view.policy.promptNoticeDays), evidence: [view.reportedIn.id] })
  return owed
}

/** H-01, where the county has set a number: minutes of education in each calendar month, the first one excepted. */
export const educationDuties: Duty = (view) => {
  const wanted = view.policy.educationMinutes[view.subject.level]
  const { from, to } = monthOf(view.on)
  if (wanted === 0 || !view.active || !view.reportedIn || view.detention || view.reportedIn.on >= from) return []
  const done = view.all('educated').filter((one) => one.attended && one.on >= from).reduce((sum, { minutes }) => sum + minutes, 0)
  return done >= wanted ? [] : [{ rule: helpRules['H-01'], actor: 'OFFICE', action: `本月教育学习还差 ${wanted - done} 分钟`, deadline: onDay(to, '本月最后一日'), listDays: 10 }]
}

import { daysBetween, type LocalDate } from '../../kernel/time.ts'
import type { CaseFile, FactOf } from '../case/case-file.ts'
import { type CaseView, viewCase } from '../case/case-view.ts'
import type { CatalogueRule } from '../catalogue/catalogue-rule.ts'
import { conductRules } from '../catalogue/conduct.ts'
import { dischargeRules } from '../catalogue/discharge.ts'
import { intakeRules } from '../catalogue/intake.ts'
import { movingRules } from '../catalogue/moving.ts'
import { type Deadline, onDay } from '../dates/deadline.ts'
import { sayDate } from '../dates/calendar.ts'
import { type HolidayTable, noHolidays } from '../dates/holidays.ts'
import type { Policy } from '../policy.ts'
import { hoursAfter } from './hours.ts'
import type { Actor } from './obligation.ts'

/** An act that was another's to do and came after its last day: whose, under which rule, how late. */
export type LateAct = { readonly ruleId: string; readonly actor: Actor; readonly action: string; readonly dueOn: LocalDate; readonly doneOn: LocalDate; readonly days: number; readonly basis: string }

type Act = { rule: CatalogueRule; actor: Actor; action: string; deadline: Deadline; doneOn: LocalDate | undefined | null }

/**
 * What the county and other organs did late in a case, as its facts of the day show it; what they still owe is among the
 * obligations. Days count from the rolled last day (A3), in favour of who was late.
 */
export function lateActs(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable = noHolidays): LateAct[] {
  const view = viewCase(caseFile, on, policy, holidays)
  return [...assessments(view), ...handover(view), ...answers(view), ...moves(view), ...ending(view)].flatMap(({ rule, actor, action, deadline, doneOn }) => {
    if (!doneOn || doneOn <= deadline.due) return []
    const days = daysBetween(deadline.due, doneOn)
    return [{ ruleId: rule.id, actor, action, dueOn: deadline.due, doneOn, days, basis: `${rule.article}：${deadline.sum}；${sayDate(doneOn)}才办，迟${days}日。` }]
  })
}

const count = (rule: CatalogueRule, name = 'days'): number => Number(rule.parameters[name])

function assessments(view: CaseView): Act[] {
  return view.all('assessmentCommissioned').map(({ id, on, expedited }) => {
    const rule = expedited ? intakeRules['I-02'] : intakeRules['I-01']
    return { rule, actor: 'COUNTY', action: '提交调查评估意见', deadline: view.workingDays(on, count(rule, 'workingDays')), doneOn: view.all('assessmentSubmitted').find(({ commissionId }) => commissionId === id)?.on }
  })
}

function handover(view: CaseView): Act[] {
  const acts: Act[] = []
  const effective = view.first('judgmentEffective')
  const received = view.first('documentsReceived')
  if (effective) {
    const rule = intakeRules['I-04']
    acts.push({ rule, actor: 'DECISION_ORGAN', action: '通知执行地', deadline: view.days(effective.on, count(rule, 'noticeDays')), doneOn: view.first('organNotified')?.on })
    acts.push({ rule, actor: 'DECISION_ORGAN', action: '送达法律文书', deadline: view.days(effective.on, count(rule, 'documentDays')), doneOn: received?.on })
  }
  if (received) acts.push({ rule: intakeRules['I-05'], actor: 'COUNTY', action: '送达回执', deadline: view.days(received.on, count(intakeRules['I-05'])), doneOn: view.first('receiptSent')?.on })
  const whole = view.all('documentsReceived').find(({ complete }) => complete)
  // Papers that came at all only later are I-04's; this is about what was missing among them.
  if (view.reportedIn && whole && whole.id !== received?.id) acts.push({ rule: intakeRules['I-06'], actor: 'DECISION_ORGAN', action: '补齐法律文书', deadline: view.days(view.reportedIn.on, count(intakeRules['I-06'])), doneOn: whole.on })
  const decision = view.first('temporaryDecisionReceived')
  if (decision) acts.push({ rule: intakeRules['I-08'], actor: 'HANDOVER_ORGAN', action: '移送对象', deadline: view.days(decision.on, count(intakeRules['I-08'])), doneOn: view.reportedIn?.on })
  return acts
}

function answers(view: CaseView): Act[] {
  const rules = conductRules
  return [
    ...view.all('proposalSent').map(({ id, on, what }): Act => ({ rule: rules['C-07'], actor: what === 'COMMIT' ? 'DECISION_ORGAN' : 'COURT', action: '裁定或者决定', deadline: view.days(on, count(rules['C-07'])), doneOn: view.all('proposalDecided').find(({ proposalId }) => proposalId === id)?.on })),
    ...view.all('arrestRequested').map(({ id, at }): Act => {
      const end = hoursAfter(at, count(rules['C-08'], 'hours'))
      return { rule: rules['C-08'], actor: 'COURT', action: '决定是否逮捕', deadline: { nominal: end.on, due: end.on, sum: end.sum }, doneOn: view.all('arrestDecided').find(({ requestId }) => requestId === id)?.on }
    }),
    ...view.all('detained').map(({ on, noticeReceivedOn }): Act => ({ rule: rules['C-10'], actor: 'OTHER_ORGAN', action: '通知羁押情况', deadline: view.days(on, count(rules['C-10'])), doneOn: noticeReceivedOn })),
    ...view.all('commutationSent').map(({ id, on }): Act => ({ rule: rules['C-11'], actor: 'COURT', action: '减刑裁定', deadline: view.days(on, count(rules['C-11'])), doneOn: view.all('commutationRuled').find(({ sentId }) => sentId === id)?.on })),
  ]
}

type Step = FactOf<'placeChange'>['step']
const acts: readonly (readonly [rule: 'M-02' | 'M-03' | 'M-05' | 'M-06' | 'M-07' | 'M-09', actor: Actor, action: string, from: readonly Step[], done: readonly Step[]])[] = [
  ['M-02', 'COUNTY', '发函征求意见', ['APPLIED'], ['CONSULTED']], ['M-03', 'NEW_COUNTY', '回复是否同意', ['LETTER_RECEIVED', 'CONSULTED'], ['REPLIED_YES', 'REPLIED_NO']], ['M-05', 'COUNTY', '告知不同意', ['REFUSED'], ['SUBJECT_TOLD']],
  ['M-06', 'COUNTY', '移交档案', ['GRANTED'], ['TRANSFERRED']], ['M-07', 'NEW_COUNTY', '送达回执', ['FILE_RECEIVED'], ['RECEIPTED']], ['M-09', 'OTHER_ORGAN', '告知新执行地', ['TRANSFERRED'], ['CUSTODY_TOLD']],
]

function moves(view: CaseView): Act[] {
  return [...Map.groupBy(view.all('placeChange'), ({ changeId }) => changeId).values()].flatMap((steps) => acts.flatMap(([id, actor, action, from, done]): Act[] => {
    const rule = movingRules[id]
    const [begun] = from.flatMap((step) => steps.find((one) => one.step === step) ?? [])
    return begun ? [{ rule, actor, action, deadline: view.days(begun.on, count(rule)), doneOn: steps.find(({ step }) => done.includes(step))?.on }] : []
  }))
}

// Not a day longer than the judgment says: no holiday moves this one.
function ending(view: CaseView): Act[] {
  const certificate = view.first('certificateIssued')
  return certificate ? [{ rule: dischargeRules['D-03'], actor: 'COUNTY', action: '发放解除证明书', deadline: onDay(view.subject.termEnd, '矫正期满'), doneOn: certificate.on }] : []
}

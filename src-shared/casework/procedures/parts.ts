import { type Organ, type Procedure, standingSteps, type Step } from '../../domain/procedure.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { viewCase, type CaseView } from '../../rules/case/case-view.ts'
import { daysAfter, monthsAfter, workingDaysAfter } from '../../rules/dates/deadline.ts'
import type { Fact, FactOf } from '../../rules/index.ts'
import { choice, text } from '../field.ts'
import { open, type OpenStep, type ProcedureView, step, type StepKind, type Surroundings } from '../procedure-kind.ts'

/** What a decision or a reply can be. */
export const outcomes = { GRANTED: '同意', REFUSED: '不同意' } as const
const ways = { IN_PERSON: '当面送达', PAPER: '书面送达', MAIL: '邮寄', SYSTEM: '系统发送' } as const

export const decisionFields = {
  outcome: choice('决定', outcomes, { required: true }),
  number: text('文书编号', { max: 60 }),
  reason: text('理由', { lines: 3, max: 1000, required: { field: 'outcome', is: ['REFUSED'] }, hint: '不同意的必须写明理由' }),
}
export const opinionFields = {
  agree: choice('意见', outcomes, { required: true, initial: 'GRANTED' }),
  opinion: text('核查情况和意见', { lines: 4, max: 2000, required: true }),
}
export const noticeFields = { way: choice('送达方式', ways, { required: true, initial: 'PAPER' }), number: text('文书编号', { max: 60 }) }
export const toldFields = { way: choice('告知方式', ways, { required: true, initial: 'IN_PERSON' }), signedBy: text('签收人', { max: 40, hint: '本人或者监护人' }), remark: text('备注', { max: 200 }) }

/** A notice, a copy, a filing. */
export const noticeStep = (label: string, article: string, organ: Organ = 'COUNTY'): StepKind => step({ label, organ, article, fields: noticeFields })
/** Telling the person, in writing. */
export const toldStep = (label: string, article: string, organ: Organ = 'OFFICE'): StepKind => step({ label, organ, article, fields: toldFields })
/** The office's own finding before it goes to the county. */
export const opinionStep = (article: string, label = '司法所核查并签署意见'): StepKind => step({ label, organ: 'OFFICE', enteredAt: 'office', article, fields: opinionFields })

export const isGranted = (one: Pick<Step, 'values'> | undefined): boolean => one?.values['outcome'] === 'GRANTED' || one?.values['agree'] === 'GRANTED'
export const isRefused = (one: Pick<Step, 'values'> | undefined): boolean => one?.values['outcome'] === 'REFUSED'

/** The last day of a clock of natural days by plain arithmetic, the earlier of the two answers (A3). */
export function daysFrom(view: Pick<ProcedureView, 'around'>, start: LocalDate, days: number): LocalDate {
  return daysAfter(start, days, { holidays: view.around.holidays, rolls: true }).nominal
}
export function workingDaysFrom(view: Pick<ProcedureView, 'around'>, start: LocalDate, days: number): LocalDate {
  return workingDaysAfter(start, days, { holidays: view.around.holidays, rolls: true }).due
}
export function monthsFrom(view: Pick<ProcedureView, 'around'>, start: LocalDate, months: number): LocalDate {
  return monthsAfter(start, months, { holidays: view.around.holidays, rolls: false }).nominal
}
/** 及时: as many days as the county's policy takes that word to mean. */
export function promptly(view: Pick<ProcedureView, 'around'>, start: LocalDate): LocalDate {
  return daysFrom(view, start, view.around.policy.promptNoticeDays)
}

/** The case on the day of the act. */
export function caseOf({ caseFile, on, policy, holidays }: Surroundings): CaseView {
  return viewCase(caseFile, on, policy, holidays)
}

/** Open steps that may come in any order: those of the names that have not been taken. */
export function stillOpen(view: ProcedureView, wanted: Readonly<Record<string, Partial<Omit<OpenStep, 'step'>>>>): OpenStep[] {
  return Object.entries(wanted).filter(([name]) => !view.has(name)).map(([name, more]) => open(name, more))
}

/** The standing steps of a procedure without its case. */
export function stepsOf(procedure: Pick<Procedure, 'steps'>): { first(name: string): Step | undefined; last(name: string): Step | undefined; all(name: string): Step[] } {
  const steps = standingSteps(procedure)
  return { first: (name) => steps.find(({ step: one }) => one === name), last: (name) => steps.findLast(({ step: one }) => one === name), all: (name) => steps.filter(({ step: one }) => one === name) }
}

/** A fact of the notice that a step was; none while it has not been taken. */
export function notified(one: Step | undefined, about: string, to: FactOf<'notified'>['to']): Fact[] {
  return one ? [{ kind: 'notified', id: one.id, on: one.on, about, to }] : []
}

/** T-06, Y-03: what concerns a minor is never public, and a guardian is there. */
export const isMinor = ({ around }: Pick<ProcedureView, 'around'>): boolean => around.subject.minorRegime
export const neverPublic = (view: ProcedureView): string => (isMinor(view) ? '未成年对象的考核、奖惩不公开，不能公示。' : '')

/** Telling the person of a reward or a sanction: with a minor his guardian signs too. */
export const servedStep = (label: string, article: string): StepKind =>
  step({
    label, organ: 'OFFICE', article, fields: { ...toldFields, guardian: text('到场的监护人', { max: 40, hint: '未成年对象必须填写' }) },
    problems: ({ guardian }, view) => (isMinor(view) && !guardian.trim() ? [{ field: 'guardian', text: '未成年对象应当有监护人到场并签名，请填写监护人' }] : []),
  })

/** The ids that a form names as its ground. */
export function groundsOf(one: Step | undefined): string[] {
  const value = one?.values['evidence']
  const ids = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return ids.filter((id): id is string => typeof id === 'string' && id.length > 0 && id.length <= 40)
}

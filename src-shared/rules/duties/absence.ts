import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts'
import type { FactOf } from '../case/case-file.ts'
import type { CaseView } from '../case/case-view.ts'
import { intakeRules } from '../catalogue/intake.ts'
import { addMonths } from '../dates/periods.ts'

/** Somebody was not under supervision: from the day after `from`, which is not counted (A3), up to and with `to`. */
export type Absence = { readonly evidence: readonly string[]; readonly from: LocalDate; readonly to: LocalDate; readonly open: boolean; readonly days: number; readonly cause: 'LOST' | 'LATE_REPORT_IN' }

/** Absences that have begun and not ended. */
export function openAbsences(view: CaseView): readonly FactOf<'absenceStarted'>[] {
  const ended = new Set(view.all('absenceEnded').map(({ absenceId }) => absenceId))
  return view.all('absenceStarted').filter(({ id }) => !ended.has(id))
}

/** Every unexcused absence, the late reporting in among them, with its length on the view's day. */
export function absencesOf(view: CaseView): readonly Absence[] {
  const lost = view.all('absenceStarted').filter(({ excused }) => !excused).map((start): Absence => {
    const end = view.all('absenceEnded').find(({ absenceId }) => absenceId === start.id)
    return make([start.id, ...(end ? [end.id] : [])], { from: start.on, to: end?.on ?? view.on, open: !end, cause: 'LOST' })
  })
  return [...lost, ...lateReportIn(view)]
}

// The rolled day counts in the subject's favour: the period is the court's, so A3 is beyond doubt.
function lateReportIn(view: CaseView): Absence[] {
  const effective = view.first('judgmentEffective')
  if (!effective || view.subject.category === 'TEMP_OUTSIDE') return []
  const from = view.days(effective.on, Number(intakeRules['I-07'].parameters.days)).due
  const to = view.reportedIn?.on ?? view.on
  return to > from ? [make([effective.id, ...(view.reportedIn ? [view.reportedIn.id] : [])], { from, to, open: !view.reportedIn, cause: 'LATE_REPORT_IN' })] : []
}

function make(evidence: readonly string[], rest: Omit<Absence, 'evidence' | 'days'>): Absence {
  return { evidence, ...rest, days: daysBetween(rest.from, rest.to) }
}

/** 超过一个月 (A4): the day a month later is still within it. */
export function isOverOneMonth({ from, to }: Pick<Absence, 'from' | 'to'>): boolean {
  return to > addMonths(from, 1)
}

/** The first day on which an absence is longer than a month. */
export function firstDayOverOneMonth(from: LocalDate): LocalDate {
  return addDays(addMonths(from, 1), 1)
}

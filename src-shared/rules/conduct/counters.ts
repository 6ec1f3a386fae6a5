import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { CaseFile } from '../case/case-file.ts'
import { type CaseView, viewCase } from '../case/case-view.ts'
import { type HolidayTable, noHolidays } from '../dates/holidays.ts'
import { addMonths } from '../dates/periods.ts'
import { absencesOf } from '../duties/absence.ts'
import type { Leave } from '../leave/leave-request.ts'
import { rollingSum } from '../leave/leave-sums.ts'
import type { Policy } from '../policy.ts'

/** Counts over a case, always from its facts, never stored. */
export type Counters = {
  readonly admonitions: number
  /** The text does not say whether a warning starts the count anew: both numbers are shown. */
  readonly admonitionsSinceWarning: number
  readonly warnings: number
  readonly penalties: number
  /** Days of the longest unexcused absence, an open one up to the day. */
  readonly absentDays: number
  readonly leaveDaysRolling: number
  /** Whole months (A4) since reporting in. */
  readonly monthsServed: number
}

/** The counters of a case on a day. */
export function countersOf(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable = noHolidays): Counters {
  return count(viewCase(caseFile, on, policy, holidays))
}

/** The counters as seen from a view. */
export function count(view: CaseView): Counters {
  const warnings = view.all('warning')
  const lastWarning = warnings.at(-1)
  const admonitions = view.all('admonition')
  return {
    admonitions: admonitions.length,
    admonitionsSinceWarning: admonitions.filter(({ on }) => !lastWarning || on > lastWarning.on).length,
    warnings: warnings.length,
    penalties: view.all('penalty').length,
    absentDays: Math.max(0, ...absencesOf(view).map(({ days }) => days)),
    leaveDaysRolling: leaveDaysRolling(view),
    monthsServed: monthsServed(view),
  }
}

/** The leaves of a case as `routeLeave` wants them. */
export function leavesOf(view: CaseView): Leave[] {
  const returns = new Map(view.all('leaveReturned').map(({ leaveId, on }) => [leaveId, on]))
  return [
    ...view.all('leaveApproved').map(({ id, from, to }): Leave => ({ kind: 'LEAVE', id, from, to, returnedOn: returns.get(id) ?? null })),
    ...view.all('recurringApproved').map(({ id, on, counties }): Leave => ({ kind: 'RECURRING', id, approvedOn: on, counties })),
  ]
}

function leaveDaysRolling(view: CaseView): number {
  const past = leavesOf(view).flatMap((one) => (one.kind === 'LEAVE' && one.from <= view.on ? [{ ...one, returnedOn: one.returnedOn ?? (one.to < view.on ? one.to : view.on) }] : []))
  // A trip that ends before it begins asks for nothing: what is left is the two months up to the day.
  return past.length === 0 ? 0 : rollingSum({ from: addDays(view.on, 1), to: view.on }, past, view.policy).days
}

function monthsServed({ reportedIn, on }: CaseView): number {
  if (!reportedIn) return 0
  let months = 0
  while (addMonths(reportedIn.on, months + 1) <= on) months++
  return months
}

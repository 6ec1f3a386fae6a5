import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts'
import { monthOf } from '../dates/calendar.ts'
import { addMonths } from '../dates/periods.ts'
import type { Policy } from '../policy.ts'
import type { Leave, LeaveRequest } from './leave-request.ts'

/** Days of leave in a window of two months, and the window. */
export type WindowSum = { readonly from: LocalDate; readonly to: LocalDate; readonly days: number }
type Span = { readonly from: LocalDate; readonly to: LocalDate }
type Trip = Pick<LeaveRequest, 'from' | 'to'>

/** L-02: the days of a trip, both ends counted unless the policy says otherwise. */
export function leaveDays(from: LocalDate, to: LocalDate, { leaveDaysInclusive }: Policy): number {
  return daysBetween(from, to) + (leaveDaysInclusive ? 1 : 0)
}

/**
 * L-05, rolling: two months (A4) that end on the last requested day. A leave already approved for later opens further
 * windows, or asking for the later trip first would get round the limit; the fullest window is the answer.
 */
export function rollingSum(request: Trip, history: readonly Leave[], policy: Policy): WindowSum {
  const spans = spansOf(request, history)
  const ends = [request.to, ...spans.filter(({ to }) => to > request.to && addMonths(to, -2) < request.to).map(({ to }) => to)]
  return fullest(ends.map((to) => ({ from: addDays(addMonths(to, -2), 1), to })), spans, policy)
}

/** L-05, calendar: two neighbouring calendar months in which a requested day lies; the fullest pair. */
export function calendarSum(request: Trip, history: readonly Leave[], policy: Policy): WindowSum {
  const pairs: Span[] = []
  for (let first = monthOf(request.from, -1); first.from <= request.to; first = monthOf(first.from, 1)) pairs.push({ from: first.from, to: monthOf(first.from, 1).to })
  return fullest(pairs.length > 0 ? pairs : [{ from: monthOf(request.to, -1).from, to: monthOf(request.to).to }], spansOf(request, history), policy)
}

function spansOf(request: Trip, history: readonly Leave[]): Span[] {
  const past = history.flatMap((one) => (one.kind === 'LEAVE' ? [{ from: one.from, to: one.returnedOn ?? one.to }] : []))
  return [...past, { from: request.from, to: request.to }].filter(({ from, to }) => from <= to)
}

function fullest(windows: readonly Span[], spans: readonly Span[], policy: Policy): WindowSum {
  const sums = windows.map((window) => ({ ...window, days: daysWithin(window, spans, policy) }))
  return sums.reduce((most, one) => (one.days > most.days ? one : most))
}

// Two leaves that share a day are one day away; the day of leaving is dropped once for each span where days are not inclusive.
function daysWithin(window: Span, spans: readonly Span[], { leaveDaysInclusive }: Policy): number {
  const away = new Set<string>()
  for (const { from, to } of spans) {
    const first = leaveDaysInclusive ? from : addDays(from, 1)
    for (let date = first > window.from ? first : window.from; date <= to && date <= window.to; date = addDays(date, 1)) away.add(date)
  }
  return away.size
}

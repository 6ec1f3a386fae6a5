import { LocalDate } from '../../kernel/time.ts'
import { leavesOf } from '../../rules/conduct/counters.ts'
import { leaveRules as rules } from '../../rules/catalogue/leave.ts'
import { type LeaveRoute, routeLeave } from '../../rules/index.ts'
import { sayDate } from '../../rules/dates/calendar.ts'
import type { Note, OpenStep, ProcedureView } from '../procedure-kind.ts'
import { open } from '../procedure-kind.ts'
import type { Problem } from '../record-kind.ts'
import { caseOf, type outcomes } from './parts.ts'

/** What is asked for, as far as it is known. */
export type Trip = { readonly from: LocalDate; readonly to: LocalDate; readonly destinationCounty: string; readonly urgentReason: string; readonly hasProof: boolean }
type Typed = { from: LocalDate | null; to: LocalDate | null; destinationCounty: string; urgentReason: string; hasProof: boolean }

/** The trip of the application that stands; null before it. */
export function tripOf(view: ProcedureView): Trip | null {
  const values = view.first('apply')?.values
  const from = LocalDate.safeParse(values?.['from'])
  const to = LocalDate.safeParse(values?.['to'])
  if (!values || !from.success || !to.success) return null
  const { destinationCounty, urgentReason, hasProof } = values
  return { from: from.data, to: to.data, destinationCounty: typeof destinationCounty === 'string' ? destinationCounty : '', urgentReason: typeof urgentReason === 'string' ? urgentReason : '', hasProof: hasProof === true }
}

/** Who decides this trip as things stand on the day; null while it is not known. The trip itself is not part of the past. */
export function routeOf(view: ProcedureView, trip: Trip | null = tripOf(view)): LeaveRoute | null {
  if (!trip || trip.to < trip.from) return null
  const { around } = view
  const past = leavesOf(caseOf(around)).filter(({ id }) => id !== view.id)
  const destinationCounty = /^\d{6}$/.test(trip.destinationCounty) ? trip.destinationCounty : '000000'
  return routeLeave({
    kind: 'LEAVE', appliedOn: view.openedOn, from: trip.from, to: trip.to, destinationCounty, reason: 'OTHER', hasProof: trip.hasProof, urgentReason: trip.urgentReason, underApprovalId: null,
    decidedOn: view.has('apply') ? around.on : null, executionCounty: around.caseFile.subject.executionCounty, officeId: around.officeId,
  }, past, around.policy)
}

const routeWords = { office: '由司法所批准，报县级备案', county: '由县级社区矫正机构批准', city: '由市级社区矫正机构批准', none: '不需要审批' } as const

/** Days, running sums, route and warnings, while dates are typed. */
export function routeNotes(view: ProcedureView, { from, to, ...rest }: Typed): Note[] {
  if (!from || !to || to < from) return []
  const route = routeOf({ ...view, has: () => false }, { from, to, ...rest })
  if (!route) return []
  const [first, ...more] = route.reasons
  return [
    { tone: 'plain', text: `本次 ${route.days} 天，两个月内累计 ${route.sums.decisive} 天（含本次），${routeWords[route.route]}。`, ruleId: first?.ruleId ?? 'L-02' },
    ...[...(first ? [first] : []), ...more].map((one): Note => ({ tone: 'plain', text: one.text, ruleId: one.ruleId })),
    ...route.blocks.map((one): Note => ({ tone: 'block', text: one.text, ruleId: one.ruleId })),
    ...route.warnings.map((one): Note => ({ tone: 'warn', text: one.text, ruleId: one.ruleId })),
  ]
}

/** L-11: an approval dated after the trip has begun. A refusal may come at any time. */
export function lateApproval(view: ProcedureView, outcome: keyof typeof outcomes | null): Problem[] {
  const trip = tripOf(view)
  if (outcome !== 'GRANTED' || !trip || view.around.on <= trip.from) return []
  return [{ field: 'outcome', text: `批准日期${sayDate(view.around.on)}晚于外出日期${sayDate(trip.from)}：应当先批准、后外出，不能补批` }]
}

/** L-02: short enough for the office, were it delegated. */
export function notDelegated(view: ProcedureView): boolean {
  const route = routeOf(view)
  return route?.route === 'county' && route.days <= Number(rules['L-02'].parameters.maxDays)
}

/** The office's power, visible but locked while the county has not delegated it. */
export function leaveLocks(view: ProcedureView, more: Partial<OpenStep>): OpenStep[] {
  return notDelegated(view) ? [open('officeDecision', { ...more, ruleId: 'L-02', optional: true, locked: '县级没有把七日以内外出的审批委托给本所（或者委托已到期），由县级批准。' })] : []
}

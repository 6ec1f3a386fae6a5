import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts'
import { leaveRules } from '../catalogue/leave.ts'
import { exceeds, within } from '../dates/bounds.ts'
import { sayDate } from '../dates/calendar.ts'
import { addMonths } from '../dates/periods.ts'
import type { Policy } from '../policy.ts'
import type { Leave, LeaveRequest } from './leave-request.ts'
import { calendarSum, leaveDays, rollingSum, type WindowSum } from './leave-sums.ts'

/** One sentence of why, under which rule. */
export type RouteReason = { readonly ruleId: string; readonly text: string; readonly article: string }

/** Who decides a leave, with the sums it rests on. */
export type LeaveRoute = {
  /** `none`: no approval needed, he is not leaving or holds a valid recurring approval. */
  readonly route: 'office' | 'county' | 'city' | 'none'
  readonly days: number
  /** Days in two months including the requested ones, counted both ways; the policy says which one decides. */
  readonly sums: { readonly rolling: WindowSum; readonly calendar: WindowSum; readonly decisive: number }
  readonly reasons: readonly RouteReason[]
  /** What forbids going on: must be put right first. */
  readonly blocks: readonly RouteReason[]
  /** What the officer should look at. */
  readonly warnings: readonly RouteReason[]
}

type RuleId = keyof typeof leaveRules
const say = (ruleId: RuleId, text: string): RouteReason => ({ ruleId, text, article: leaveRules[ruleId].article })

/**
 * Routes a request to the office (<= 7 days and delegated), the county (<= 30 days) or the city (> 30 days in one trip or
 * in two months). `history` holds what was approved before, never the request itself.
 */
export function routeLeave(request: LeaveRequest, history: readonly Leave[], policy: Policy): LeaveRoute {
  const days = leaveDays(request.from, request.to, policy)
  const rolling = rollingSum(request, history, policy)
  const calendar = calendarSum(request, history, policy)
  const decisive = policy.twoMonthWindow === 'ROLLING' ? rolling.days : policy.twoMonthWindow === 'CALENDAR' ? calendar.days : Math.max(rolling.days, calendar.days)
  const sums = { rolling, calendar, decisive }
  const blocks = blocksOf(request)
  const warnings = warningsOf(request)
  const answer = (route: LeaveRoute['route'], ...reasons: RouteReason[]): LeaveRoute => ({ route, days, sums, reasons, blocks, warnings })

  if (!leaves(request)) return answer('none', say('L-02', '目的地与执行地在同一市、县范围内，不属于离开所居住的市、县。'))
  if (request.kind === 'RECURRING') return answer('county', say('L-10', `经常性跨市、县活动由县级批准，有效期至批准之日起${months('L-10')}个月。`))
  if (request.underApprovalId !== null) {
    const refused = refusalUnder(request, history)
    if (!refused) return answer('none', say('L-10', '在有效的经常性活动批准范围内，不再另行审批，活动期间按要求报告。'))
    blocks.push(refused)
  }
  const maxDays = number('L-05', 'maxDays')
  if (exceeds(days, number('L-04', 'maxDays'))) return answer('city', say('L-04', `申请${days}日，超过县级每次可以批准的${number('L-04', 'maxDays')}日，报市级批准。`), ...notice)
  if (exceeds(decisive, maxDays)) return answer('city', say('L-05', `${sumSentence(sums, policy)}，超过${maxDays}日，报市级批准。`), ...notice)
  const sum = say('L-05', `${sumSentence(sums, policy)}，没有超过${maxDays}日。`)
  if (!within(days, number('L-02', 'maxDays'))) return answer('county', say('L-03', `申请${days}日，超过${number('L-03', 'overDays')}日，由司法所签署意见，报县级批准。`), sum)
  if (!isDelegated(request, policy)) return answer('county', say('L-02', `申请${days}日，没有超过${number('L-02', 'maxDays')}日，但没有县级对本所的有效委托，由县级批准。`), sum)
  return answer('office', say('L-02', `申请${days}日，没有超过${number('L-02', 'maxDays')}日，县级已委托，由司法所批准并报县级备案。`), sum)
}

const notice: readonly RouteReason[] = [say('L-06', '市级批准后，县级应当及时通报同级人民检察院。')]

function number(ruleId: RuleId, name: string): number {
  return Number(leaveRules[ruleId].parameters[name])
}

function months(ruleId: RuleId): number {
  return number(ruleId, 'months')
}

/** Whether the trip leaves the city or county. Districts of one districted city count as one place. */
export function leaves({ executionCounty, destinationCounty }: Pick<LeaveRequest, 'executionCounty' | 'destinationCounty'>): boolean {
  if (executionCounty === destinationCounty) return false
  // GB/T 2260: 01 to 20 within a prefecture are its districts, 21 and up its counties, 81 and up its county-level cities.
  const isDistrict = (code: string): boolean => code.slice(4) >= '01' && code.slice(4) <= '20'
  return !(executionCounty.slice(0, 4) === destinationCounty.slice(0, 4) && isDistrict(executionCounty) && isDistrict(destinationCounty))
}

function isDelegated({ officeId, appliedOn, decidedOn }: LeaveRequest, policy: Policy): boolean {
  const on = decidedOn ?? appliedOn
  return policy.delegations.some((one) => one.power === 'LEAVE_WITHIN_7_DAYS' && one.officeId === officeId && one.from <= on && (one.to === null || on <= one.to))
}

function refusalUnder(request: LeaveRequest, history: readonly Leave[]): RouteReason | null {
  const approval = history.find((one) => one.kind === 'RECURRING' && one.id === request.underApprovalId)
  if (approval?.kind !== 'RECURRING') return say('L-10', '没有找到所说的经常性活动批准，请按一般外出办理。')
  const validTo = lastDayOfRecurring(approval.approvedOn)
  if (approval.approvedOn > request.from) return say('L-11', `批准日期${sayDate(approval.approvedOn)}晚于外出日期${sayDate(request.from)}，不能作为这次外出的依据。`)
  if (request.to > validTo) return say('L-10', `经常性活动的批准到${sayDate(validTo)}为止，这次外出超出有效期，请重新申请。`)
  if (!approval.counties.includes(request.destinationCounty)) return say('L-10', '目的地不在批准的市、县之内，请按一般外出办理。')
  return null
}

/** L-10: the last day on which an approval of recurring travel holds (A4). */
export function lastDayOfRecurring(approvedOn: LocalDate): LocalDate {
  return addMonths(approvedOn, months('L-10'))
}

function blocksOf({ from, to, decidedOn }: LeaveRequest): RouteReason[] {
  const blocks: RouteReason[] = []
  if (to < from) blocks.push(say('L-02', '返回日期早于外出日期，请更正。'))
  if (decidedOn !== null && decidedOn > from) blocks.push(say('L-11', `批准日期${sayDate(decidedOn)}晚于外出日期${sayDate(from)}：应当先批准、后外出。`))
  return blocks
}

function warningsOf({ appliedOn, from, urgentReason, hasProof }: LeaveRequest): RouteReason[] {
  const warnings: RouteReason[] = []
  const ahead = daysBetween(appliedOn, from)
  const wanted = number('L-01', 'days')
  if (ahead < wanted && !urgentReason.trim()) warnings.push(say('L-01', `提前${Math.max(ahead, 0)}日申请，一般应当提前${wanted}日（最迟${sayDate(addDays(from, -wanted))}）；情况紧急的请写明原因。`))
  if (!hasProof) warnings.push(say('L-01', '还没有附证明材料。'))
  return warnings
}

function sumSentence({ rolling, calendar, decisive }: LeaveRoute['sums'], policy: Policy): string {
  const chosen = policy.twoMonthWindow === 'CALENDAR' || (policy.twoMonthWindow === 'STRICTER' && calendar.days > rolling.days) ? calendar : rolling
  return `${sayDate(chosen.from)}至${sayDate(chosen.to)}两个月内外出累计${decisive}日（含本次）`
}

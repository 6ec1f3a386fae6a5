import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, LocalDate } from '../../kernel/time.ts'
import { Policy, type PolicyInput } from '../policy.ts'
import type { Leave, LeaveRequest } from './leave-request.ts'
import { leaves, routeLeave } from './route-leave.ts'

const d = (text: string): LocalDate => LocalDate.parse(text)
const delegation = { officeId: '331121001', power: 'LEAVE_WITHIN_7_DAYS', from: d('2026-01-01'), to: d('2026-12-31') } as const
const pack = (over: PolicyInput = {}): Policy => Policy.parse({ delegations: [delegation], ...over })

/** A trip of so many days from a day, asked for five days before. */
function ask(from: string, days: number, over: Partial<LeaveRequest> = {}): LeaveRequest {
  return {
    kind: 'LEAVE', appliedOn: addDays(d(from), -5), from: d(from), to: addDays(d(from), days - 1), destinationCounty: '330106', reason: 'WORK', hasProof: true, urgentReason: '',
    underApprovalId: null, decidedOn: null, executionCounty: '331121', officeId: '331121001', ...over,
  }
}
const past = (from: string, days: number, returnedOn: string | null = null): Leave => ({ kind: 'LEAVE', id: from, from: d(from), to: addDays(d(from), days - 1), returnedOn: returnedOn ? d(returnedOn) : null })
const ids = (list: readonly { ruleId: string }[]): string[] => list.map(({ ruleId }) => ruleId)

describe('routing of leave', () => {
  it('[L-02] exactly seven days are the office’s, and only under a delegation that holds on the day', () => {
    expect(routeLeave(ask('2026-11-20', 7), [], pack())).toMatchObject({ route: 'office', days: 7, blocks: [], warnings: [] })
    expect(routeLeave(ask('2026-11-20', 7), [], pack({ delegations: [] }))).toMatchObject({ route: 'county', reasons: [{ ruleId: 'L-02' }, { ruleId: 'L-05' }] })
    expect(routeLeave(ask('2026-11-20', 7, { officeId: '331121002' }), [], pack()).route).toBe('county')
    expect(routeLeave(ask('2027-01-06', 3), [], pack()).route).toBe('county')
    expect(routeLeave(ask('2027-01-05', 3), [], pack()).route).toBe('office')
    expect(routeLeave(ask('2026-11-20', 8), [], pack({ leaveDaysInclusive: false }))).toMatchObject({ route: 'office', days: 7 })
  })

  it('[L-03] eight days are the county’s, whatever is delegated', () => {
    expect(routeLeave(ask('2026-11-20', 8), [], pack())).toMatchObject({ route: 'county', days: 8 })
    expect(ids(routeLeave(ask('2026-11-20', 8), [], pack()).reasons)).toEqual(['L-03', 'L-05'])
  })

  it('[L-04] thirty days are the county’s, thirty-one the city’s', () => {
    expect(routeLeave(ask('2026-11-20', 30), [], pack())).toMatchObject({ route: 'county', days: 30 })
    expect(ids(routeLeave(ask('2026-11-20', 31), [], pack()).reasons)).toEqual(['L-04', 'L-06'])
  })

  it('[L-05] a sum of thirty in two months stays at the county, thirty-one goes to the city; a short trip too', () => {
    const before = [past('2026-10-10', 20)]
    expect(routeLeave(ask('2026-11-16', 10), before, pack())).toMatchObject({ route: 'county', sums: { decisive: 30 } })
    expect(routeLeave(ask('2026-11-16', 11), before, pack())).toMatchObject({ route: 'city', sums: { decisive: 31 } })
    expect(routeLeave(ask('2026-11-16', 2), [past('2026-10-01', 29)], pack())).toMatchObject({ route: 'city', days: 2, sums: { decisive: 31 } })
  })

  it('[L-05] both windows are counted, the stricter wins unless the policy names one', () => {
    const [request, september] = [ask('2026-11-16', 2), [past('2026-09-20', 29)]]
    expect(routeLeave(request, september, pack()).sums).toEqual({ rolling: { from: '2026-09-18', to: '2026-11-17', days: 31 }, calendar: { from: '2026-10-01', to: '2026-11-30', days: 20 }, decisive: 31 })
    expect([routeLeave(request, september, pack()).route, routeLeave(request, september, pack({ twoMonthWindow: 'ROLLING' })).route, routeLeave(request, september, pack({ twoMonthWindow: 'CALENDAR' })).route]).toEqual(['city', 'city', 'office'])
    // At the end of a month both windows are the same; a trip over the turn of a month lies in two pairs, the fuller one counts.
    expect(routeLeave(ask('2026-10-29', 3), [past('2026-09-03', 28)], pack()).sums).toMatchObject({ rolling: { from: '2026-09-01', days: 31 }, calendar: { from: '2026-09-01', days: 31 } })
    expect(routeLeave(ask('2026-10-30', 4), [past('2026-09-03', 28)], pack()).sums.calendar).toEqual({ from: '2026-09-01', to: '2026-10-31', days: 30 })
  })

  it('[L-05] who came back early used fewer days; who asks for the later trip first gains nothing', () => {
    expect(routeLeave(ask('2026-11-16', 11), [past('2026-10-10', 20, '2026-10-20')], pack()).sums.decisive).toBe(22)
    expect(routeLeave(ask('2026-11-02', 6), [past('2026-11-20', 26)], pack())).toMatchObject({ route: 'city', sums: { decisive: 32 } })
    expect(routeLeave(ask('2026-11-02', 6), [past('2026-11-05', 4)], pack()).sums.decisive).toBe(7)
  })

  it('[L-05] more history never lowers the level, and the sum is never below the request', () => {
    const rank = { none: 0, office: 1, county: 2, city: 3 }
    const trip = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 35 })).map(([offset, days]) => past(addDays(d('2026-06-01'), offset), days))
    let cities = 0
    fc.assert(fc.property(fc.array(trip, { maxLength: 5 }), trip, fc.integer({ min: 1, max: 40 }), (history, more, days) => {
      const request = ask('2026-09-15', days)
      const route = routeLeave(request, history, pack())
      expect(route.sums.decisive).toBeGreaterThanOrEqual(route.days)
      expect(rank[routeLeave(request, [...history, more], pack()).route]).toBeGreaterThanOrEqual(rank[route.route])
      if (route.route === 'city') cities++
    }), { numRuns: 200, seed: 20261122 })
    expect(cities).toBeGreaterThan(10)
  })

  it('[L-06] the city’s approval reminds of the procuratorate, the county’s does not', () => {
    expect(ids(routeLeave(ask('2026-11-20', 40), [], pack()).reasons)).toContain('L-06')
    expect(ids(routeLeave(ask('2026-11-20', 20), [], pack()).reasons)).not.toContain('L-06')
  })

  it('[L-01] three days before is in time, two is not unless urgent', () => {
    const warned = (ahead: number, over: Partial<LeaveRequest> = {}) => ids(routeLeave(ask('2026-11-20', 3, { appliedOn: addDays(d('2026-11-20'), -ahead), ...over }), [], pack()).warnings)
    expect([warned(3), warned(2), warned(2, { urgentReason: '父亲病危' }), warned(2, { urgentReason: '  ' }), warned(3, { hasProof: false })]).toEqual([[], ['L-01'], [], ['L-01'], ['L-01']])
  })

  it('[L-10] recurring travel: the county approves, for six months, for the named counties', () => {
    expect(routeLeave(ask('2026-11-20', 3, { kind: 'RECURRING' }), [], pack()).route).toBe('county')
    const approval: Leave = { kind: 'RECURRING', id: 'r1', approvedOn: d('2026-05-31'), counties: ['330106'] }
    const under = (from: string, over: Partial<LeaveRequest> = {}) => routeLeave(ask(from, 2, { underApprovalId: 'r1', ...over }), [approval], pack())
    expect(under('2026-11-29')).toMatchObject({ route: 'none', blocks: [] })
    expect(under('2026-11-30')).toMatchObject({ route: 'office', blocks: [{ ruleId: 'L-10' }] })
    expect(ids(under('2026-07-01', { destinationCounty: '330702' }).blocks)).toEqual(['L-10'])
    expect(ids(under('2026-07-01', { underApprovalId: 'r9' }).blocks)).toEqual(['L-10'])
  })

  it('[L-11] approved on the day of leaving is in time, a day later is not', () => {
    const decided = (on: string) => ids(routeLeave(ask('2026-11-20', 3, { decidedOn: d(on) }), [], pack()).blocks)
    expect([decided('2026-11-20'), decided('2026-11-21')]).toEqual([[], ['L-11']])
    const approval: Leave = { kind: 'RECURRING', id: 'r1', approvedOn: d('2026-06-02'), counties: ['330106'] }
    expect(ids(routeLeave(ask('2026-06-01', 2, { underApprovalId: 'r1' }), [approval], pack()).blocks)).toEqual(['L-11'])
  })

  it('[LV1] districts of one city are one place, counties are not, the next prefecture never', () => {
    const goes = (executionCounty: string, destinationCounty: string): boolean => leaves({ executionCounty, destinationCounty })
    expect([goes('331102', '331102'), goes('330102', '330106'), goes('331102', '331121'), goes('331121', '331181'), goes('330106', '331102')]).toEqual([false, false, true, true, true])
    expect(routeLeave(ask('2026-11-20', 40, { destinationCounty: '331121' }), [], pack()).route).toBe('none')
  })
})

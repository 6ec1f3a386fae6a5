import type { LocalDate } from '../kernel/time.ts'
import type { CaseFile } from './case/case-file.ts'
import { viewCase } from './case/case-view.ts'
import { checkCase } from './case/check-case.ts'
import { count, type Counters, leavesOf } from './conduct/counters.ts'
import { suggestSanction } from './conduct/suggest-sanction.ts'
import type { Suggestion } from './conduct/suggestion.ts'
import { type HolidayTable, noHolidays } from './dates/holidays.ts'
import type { Obligation } from './duties/obligation.ts'
import { obligations } from './duties/obligations.ts'
import type { Finding } from './finding.ts'
import { checkGroup } from './groups/check-group.ts'
import { type LeaveRoute, routeLeave } from './leave/route-leave.ts'
import { defaultPolicy } from './policy.ts'
import { selfCheck, type SelfCheck } from './self-check.ts'

/** Everything the rules say of a case file on a day. */
export type Evaluation = {
  readonly subjectId: string
  readonly on: LocalDate
  readonly obligations: readonly Obligation[]
  readonly groupFindings: readonly Finding[]
  readonly caseFindings: readonly Finding[]
  /** Only when the case file asks about a leave. */
  readonly leaveRoute?: LeaveRoute
  readonly suggestions: readonly Suggestion[]
  readonly counters: Counters
  /** S-02. */
  readonly selfCheck: readonly SelfCheck[]
}

/** Runs every rule over a case file on a day, with the policy the file brings or the defaults. */
export function evaluateCase(caseFile: CaseFile, on: LocalDate, holidays: HolidayTable = noHolidays): Evaluation {
  const policy = caseFile.policy ?? defaultPolicy
  const view = viewCase(caseFile, on, policy, holidays)
  const { subject, leaveRequest } = caseFile
  const group = caseFile.group ?? { members: [], exceptionReason: '', letterPrintedAt: null }
  const owed = obligations(caseFile, on, policy, holidays)
  const findings = checkCase(caseFile, on, policy, holidays)
  const suggestions = suggestSanction(caseFile, on, policy, holidays)
  return {
    subjectId: caseFile.subjectId,
    on,
    obligations: owed,
    // Before he has reported in there is nobody to form a group for.
    groupFindings: view.active || caseFile.group ? checkGroup(group, { gender: subject.gender, minorRegime: view.minorRegime, policy }, on) : [],
    caseFindings: findings,
    ...(leaveRequest && { leaveRoute: routeLeave({ ...leaveRequest, executionCounty: subject.executionCounty, officeId: subject.officeId }, leavesOf(view), policy) }),
    suggestions,
    counters: count(view),
    selfCheck: selfCheck({ obligations: owed, findings, suggestions }),
  }
}

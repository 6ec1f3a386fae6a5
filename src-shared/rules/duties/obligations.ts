import type { LocalDate } from '../../kernel/time.ts'
import type { CaseFile } from '../case/case-file.ts'
import { viewCase } from '../case/case-view.ts'
import { type HolidayTable, noHolidays } from '../dates/holidays.ts'
import type { Policy } from '../policy.ts'
import { inForce } from '../rule.ts'
import { absenceDuties, answerDuties, appraisalDuties, organDuties } from './conduct-duties.ts'
import { dischargeDuties } from './discharge-duties.ts'
import { handoverDuties, intakeDuties } from './intake-duties.ts'
import { commutationDuties, educationDuties, minorDuties, officeChangeDuties, reportedEventDuties, reviewDuties, stopDuties, terminationDuties } from './further-duties.ts'
import { leaveDuties, measureDuties, movingDuties } from './leave-duties.ts'
import { type Duty, type Obligation, obligationOf } from './obligation.ts'
import { frequencyDuties, medicalDuties, upkeepDuties } from './reporting-duties.ts'

const duties: readonly Duty[] = [
  handoverDuties, intakeDuties, frequencyDuties, medicalDuties, upkeepDuties, leaveDuties, movingDuties, measureDuties, appraisalDuties, organDuties, absenceDuties, answerDuties, dischargeDuties,
  stopDuties, reportedEventDuties, reviewDuties, officeChangeDuties, commutationDuties, terminationDuties, minorDuties, educationDuties,
]

/**
 * What the law asks in a case on a day and has not been done: earliest first. Facts after the day are not known yet; a
 * fact that meets a duty makes it disappear; rules not in force on the day are silent.
 */
export function obligations(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable = noHolidays): Obligation[] {
  const view = viewCase(caseFile, on, policy, holidays)
  return duties
    .flatMap((duty) => duty(view))
    .filter(({ rule }) => inForce(rule, on))
    .flatMap((owed) => obligationOf(owed, view) ?? [])
    .sort((a, b) => compare(a.nominalDueOn, b.nominalDueOn) || compare(a.ruleId, b.ruleId))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

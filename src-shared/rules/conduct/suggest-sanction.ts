import type { LocalDate } from '../../kernel/time.ts'
import type { CaseFile } from '../case/case-file.ts'
import { type CaseView, viewCase } from '../case/case-view.ts'
import { conductRules as rules } from '../catalogue/conduct.ts'
import { type HolidayTable, noHolidays } from '../dates/holidays.ts'
import { addMonths } from '../dates/periods.ts'
import { absencesOf } from '../duties/absence.ts'
import type { Policy } from '../policy.ts'
import { ruleCatalogue } from '../catalogue/rule-catalogue.ts'
import { inForce } from '../rule.ts'
import { count } from './counters.ts'
import { ladderOf } from './ladder.ts'
import { medicalSteps, revocationsOf } from './revocation.ts'
import { type Suggestion, suggester } from './suggestion.ts'

/**
 * What the facts of a case suggest on a day: reward, teaching, sanction, revocation, each with its clause and the ids of
 * the facts. Proposals only; what has been answered by a decision is not proposed again.
 */
export function suggestSanction(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable = noHolidays): Suggestion[] {
  const view = viewCase(caseFile, on, policy, holidays)
  if (view.closed || view.first('certificateIssued')) return []
  const suggest = suggester(count(view))
  const silent = new Set(ruleCatalogue.filter((rule) => !inForce(rule, on)).map(({ id }) => id))
  return [...ladderOf(view, suggest), ...medicalSteps(view, suggest), ...revocationsOf(view, suggest), ...rewards(view, suggest)].filter(({ ruleId }) => !silent.has(ruleId))
}

function rewards(view: CaseView, suggest: ReturnType<typeof suggester>): Suggestion[] {
  const given = view.all('commendation')
  const named = new Set(given.flatMap(({ groundIds }) => groundIds))
  const deeds = view.all('merit').filter(({ id }) => !named.has(id)).map(({ id }) => suggest(rules['C-R2'], { kind: 'COMMENDATION', clause: '突出表现', text: '有见义勇为、抢险救灾等突出表现，可以建议表扬。', evidence: [id] }))
  return [...deeds, ...longGood(view, suggest)]
}

// Six months in which nothing speaks against him; the other conditions (认罪悔罪, 积极参加教育) are for people to find.
function longGood(view: CaseView, suggest: ReturnType<typeof suggester>): Suggestion[] {
  const { reportedIn, on } = view
  const months = Number(rules['C-R1'].parameters.months)
  if (!reportedIn || !view.active || view.detention || on < addMonths(reportedIn.on, months)) return []
  const since = addMonths(on, -months)
  const marks = [...view.all('breach'), ...view.all('admonition'), ...view.all('warning'), ...view.all('penalty'), ...view.all('commendation')]
  if (marks.some((mark) => mark.on > since) || absencesOf(view).some(({ to }) => to > since)) return []
  return [suggest(rules['C-R1'], { kind: 'COMMENDATION', clause: '接受社区矫正六个月以上', text: `接受矫正已满${months}个月，近${months}个月没有违反规定的记录，可以考虑表扬；认罪悔罪、参加教育等条件请核实。`, evidence: [reportedIn.id] })]
}

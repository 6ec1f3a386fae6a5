import type { LocalDate } from '../../kernel/time.ts'
import { dischargeRules } from '../catalogue/discharge.ts'
import { intakeRules } from '../catalogue/intake.ts'
import { leaveRules } from '../catalogue/leave.ts'
import { minorsRules } from '../catalogue/minors.ts'
import { movingRules } from '../catalogue/moving.ts'
import { positioningRules } from '../catalogue/positioning.ts'
import { reportingRules } from '../catalogue/reporting.ts'
import { type HolidayTable, noHolidays } from '../dates/holidays.ts'
import { sayDate } from '../dates/calendar.ts'
import { addMonths } from '../dates/periods.ts'
import { isDischargeBlocked } from '../duties/discharge-duties.ts'
import type { Finding } from '../finding.ts'
import { lastDayOfRecurring } from '../leave/route-leave.ts'
import type { Policy } from '../policy.ts'
import { findingOf, inForce, type Rule } from '../rule.ts'
import { injunctionFindings } from '../terms/terms.ts'
import type { CaseFile, FactOf } from './case-file.ts'
import { furtherFindings } from './further-findings.ts'
import { type CaseView, viewCase } from './case-view.ts'

type Found = readonly [rule: Rule, finding: Finding]
const hard = (rule: Rule, text: string): Found => [rule, findingOf(rule, 'hard', { text })]
const soft = (rule: Rule, text: string): Found => [rule, findingOf(rule, 'soft', { text })]

/** What was done in a case against the rules, as far as its facts of the day show it: hard ones must be put right or explained. */
export function checkCase(caseFile: CaseFile, on: LocalDate, policy: Policy, holidays: HolidayTable = noHolidays): Finding[] {
  const view = viewCase(caseFile, on, policy, holidays)
  return [...intake(view), ...leaves(view), ...medical(view), ...positioning(view), ...ending(view), ...furtherFindings(view)].filter(([rule]) => inForce(rule, on)).map(([, finding]) => finding).concat(injunction(view))
}

function intake(view: CaseView): Found[] {
  const found: Found[] = []
  const declared = view.first('intakeDeclared')
  if (declared && view.minorRegime && (declared.inPublic || !declared.guardianPresent)) found.push(hard(minorsRules['Y-03'], '未成年人的入矫宣告应当不公开，并有监护人到场。'))
  if (declared?.by === 'OFFICE' && !isDelegated(view, declared.on)) found.push(hard(intakeRules['I-12'], '司法所主持了入矫宣告，当日没有县级的委托，应当由县级主持。'))
  if (declared && !declared.subjectSigned) found.push(soft(intakeRules['I-12'], '入矫宣告还没有对象本人签名。'))
  for (const change of view.all('levelChanged')) if (change.documentId === null) found.push(hard(intakeRules['I-14'], `${sayDate(change.on)}调整管理类别，没有依据文书。`))
  if (view.minorRegime && view.all('appraised').some(({ published }) => published)) found.push(hard(minorsRules['Y-03'], '未成年人的考核结果不得公示。'))
  return found
}

// An office that no county has enrolled has nobody who could delegate to it: nothing is said.
function isDelegated({ policy, subject: { officeId } }: CaseView, on: LocalDate): boolean {
  return officeId === '' || policy.delegations.some((one) => one.power === 'INTAKE_DECLARATION' && one.officeId === officeId && one.from <= on && (!one.to || on <= one.to))
}

function leaves(view: CaseView): Found[] {
  const found: Found[] = []
  for (const leave of view.all('leaveApproved')) if (leave.on > leave.from) found.push(hard(leaveRules['L-11'], `外出批准日期${sayDate(leave.on)}晚于外出日期${sayDate(leave.from)}。`))
  for (const trip of view.all('recurringTrip')) {
    const approval = view.all('recurringApproved').find(({ id }) => id === trip.approvalId)
    if (!approval || approval.on > trip.on) found.push(hard(leaveRules['L-11'], `${sayDate(trip.on)}的经常性外出没有事先的批准。`))
    else if (trip.to > lastDayOfRecurring(approval.on) || !approval.counties.includes(trip.destinationCounty)) found.push(hard(leaveRules['L-10'], `${sayDate(trip.on)}的经常性外出超出批准的期限或者市、县。`))
  }
  for (const applied of view.all('placeChange'))
    if (applied.step === 'APPLIED' && applied.intendedOn && applied.on > addMonths(applied.intendedOn, -1)) found.push(soft(movingRules['M-01'], '变更执行地一般应当提前一个月申请。'))
  return found
}

// P-06: an extension of one month and more is the city's, of three months and more the province's.
function medical(view: CaseView): Found[] {
  const rule = reportingRules['P-06']
  const rank = { COUNTY: 0, CITY: 1, PROVINCE: 2 } as const
  return view.all('medicalExtended').flatMap((extension) => {
    const base = view.all('medicalReview').findLast(({ on }) => on <= extension.on)?.on ?? view.reportedIn?.on
    if (!base) return []
    const due = addMonths(base, Number(reportingRules['P-05'].parameters.months))
    const needed = extension.until >= addMonths(due, Number(rule.parameters.provinceFromMonths)) ? 'PROVINCE' : extension.until >= addMonths(due, Number(rule.parameters.cityFromMonths)) ? 'CITY' : 'COUNTY'
    return rank[extension.approvedBy] >= rank[needed] ? [] : [hard(rule, `复查期限由${sayDate(due)}延至${sayDate(extension.until)}，应当报${needed === 'PROVINCE' ? '省级' : '市级'}批准。`)]
  })
}

// E-01: which facts may be a ground; the fifth, a proposal to come, may stand alone.
const grounds: Record<number, readonly string[]> = { 1: ['breach'], 2: ['breach', 'absenceStarted'], 3: ['warning'], 4: ['penalty'], 5: ['proposalSent', 'breach', 'warning', 'absenceStarted'] }

function positioning(view: CaseView): Found[] {
  return view.all('positioningApproved').flatMap((use) => {
    const found: Found[] = []
    const rules = positioningRules
    const ground = use.groundFactId === null ? undefined : view.byId(use.groundFactId)
    if (!ground || !grounds[use.ground]?.includes(ground.kind)) found.push(hard(rules['E-01'], `使用电子定位的第${use.ground}种情形没有对应的记录。`))
    if (use.approver !== 'BUREAU_HEAD') found.push(hard(rules['E-01'], '使用电子定位应当经县级司法行政部门负责人批准。'))
    if (use.device === 'PHONE') found.push(hard(rules['E-04'], '手机不是电子定位装置，手机核查请另记为信息化核查。'))
    const old = use.extends === null ? undefined : view.all('positioningApproved').find(({ id }) => id === use.extends)
    if (use.extends === null) return use.to > addMonths(use.from, Number(rules['E-02'].parameters.months)) ? [...found, hard(rules['E-02'], '电子定位的期限超过三个月。')] : found
    return [...found, ...extension(use, old)]
  })
}

function extension(use: FactOf<'positioningApproved'>, old: FactOf<'positioningApproved'> | undefined): Found[] {
  const rule = positioningRules['E-03']
  if (!old) return [hard(rule, '没有找到所延长的电子定位。')]
  const found: Found[] = []
  if (use.to > addMonths(old.to, Number(rule.parameters.months))) found.push(hard(rule, '电子定位每次延长不得超过三个月。'))
  if (use.on > old.to) found.push(hard(rule, `延长的批准日期${sayDate(use.on)}晚于原期限${sayDate(old.to)}，中间没有依据。`))
  if (use.assessmentId === null) found.push(hard(rule, '延长电子定位应当先作评估。'))
  return found
}

function ending(view: CaseView): Found[] {
  const found: Found[] = []
  const declared = view.first('dischargeDeclared')
  if (declared && view.minorRegime && (declared.inPublic || !declared.guardianPresent)) found.push(hard(minorsRules['Y-03'], '未成年人的解除宣告应当不公开，并有监护人到场。'))
  if (view.first('certificateIssued') && isDischargeBlocked(view)) found.push(hard(dischargeRules['D-05'], '被羁押或者有撤销、收监事项未决，却已发放解除证明书。'))
  return found
}

function injunction({ subject: { injunction: given, category, termStart, termEnd } }: CaseView): Finding[] {
  return given && (category === 'SURVEILLANCE' || category === 'PROBATION') ? injunctionFindings({ category, ...given, termStart, termEnd }) : []
}

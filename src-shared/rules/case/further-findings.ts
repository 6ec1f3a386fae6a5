import { addDays } from '../../kernel/time.ts'
import { conductRules } from '../catalogue/conduct.ts'
import { contactRules } from '../catalogue/contact.ts'
import { helpRules } from '../catalogue/help.ts'
import { intakeRules } from '../catalogue/intake.ts'
import { minorsRules } from '../catalogue/minors.ts'
import { reportingRules } from '../catalogue/reporting.ts'
import { sayDate } from '../dates/calendar.ts'
import { addMonths, ageOn } from '../dates/periods.ts'
import type { Finding } from '../finding.ts'
import { findingOf, type Rule } from '../rule.ts'
import type { CaseView } from './case-view.ts'

type Found = readonly [rule: Rule, finding: Finding]
const found = (rule: Rule, level: Finding['level'], text: string): Found => [rule, findingOf(rule, level, { text })]

/** I-10, P-02, V-01, C-11, Y-01, H-03: what the facts of the day show to be missing or wrong. */
export function furtherFindings(view: CaseView): Found[] {
  return [...archive(view), ...reports(view), ...commutation(view), ...apart(view), ...training(view)]
}

// I-10: the fourth class, 其他, may be empty. Somebody taken over late has his papers in the old file.
function archive(view: CaseView): Found[] {
  if (!view.active || !view.reportedIn || view.subject.recordsFrom || view.on <= addDays(view.reportedIn.on, view.policy.planDays)) return []
  const works = (['contact', 'visit', 'talk', 'faceReport', 'writtenReport', 'educated', 'planMade'] as const).some((kind) => view.all(kind).length > 0)
  const missing = [...(view.all('documentsReceived').some(({ complete }) => complete) ? [] : ['适用社区矫正的法律文书']), ...(view.first('intakeDeclared') ? [] : ['接收和入矫宣告材料']), ...(works ? [] : ['监督管理、教育帮扶的工作记录'])]
  return missing.length === 0 ? [] : [found(intakeRules['I-10'], 'soft', `执行档案还缺：${missing.join('；')}。`)]
}

function reports(view: CaseView): Found[] {
  const late = view.all('eventReported').filter(({ inTime }) => !inTime).map(({ on }) => found(reportingRules['P-02'], 'soft', `${sayDate(on)}报告的变动不及时，请核实原因。`))
  const met = view.all('eventReported').filter(({ about, on }) => about === 'CONTACT' && !view.all('contactApproved').some((approved) => approved.on <= on))
  return [...late, ...met.map(({ on }) => found(contactRules['V-01'], 'soft', `${sayDate(on)}报告接触了对矫正不利的人员，没有县级批准，请查证是否违反规定。`))]
}

// 《刑法》第七十八条: 减刑以后实际执行的刑期不能少于原判刑期的二分之一. Half an odd number of months is fifteen days more (A4).
function commutation(view: CaseView): Found[] {
  const { sentenceMonths, termStart, category } = view.subject
  if (sentenceMonths === null || sentenceMonths === 0 || (category !== 'SURVEILLANCE' && category !== 'TEMP_OUTSIDE')) return []
  const half = addDays(addMonths(termStart, Math.floor(sentenceMonths / 2)), (sentenceMonths % 2 === 0 ? 0 : 15) - 1)
  return view.all('commutationRuled').filter(({ granted, newEnd }) => granted && newEnd !== null && newEnd < half).map(({ newEnd }) =>
    found(conductRules['C-11'], 'hard', `减刑后的期满日${newEnd ? sayDate(newEnd) : ''}早于原判刑期的一半（${sayDate(half)}），请核对裁定。`))
}

function apart(view: CaseView): Found[] {
  const wrong = view.minorRegime ? 'ADULTS' : 'MINORS'
  return [...view.all('educated'), ...view.all('activityHeld')].filter(({ company }) => company === wrong).map(({ on }) => found(minorsRules['Y-01'], 'hard', `${sayDate(on)}的教育或者活动把未成年人和成年人放在一起，应当分别进行。`))
}

function training(view: CaseView): Found[] {
  const { employment, ableToWork, birthDate, gender } = view.subject
  const { trainingAges: ages } = view.policy
  const age = birthDate ? ageOn(birthDate, view.on) : null
  if (!view.active || employment !== 'UNEMPLOYED' || ableToWork !== true || age === null || age < ages.from || age >= (gender === '2' ? ages.women : ages.men)) return []
  return view.all('helped').some(({ type }) => type === 'TRAINING') ? [] : [found(helpRules['H-03'], 'soft', '适龄、无业、有劳动能力，还没有职业技能培训的记录（培训率要达到百分之百）。')]
}

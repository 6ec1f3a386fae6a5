import { reportingRules as rules } from '../../rules/catalogue/reporting.ts'
import { addMonths } from '../../rules/dates/periods.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { choice, date, text } from '../field.ts'
import { open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, noticeStep, notified, opinionStep, promptly, stepsOf, stillOpen, toldStep } from './parts.ts'

const what = { BODY_REPORT: '身体情况报告', MEDICAL_REVIEW: '病情复查情况' } as const
const routeWords = { COUNTY: '不满一个月，由县级批准', CITY: '一个月以上不满三个月，报上一级（市级）批准', PROVINCE: '三个月以上，报省级批准' } as const
type Route = keyof typeof routeWords

const apply = step({
  label: '申请延长', organ: 'SUBJECT', enteredAt: 'office', article: rules['P-06'].article,
  fields: { what: choice('延长哪一项的期限', what, { required: true }), from: date('原定期限', { required: true }), until: date('延长至', { required: true }), reason: text('理由', { lines: 2, max: 500, required: true, hint: '病情诊断、医院证明等' }) },
  problems: ({ from, until }) => (from && until && until <= from ? [{ field: 'until', text: '延长后的日期应当晚于原定期限' }] : []),
  notes: ({ from, until }) => (from && until && until > from ? [{ tone: 'plain', text: `延长期限${routeWords[routeOf(from, until)]}，批准后通报检察院。`, ruleId: 'P-06' }] : []),
})
const decision = (organ: 'COUNTY' | 'CITY' | 'PROVINCE', label: string) => step({ label, organ, article: rules['P-06'].article, fields: decisionFields })

/** P-06: how much longer decides who approves; exactly three months are the province's (A1). */
export const medicalExtension = procedureKind('medicalExtension', {
  article: rules['P-06'].article,
  guide: '延长一个月以上不满三个月的报上一级批准，三个月以上的报省级批准；批准后县级及时通报同级检察院。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['P-06'].article), countyDecision: decision('COUNTY', '县级审批'), countyForward: noticeStep('县级审核并上报', rules['P-06'].article), cityDecision: decision('CITY', '市级审批'), provinceDecision: decision('PROVINCE', '省级审批'),
    procuratorate: noticeStep('通报同级检察院', rules['P-06'].article), tell: toldStep('告知对象', rules['P-06'].article),
  },
  barred: ({ subject }) => (subject.category === 'TEMP_OUTSIDE' ? '' : '只有暂予监外执行的对象才有这些期限。'),
  openSteps(view) {
    if (!view.has('apply')) return [open('apply')]
    const decided = decisionOf(view)
    if (decided) {
      const dueOn = promptly(view, decided.on)
      return stillOpen(view, isGranted(decided) ? { procuratorate: { ruleId: 'P-06', dueOn }, tell: { dueOn } } : { tell: { dueOn } })
    }
    if (!view.has('opinion')) return [open('opinion', { ruleId: 'P-06' })]
    const route = routeOfView(view)
    if (route === 'COUNTY') return [open('countyDecision', { ruleId: 'P-06' })]
    return [open(view.has('countyForward') ? (route === 'CITY' ? 'cityDecision' : 'provinceDecision') : 'countyForward', { ruleId: 'P-06' })]
  },
  standing(view) {
    const decided = decisionOf(view)
    if (!decided) return { words: view.has('opinion') ? '待上级审批' : '待司法所签署意见', ended: false, tone: 'amber' }
    const ended = view.has('tell') && (!isGranted(decided) || view.has('procuratorate'))
    return { words: isGranted(decided) ? (ended ? '已批准' : '已批准，通报未完') : '不同意', ended, tone: ended ? 'grey' : 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const asked = steps.first('apply')
    const decided = steps.last('provinceDecision') ?? steps.last('cityDecision') ?? steps.last('countyDecision')
    const until = asked && apply.read(asked).until
    if (!decided || !until || !isGranted(decided)) return []
    const approvedBy = decided.step === 'provinceDecision' ? 'PROVINCE' : decided.step === 'cityDecision' ? 'CITY' : 'COUNTY'
    return [{ kind: 'medicalExtended', id: procedure.id, on: decided.on, until, approvedBy }, ...notified(steps.last('procuratorate'), procedure.id, 'PROCURATORATE')]
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    const { what: one, until } = asked ? apply.read(asked) : { what: null, until: null }
    return one ? `${what[one]}延长至 ${until ?? ''}` : ''
  },
})

/** Who approves an extension of this length. */
export function routeOf(from: LocalDate, until: LocalDate): Route {
  if (until >= addMonths(from, Number(rules['P-06'].parameters.provinceFromMonths))) return 'PROVINCE'
  return until >= addMonths(from, Number(rules['P-06'].parameters.cityFromMonths)) ? 'CITY' : 'COUNTY'
}

function routeOfView(view: ProcedureView): Route {
  const asked = view.first('apply')
  const { from, until } = asked ? apply.read(asked) : { from: null, until: null }
  return from && until ? routeOf(from, until) : 'COUNTY'
}

function decisionOf(view: ProcedureView) {
  return view.last('provinceDecision') ?? view.last('cityDecision') ?? view.last('countyDecision')
}

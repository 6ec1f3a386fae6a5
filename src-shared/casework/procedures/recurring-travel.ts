import { leaveRules as rules } from '../../rules/catalogue/leave.ts'
import { lastDayOfRecurring } from '../../rules/leave/route-leave.ts'
import { sayDate } from '../../rules/dates/calendar.ts'
import { LocalDate } from '../../kernel/time.ts'
import type { Fact } from '../../rules/index.ts'
import { county, date, rows, text, yesNo } from '../field.ts'
import { open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, opinionStep, promptly, stepsOf, toldStep } from './parts.ts'

const apply = step({
  label: '书面申请', organ: 'SUBJECT', enteredAt: 'office', article: rules['L-10'].article,
  fields: {
    reason: text('事由', { lines: 2, max: 500, required: true }), places: rows('目的地', { county: county('市、县代码', { required: true }), place: text('详细地址', { max: 100 }) }, { required: true, hint: '逐个列出，批准后只限这些市、县' }),
    times: text('时间和频次', { max: 200, required: true }), hasProof: yesNo('附有证明材料'),
  },
  problems: ({ places }) => (codesOf(places).length === 0 ? [{ field: 'places', text: '请至少写明一个目的地的六位代码' }] : codesOf(places).length > 20 ? [{ field: 'places', text: '目的地最多二十个' }] : []),
})
const trip = step({
  label: '登记一次活动', organ: 'OFFICE', enteredAt: 'office', article: rules['L-10'].article,
  fields: { to: date('返回日期', { required: true }), county: county('目的地', { required: true }), report: text('活动报告情况', { max: 300 }) },
  problems: ({ to, county: destination }, view) => {
    const decision = view.last('countyDecision')
    const asked = view.first('apply')
    if (!decision || !asked || !to) return []
    const until = lastDayOfRecurring(decision.on)
    if (view.around.on < decision.on) return [{ field: 'on', text: `批准日期${sayDate(decision.on)}晚于外出日期：应当先批准、后外出，不能作为这次外出的依据` }]
    if (to < view.around.on) return [{ field: 'to', text: '返回日期早于外出日期，请更正' }]
    if (to > until) return [{ field: 'to', text: `批准到${sayDate(until)}为止，这次外出超出有效期，请重新申请` }]
    return codesOf(apply.read(asked).places).includes(destination) ? [] : [{ field: 'county', text: '目的地不在批准的市、县之内，请按一般外出办理' }]
  },
})

/** 经常性跨市、县活动 (L-10, L-11): the county approves, six months. */
export const recurringTravel = procedureKind('recurringTravel', {
  article: rules['L-10'].article,
  guide: '由县级批准，一次有效期六个月，期满重新申请。每次活动在批准的市、县之内，先批准、后外出。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['L-10'].article), countyDecision: step({ label: '县级审批', organ: 'COUNTY', article: rules['L-10'].article, fields: decisionFields }), tell: toldStep('书面告知对象', rules['L-10'].article),
    trip, end: step({ label: '不再需要，结束', organ: 'SUBJECT', enteredAt: 'office', fields: { why: text('原因', { max: 200, required: true }) } }),
  },
  barred: ({ subject }) => (subject.state === 'DETAINED' ? '对象被羁押，不能办理外出。' : ''),
  openSteps(view) {
    if (!view.has('apply')) return [open('apply')]
    const decision = view.last('countyDecision')
    if (!decision) return [view.has('opinion') ? open('countyDecision', { ruleId: 'L-10' }) : open('opinion', { ruleId: 'L-10' }), ...(view.has('end') ? [] : [open('end', { optional: true })])].filter(() => !view.has('end'))
    const tell = view.has('tell') ? [] : [open('tell', { dueOn: promptly(view, decision.on) })]
    if (!isGranted(decision) || view.has('end')) return tell
    return [...tell, open('trip', { optional: true, ruleId: 'L-11', dueOn: null, locked: over(view) ? '批准的有效期已过，请重新申请' : '' }), open('end', { optional: true })]
  },
  standing(view) {
    const decision = view.last('countyDecision')
    if (view.has('end')) return { words: '已结束', ended: !decision || view.has('tell'), tone: 'grey' }
    if (!decision) return { words: view.has('opinion') ? '待县级审批' : '待司法所签署意见', ended: false, tone: 'amber' }
    if (!isGranted(decision)) return { words: '不同意', ended: view.has('tell'), tone: 'grey' }
    if (over(view)) return { words: '有效期已过', ended: true, tone: 'grey' }
    return { words: `有效至 ${lastDayOfRecurring(decision.on)}`, ended: false, tone: 'plain' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const decision = steps.last('countyDecision')
    const asked = steps.first('apply')
    const counties = asked ? codesOf(apply.read(asked).places).slice(0, 20) : []
    if (!decision || !isGranted(decision) || counties.length === 0) return []
    const trips = steps.all('trip').flatMap((one): Fact[] => {
      const { to, county: destinationCounty } = trip.read(one)
      return to ? [{ kind: 'recurringTrip', id: one.id, on: one.on, approvalId: procedure.id, to, destinationCounty }] : []
    })
    return [{ kind: 'recurringApproved', id: procedure.id, on: decision.on, counties }, ...trips]
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? `${apply.read(asked).reason}（${apply.read(asked).times}）`.slice(0, 80) : ''
  },
})

function codesOf(places: readonly Record<string, unknown>[]): string[] {
  return [...new Set(places.flatMap(({ county: code }) => (typeof code === 'string' && /^\d{6}$/.test(code) ? [code] : [])))]
}

function over(view: ProcedureView): boolean {
  const decision = view.last('countyDecision')
  return Boolean(decision && LocalDate.parse(view.around.on) > lastDayOfRecurring(decision.on))
}

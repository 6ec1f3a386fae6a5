import { leaveRules as rules } from '../../rules/catalogue/leave.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, county, date, text, yesNo } from '../field.ts'
import { open, type OpenStep, procedureKind, type ProcedureView, type Standing, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, isRefused, noticeStep, notified, opinionStep, promptly, stepsOf, toldStep } from './parts.ts'
import { lateApproval, leaveLocks, notDelegated, routeNotes, routeOf, tripOf } from './leave-route.ts'

const reasons = { MEDICAL: '就医', SCHOOL: '就学', LAWSUIT: '参与诉讼', WORK: '处理工作重要事务', FAMILY: '处理家庭重要事务', OTHER: '其他' } as const

const apply = step({
  label: '书面申请', organ: 'SUBJECT', enteredAt: 'office', article: rules['L-01'].article,
  fields: {
    reason: choice('外出理由', reasons, { required: true }),
    detail: text('具体事由', { lines: 2, max: 500, required: true }),
    destinationCounty: county('目的地（县、市、区）', { required: true }),
    destination: text('详细地址', { max: 200, required: true }),
    from: date('外出日期', { required: true }),
    to: date('返回日期', { required: true }),
    hasProof: yesNo('附有证明材料', { hint: '诊断证明、单位证明、入学证明、法律文书等' }),
    urgentReason: text('没有提前三日的原因', { max: 300, hint: '情况紧急的写明' }),
    transport: text('交通方式', { max: 60 }),
    companion: text('同行人', { max: 60 }),
    phone: text('外出期间联系电话', { max: 30 }),
  },
  problems: ({ from, to, ...rest }, view) => {
    if (!from || !to) return []
    if (to < from) return [{ field: 'to', text: '返回日期早于外出日期，请更正' }]
    if (from < view.openedOn) return [{ field: 'from', text: '外出日期早于申请日期：应当先批准、后外出' }]
    return routeOf(view, { from, to, ...rest })?.route === 'none' ? [{ field: 'destinationCounty', text: '目的地与执行地在同一市、县范围内，不需要办理外出' }] : []
  },
  notes: (values, view) => routeNotes(view, values),
})

const decide = { ...decisionFields, conditions: text('外出期间的要求', { lines: 2, max: 500, hint: '例如到达后报告、视频联络的次数' }) }
const problems = (values: { outcome: 'GRANTED' | 'REFUSED' | null }, view: ProcedureView) => lateApproval(view, values.outcome)

/** 外出 (L-01 to L-11): routed by days, running sums and delegation; nobody leaves before approval. */
export const leave = procedureKind('leave', {
  article: '《社区矫正法》第二十七条、《社区矫正法实施办法》第二十六条至第二十八条',
  guide: '七日以内由受委托的司法所批准并报县级备案，超过七日由县级批准，一次或者两个月内累计超过三十日由市级批准。续假按新的外出申请办理。',
  opens: 'apply',
  steps: {
    apply,
    officeDecision: step({ label: '司法所审批（受县级委托）', organ: 'OFFICE', enteredAt: 'office', article: rules['L-02'].article, fields: { ...decide, verified: text('核查核实情况', { lines: 3, max: 1000, required: true }) }, problems }),
    opinion: opinionStep(rules['L-03'].article),
    countyDecision: step({ label: '县级审批', organ: 'COUNTY', article: rules['L-03'].article, fields: decide, problems }),
    countyForward: noticeStep('县级审核并报市级', rules['L-05'].article),
    cityDecision: step({ label: '市级审批', organ: 'CITY', article: rules['L-05'].article, fields: decide, problems }),
    procuratorateNotice: noticeStep('通报同级检察院', rules['L-06'].article),
    filing: noticeStep('报县级备案', rules['L-02'].article, 'OFFICE'),
    tell: toldStep('书面告知对象', rules['L-12'].article),
    orderBack: step({ label: '责令立即返回', organ: 'OFFICE', article: rules['L-09'].article, fields: { found: text('去向核实情况', { lines: 3, max: 1000, required: true }) } }),
    cancel: step({ label: '取消外出', organ: 'SUBJECT', enteredAt: 'office', fields: { why: text('取消原因', { max: 300, required: true }) } }),
    return: step({
      label: '销假', organ: 'SUBJECT', enteredAt: 'office', article: rules['L-08'].article,
      fields: { tickets: text('往返凭证', { max: 300 }), excused: yesNo('逾期有正当理由并已及时报告'), lateReason: text('逾期返回的原因', { lines: 2, max: 500 }) },
      problems: ({ lateReason }, view) => (isLate(view) && !lateReason.trim() ? [{ field: 'lateReason', text: '返回日期晚于批准的期限，请写明原因' }] : []),
      notes: ({ excused }, view) => (isLate(view) && !excused ? [{ tone: 'warn', text: '晚于批准的期限返回：保存后按脱离监管计算天数，并提示处理建议。', ruleId: 'L-09' }] : []),
    }),
  },
  barred: ({ subject }) => (subject.state === 'DETAINED' ? '对象被羁押，不能办理外出。' : ''),
  openSteps(view) {
    const decision = decisionOf(view)
    return decision ? afterDecision(view) : beforeDecision(view)
  },
  standing: standingOf,
  facts(procedure) {
    const steps = stepsOf(procedure)
    const asked = steps.first('apply')
    const decision = steps.last('cityDecision') ?? steps.last('countyDecision') ?? steps.last('officeDecision')
    if (!asked || !decision || !isGranted(decision) || steps.first('cancel')) return []
    const { from, to, destinationCounty } = apply.read(asked)
    if (!from || !to) return []
    const approvedBy = decision.step === 'cityDecision' ? 'CITY' : decision.step === 'countyDecision' ? 'COUNTY' : 'OFFICE'
    const facts: Fact[] = [{ kind: 'leaveApproved', id: procedure.id, on: decision.on, appliedOn: asked.on, from, to, destinationCounty, approvedBy }]
    const back = steps.last('return')
    const ordered = steps.last('orderBack')
    const awayId = ordered?.id ?? `${back?.id ?? ''}-away`
    if (ordered || (back && back.on > to)) facts.push({ kind: 'absenceStarted', id: awayId, on: to, cause: 'NOT_RETURNED', excused: back?.values['excused'] === true, at: null })
    if (back) facts.push({ kind: 'leaveReturned', id: back.id, on: back.on, leaveId: procedure.id })
    if (back && (ordered || back.on > to)) facts.push({ kind: 'absenceEnded', id: `${back.id}-end`, on: back.on, absenceId: awayId })
    return [...facts, ...notified(steps.last('filing'), procedure.id, 'COUNTY'), ...notified(steps.last('procuratorateNotice'), procedure.id, 'PROCURATORATE')]
  },
  summary(procedure) {
    const asked = stepsOf(procedure).first('apply')
    if (!asked) return ''
    const { from, to, destination, reason } = apply.read(asked)
    return `${from ?? ''} 至 ${to ?? ''}，${destination}${reason ? `（${reasons[reason]}）` : ''}`
  },
})

function decisionOf(view: ProcedureView) {
  return view.last('cityDecision') ?? view.last('countyDecision') ?? view.last('officeDecision')
}

const cancel = open('cancel', { optional: true })

function beforeDecision(view: ProcedureView): OpenStep[] {
  const asked = view.first('apply')
  if (!asked) return [open('apply')]
  const route = routeOf(view)?.route ?? 'county'
  if (route === 'office' || route === 'none') return [open('officeDecision', { ruleId: 'L-02', dueOn: dayBefore(view) }), cancel]
  if (!view.has('opinion')) return [...leaveLocks(view, { dueOn: dayBefore(view) }), open('opinion', { ruleId: 'L-03', dueOn: dayBefore(view) }), cancel]
  if (route === 'county') return [open('countyDecision', { ruleId: 'L-03', dueOn: dayBefore(view) }), cancel]
  return [view.has('countyForward') ? open('cityDecision', { ruleId: 'L-05', dueOn: dayBefore(view) }) : open('countyForward', { ruleId: 'L-05', dueOn: dayBefore(view) }), cancel]
}

/** L-11: the last day on which a decision is not late. */
function dayBefore(view: ProcedureView) {
  return tripOf(view)?.from ?? null
}

function afterDecision(view: ProcedureView): OpenStep[] {
  const decision = decisionOf(view)
  if (!decision || view.has('cancel')) return []
  const tell = view.has('tell') ? [] : [open('tell', { dueOn: promptly(view, decision.on), ruleId: 'L-12' })]
  if (!isGranted(decision)) return tell
  const { from, to } = tripOf(view) ?? { from: null, to: null }
  const filing = decision.step === 'officeDecision' && !view.has('filing') ? [open('filing', { dueOn: promptly(view, decision.on), ruleId: 'L-02' })] : []
  const city = decision.step === 'cityDecision' && !view.has('procuratorateNotice') ? [open('procuratorateNotice', { dueOn: promptly(view, decision.on), ruleId: 'L-06' })] : []
  const away = view.has('return') ? [] : [
    open('return', { dueOn: to, ruleId: 'L-08', locked: from && view.around.on < from ? '外出日期还没有到' : '' }),
    ...(to && view.around.on > to && !view.has('orderBack') ? [open('orderBack', { ruleId: 'L-09', dueOn: to, optional: true })] : []),
    ...(from && view.around.on <= from ? [cancel] : []),
  ]
  return [...tell, ...filing, ...city, ...away]
}

function standingOf(view: ProcedureView): Standing {
  const decision = decisionOf(view)
  if (view.has('cancel')) return { words: '已取消', ended: true, tone: 'grey' }
  if (!decision) return { words: notDelegated(view) && !view.has('opinion') ? '待司法所签署意见' : `待${waitingFor(view)}`, ended: false, tone: 'amber' }
  const left = afterDecision(view).filter(({ optional }) => !optional)
  if (isRefused(decision)) return { words: '不同意', ended: left.length === 0, tone: 'grey' }
  if (view.has('return')) return { words: left.length === 0 ? '已销假' : '已返回，手续未完', ended: left.length === 0, tone: left.length === 0 ? 'grey' : 'amber' }
  const { from, to } = tripOf(view) ?? { from: null, to: null }
  if (to && view.around.on > to) return { words: '期满未销假', ended: false, tone: 'red' }
  return { words: from && view.around.on < from ? '已批准，未外出' : '外出中', ended: false, tone: 'plain' }
}

function waitingFor(view: ProcedureView): string {
  const [next] = beforeDecision(view).filter(({ locked, optional }) => !locked && !optional)
  if (next?.step === 'countyDecision' || next?.step === 'countyForward') return '县级审批'
  return next?.step === 'cityDecision' ? '市级审批' : '司法所办理'
}

function isLate(view: ProcedureView): boolean {
  const trip = tripOf(view)
  return trip !== null && view.around.on > trip.to
}

import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, date, links, number, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { daysFrom, decisionFields, isGranted, noticeFields, noticeStep, opinionFields, promptly, stepsOf, toldStep } from './parts.ts'

const article = '《社区矫正法》第三十三条、《社区矫正法实施办法》第四十二条'
const propose = step({
  label: '司法所提出建议', organ: 'OFFICE', enteredAt: 'office', article,
  fields: { merit: choice('情形', { REPENTANCE: '确有悔改表现', MERIT: '立功', MAJOR: '重大立功' }, { required: true }), evidence: links('证据', [], { required: true }), facts: text('事实', { lines: 4, max: 2000, required: true }), months: number('建议减刑', { max: 120, unit: '个月' }) },
  notes: () => [{ tone: 'plain', text: '减刑后实际执行的刑期不能少于原判刑期的二分之一，请核对。', ruleId: 'C-11' }],
})
const send = step({ label: '向中级以上人民法院提出减刑建议', organ: 'COUNTY', article, fields: { ...noticeFields, court: text('人民法院', { max: 80, required: true }), receivedOn: date('法院收到日期', { required: true }) } })
const ruling = step({ label: '人民法院裁定', organ: 'COURT', article, fields: { ...decisionFields, termEnd: date('减刑后的期满日') } })

/** 减刑 (C-11): county, city, court of second instance or higher; thirty days. */
export const commutation = procedureKind('commutation', {
  article, opens: 'propose',
  guide: '县级拟制减刑建议，报市级审核同意后，提请执行地中级以上人民法院裁定，建议书抄送同级检察院；法院收到后三十日内裁定。',
  steps: {
    propose, county: step({ label: '县级审核并报市级', organ: 'COUNTY', article, fields: opinionFields }), city: step({ label: '市级审核', organ: 'CITY', article, fields: decisionFields }), send, copy: noticeStep('建议书抄送同级检察院', article),
    ruling, tell: toldStep('告知对象', article),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('propose')) return [open('propose')]
    const county = view.last('county')
    if (!county) return [open('county', { ruleId: 'C-11' })]
    if (!isGranted(county)) return view.has('tell') ? [] : [open('tell')]
    const city = view.last('city')
    if (!city) return [open('city', { ruleId: 'C-11' })]
    if (!isGranted(city)) return view.has('tell') ? [] : [open('tell')]
    const sent = view.last('send')
    if (!sent) return [open('send', { ruleId: 'C-11', dueOn: promptly(view, city.on) })]
    const copy = view.has('copy') ? [] : [open('copy', { ruleId: 'C-11', dueOn: promptly(view, sent.on) })]
    const ruled = view.last('ruling')
    if (!ruled) return [...copy, open('ruling', { ruleId: 'C-11', dueOn: daysFrom(view, send.read(sent).receivedOn ?? sent.on, Number(rules['C-11'].parameters.days)) })]
    return [...copy, ...(view.has('tell') ? [] : [open('tell', { dueOn: promptly(view, ruled.on) })])]
  },
  standing(view) {
    const refused = [view.last('county'), view.last('city')].some((one) => one && !isGranted(one))
    const ruled = view.last('ruling')
    if (refused) return { words: '不同意提请', ended: view.has('tell'), tone: 'grey' }
    if (ruled) return { words: isGranted(ruled) ? '已裁定减刑' : '不予减刑', ended: view.has('tell') && view.has('copy'), tone: 'grey' }
    return { words: view.has('send') ? '待法院裁定' : view.has('city') ? '待提请' : view.has('county') ? '待市级审核' : '待县级审核', ended: false, tone: 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const sent = steps.last('send')
    const ruled = steps.last('ruling')
    if (!sent) return []
    const facts: Fact[] = [{ kind: 'commutationSent', id: sent.id, on: send.read(sent).receivedOn ?? sent.on }]
    if (ruled) facts.push({ kind: 'commutationRuled', id: ruled.id, on: ruled.on, sentId: sent.id, granted: isGranted(ruled), newEnd: ruling.read(ruled).termEnd })
    return facts
  },
  summary: (procedure) => {
    const proposed = stepsOf(procedure).first('propose')
    return proposed ? propose.read(proposed).facts.slice(0, 60) : ''
  },
})

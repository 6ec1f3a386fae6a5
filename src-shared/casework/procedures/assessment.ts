import { intakeRules as rules } from '../../rules/catalogue/intake.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, text, yesNo } from '../field.ts'
import { open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { noticeStep, notified, stepsOf, workingDaysFrom } from './parts.ts'

const suited = { SUITED: '适宜社区矫正', UNSUITED: '不适宜社区矫正' } as const
const commission = step({
  label: '收到委托', organ: 'COURT', article: rules['I-01'].article,
  fields: {
    from: text('委托机关', { max: 80, required: true }), number: text('委托函文号', { max: 60 }), expedited: yesNo('适用速裁程序'), charge: text('涉嫌罪名', { max: 60 }),
    what: choice('委托类别', { PROBATION: '拟判处缓刑', SURVEILLANCE: '拟判处管制', PAROLE: '拟裁定假释', TEMP_OUTSIDE: '拟决定暂予监外执行' }, { required: true }),
  },
})

/** 调查评估 (I-01 to I-03): working days, shorter in expedited cases. */
export const assessment = procedureKind('assessment', {
  article: rules['I-01'].article,
  guide: '收到委托当日通知同级检察院；十个工作日（速裁五个工作日）内提交评估意见，同时抄送检察院。',
  opens: 'commission',
  steps: {
    commission,
    tellProcuratorate: noticeStep('通知同级检察院', rules['I-03'].article),
    survey: step({
      label: '司法所调查', organ: 'OFFICE', enteredAt: 'office', article: rules['I-01'].article,
      fields: {
        residence: text('居所情况', { lines: 2, required: true }), family: text('家庭和社会关系', { lines: 2, required: true }), behaviour: text('平时表现', { lines: 2, required: true }), effect: text('犯罪后果和影响', { lines: 2 }),
        village: text('村（居）委会意见', { lines: 2, required: true }), victim: text('被害人意见', { lines: 2 }), injunctions: text('拟禁止的事项', { lines: 2 }), danger: text('社会危险性', { lines: 2, required: true }), opinion: choice('司法所意见', suited, { required: true }),
      },
    }),
    submit: step({ label: '提交评估意见', organ: 'COUNTY', article: rules['I-01'].article, fields: { opinion: choice('评估意见', suited, { required: true }), number: text('意见书文号', { max: 60 }), reason: text('理由', { lines: 3, required: true }) } }),
    copyProcuratorate: noticeStep('抄送同级检察院', rules['I-03'].article),
    outcome: step({ label: '采信情况', organ: 'COURT', fields: { adopted: yesNo('采信'), remark: text('说明', { lines: 2 }) } }),
  },
  barred: () => '',
  openSteps(view) {
    const asked = view.first('commission')
    if (!asked) return [open('commission')]
    const early = view.has('tellProcuratorate') ? [] : [open('tellProcuratorate', { dueOn: asked.on, ruleId: 'I-03' })]
    const due = dueOf(view, asked)
    if (!view.has('survey')) return [...early, open('survey', due)]
    const submitted = view.first('submit')
    if (!submitted) return [...early, open('submit', due)]
    const copy = view.has('copyProcuratorate') ? [] : [open('copyProcuratorate', { dueOn: submitted.on, ruleId: 'I-03' })]
    return [...early, ...copy, ...(view.has('outcome') ? [] : [open('outcome', { optional: true })])]
  },
  standing(view) {
    if (!view.has('submit')) return { words: view.has('survey') ? '待提交意见' : '调查中', ended: false, tone: 'amber' }
    const left = ['tellProcuratorate', 'copyProcuratorate'].filter((name) => !view.has(name))
    return left.length > 0 ? { words: '已提交，通知未完', ended: false, tone: 'amber' } : { words: '已提交', ended: true, tone: 'grey' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const asked = steps.first('commission')
    if (!asked) return []
    const submitted = steps.last('submit')
    const facts: Fact[] = [{ kind: 'assessmentCommissioned', id: procedure.id, on: asked.on, expedited: commission.read(asked).expedited }, ...notified(steps.last('tellProcuratorate'), procedure.id, 'PROCURATORATE')]
    return submitted ? [...facts, { kind: 'assessmentSubmitted', id: submitted.id, on: submitted.on, commissionId: procedure.id }, ...notified(steps.last('copyProcuratorate'), submitted.id, 'PROCURATORATE')] : facts
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('commission')
    return asked ? `${commission.read(asked).from}委托` : ''
  },
})

function dueOf(view: ProcedureView, asked: NonNullable<ReturnType<ProcedureView['first']>>) {
  const ruleId = commission.read(asked).expedited ? 'I-02' : 'I-01'
  return { ruleId, dueOn: workingDaysFrom(view, asked.on, Number(rules[ruleId].parameters.workingDays)) }
}

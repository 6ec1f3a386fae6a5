import { movingRules as rules } from '../../rules/catalogue/moving.ts'
import { text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, opinionStep, promptly, stepsOf, toldStep } from './parts.ts'

const apply = step({ label: '申请迁居', organ: 'SUBJECT', enteredAt: 'office', article: rules['M-11'].article, fields: { address: text('新居住地', { max: 200, required: true }), office: text('新司法所', { max: 60, required: true }), reason: text('理由', { lines: 2, max: 500, required: true }) } })

/** 县内迁居 (M-11): another office, the same place of execution. */
export const officeChange = procedureKind('officeChange', {
  article: rules['M-11'].article,
  guide: '在本县内从一个乡镇（街道）迁到另一个：执行地不变，只换司法所，移交工作档案。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['M-11'].article, '原司法所签署意见'),
    decide: step({ label: '县级决定', organ: 'COUNTY', article: rules['M-11'].article, fields: decisionFields }),
    tell: toldStep('告知对象', rules['M-11'].article),
    handOver: step({ label: '移交工作档案', organ: 'OFFICE', enteredAt: 'office', article: rules['M-11'].article, fields: { list: text('移交清单', { lines: 3, max: 1000, required: true }), takenBy: text('接收人', { max: 40 }) } }),
    accept: step({ label: '新司法所接收', organ: 'OFFICE', article: rules['M-11'].article, fields: { remark: text('接收情况', { max: 300 }) } }),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('apply')) return [open('apply')]
    const decision = view.last('decide')
    if (!decision) return [open(view.has('opinion') ? 'decide' : 'opinion', { ruleId: 'M-11' })]
    const tell = view.has('tell') ? [] : [open('tell', { dueOn: promptly(view, decision.on) })]
    if (!isGranted(decision)) return tell
    return [...tell, ...(view.has('handOver') ? (view.has('accept') ? [] : [open('accept')]) : [open('handOver', { ruleId: 'M-11' })])]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: view.has('opinion') ? '待县级决定' : '待司法所签署意见', ended: false, tone: 'amber' }
    if (!isGranted(decision)) return { words: '不同意', ended: view.has('tell'), tone: 'grey' }
    return view.has('accept') && view.has('tell') ? { words: '已移交', ended: true, tone: 'grey' } : { words: '移交中', ended: false, tone: 'plain' }
  },
  facts: () => [],
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? `迁往 ${apply.read(asked).address}（${apply.read(asked).office}）` : ''
  },
})

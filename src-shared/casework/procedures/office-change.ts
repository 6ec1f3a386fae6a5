import { movingRules as rules } from '../../rules/catalogue/moving.ts'
import type { Fact } from '../../rules/index.ts'
import { date, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, opinionStep, promptly, stepsOf, toldStep } from './parts.ts'

const isOfficeCode = (text: string): boolean => /^\d{9}$/.test(text)

const apply = step({ label: '申请迁居', organ: 'SUBJECT', enteredAt: 'office', article: rules['M-11'].article, fields: { address: text('新居住地', { max: 200, required: true }), office: text('新司法所', { max: 60, required: true, from: 'officeNames' }), reason: text('理由', { lines: 2, max: 500, required: true }) } })

const decide = step({
  label: '县级决定', organ: 'COUNTY', article: rules['M-11'].article,
  fields: { ...decisionFields, toOfficeId: text('新司法所', { max: 60, required: { field: 'outcome', is: ['GRANTED'] }, from: 'officeCodes', hint: '档案从移交日期起归这个所' }), effectiveOn: date('移交日期', { required: { field: 'outcome', is: ['GRANTED'] }, hint: '从这一天起由新司法所负责' }) },
  problems: ({ outcome, toOfficeId, effectiveOn }, view) => {
    if (outcome !== 'GRANTED') return []
    const { officeId, on } = view.around
    // An office that no county has enrolled knows no codes: it writes the name down, and nothing is handed over by it.
    if (officeId && !isOfficeCode(toOfficeId)) return [{ field: 'toOfficeId', text: '请从本县司法所名单里选新司法所' }]
    if (toOfficeId === officeId) return [{ field: 'toOfficeId', text: '新司法所就是现在的司法所，请核对' }]
    if (officeId && toOfficeId.slice(0, 6) !== officeId.slice(0, 6)) return [{ field: 'toOfficeId', text: '新司法所不在本县，请改办执行地变更' }]
    return effectiveOn && effectiveOn < on ? [{ field: 'effectiveOn', text: '移交日期早于决定日期' }] : []
  },
})

/** 县内迁居 (M-11): another office, the same place of execution. */
export const officeChange = procedureKind('officeChange', {
  article: rules['M-11'].article,
  guide: '在本县内从一个乡镇（街道）迁到另一个：执行地不变，只换司法所，移交工作档案。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['M-11'].article, '原司法所签署意见'),
    decide,
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
    return [...tell, ...(view.has('handOver') ? (view.has('accept') ? [] : [open('accept')]) : [open('handOver', { ruleId: 'M-11', dueOn: decide.read(decision).effectiveOn })])]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: view.has('opinion') ? '待县级决定' : '待司法所签署意见', ended: false, tone: 'amber' }
    if (!isGranted(decision)) return { words: '不同意', ended: view.has('tell'), tone: 'grey' }
    return view.has('accept') && view.has('tell') ? { words: '已移交', ended: true, tone: 'grey' } : { words: '移交中', ended: false, tone: 'plain' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const decision = steps.last('decide')
    if (!decision || !isGranted(decision)) return []
    const { toOfficeId, effectiveOn } = decide.read(decision)
    const [handed, accepted] = [steps.last('handOver'), steps.last('accept')]
    const common = { kind: 'officeChange' as const, changeId: procedure.id, toOfficeId: isOfficeCode(toOfficeId) ? toOfficeId : '', effectiveOn }
    const facts: Fact[] = [{ ...common, id: decision.id, on: decision.on, step: 'GRANTED' }]
    if (handed) facts.push({ ...common, id: handed.id, on: handed.on, step: 'HANDED_OVER' })
    if (accepted) facts.push({ ...common, id: accepted.id, on: accepted.on, step: 'ACCEPTED' })
    return facts
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? `迁往 ${apply.read(asked).address}（${apply.read(asked).office}）` : ''
  },
})

import { helpRules } from '../../rules/catalogue/help.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { daysFrom, stepsOf, toldStep } from './parts.ts'

const article = helpRules['H-04'].article
const kinds = { APPEAL: '申诉', ACCUSATION: '控告', REPORT: '检举' } as const
const receive = step({ label: '收到', organ: 'SUBJECT', article, fields: { kind: choice('类别', kinds, { required: true }), by: text('提出人', { max: 40, required: true }), content: text('内容', { lines: 3, max: 2000, required: true }) } })

/** 投诉 (H-04): received, handled, the result told. */
export const complaint = procedureKind('complaint', {
  article, opens: 'receive', guide: '对象对侵害自身合法权益的行为提出申诉、控告、检举的，应当及时办理，并把结果告知本人。',
  steps: { receive, handle: step({ label: '调查办理', organ: 'OFFICE', article, fields: { result: text('办理情况和结果', { lines: 3, max: 2000, required: true }) } }), tell: toldStep('告知结果', article) },
  barred: () => '',
  openSteps(view) {
    const received = view.first('receive')
    if (!received) return [open('receive')]
    const due = { ruleId: 'H-04', dueOn: daysFrom(view, received.on, view.around.policy.complaintDays) }
    return view.has('handle') ? (view.has('tell') ? [] : [open('tell', due)]) : [open('handle', due)]
  },
  standing: (view) => (view.has('tell') ? { words: '已答复', ended: true, tone: 'grey' } : { words: view.has('handle') ? '待告知结果' : '办理中', ended: false, tone: 'amber' }),
  facts(procedure) {
    const steps = stepsOf(procedure)
    const received = steps.first('receive')
    const told = steps.last('tell')
    const facts: Fact[] = received ? [{ kind: 'complaint', id: procedure.id, on: received.on }] : []
    return told ? [...facts, { kind: 'complaintAnswered', id: told.id, on: told.on, complaintId: procedure.id }] : facts
  },
  summary: (procedure) => {
    const received = stepsOf(procedure).first('receive')
    const { kind, content } = received ? receive.read(received) : { kind: null, content: '' }
    return `${kind ? kinds[kind] : ''}：${content}`.slice(0, 60)
  },
})

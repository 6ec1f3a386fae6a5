import { supervisionRules } from '../../rules/catalogue/help.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, date, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { daysFrom, noticeFields, stepsOf } from './parts.ts'

const article = supervisionRules['S-01'].article
const kinds = { CORRECTION: '纠正意见', ADVICE: '检察建议', QUERY: '其他监督文书' } as const
const receive = step({ label: '收到检察文书', organ: 'PROCURATORATE', article, fields: { kind: choice('类别', kinds, { required: true }), number: text('文号', { max: 60, required: true }), content: text('内容', { lines: 3, max: 2000, required: true }), replyBy: date('要求回复的日期', { hint: '文书没有写明的不填' }) } })

/** 检察监督意见 (S-01): put right, and answered in writing by its day. */
export const opinion = procedureKind('opinion', {
  article, opens: 'receive', guide: '收到纠正意见、检察建议的，采取措施改正，并在期限内书面回复检察院。',
  steps: {
    receive, measures: step({ label: '整改情况', organ: 'OFFICE', article, fields: { done: text('采取的措施', { lines: 3, max: 2000, required: true }) } }),
    reply: step({ label: '书面回复检察院', organ: 'COUNTY', enteredAt: 'either', article, fields: { ...noticeFields, content: text('回复要点', { lines: 2, max: 1000, required: true }) } }),
  },
  barred: () => '',
  openSteps(view) {
    const received = view.first('receive')
    if (!received) return [open('receive')]
    const due = { ruleId: 'S-01', dueOn: receive.read(received).replyBy ?? daysFrom(view, received.on, view.around.policy.supervisionReplyDays) }
    return view.has('measures') ? (view.has('reply') ? [] : [open('reply', due)]) : [open('measures', due)]
  },
  standing: (view) => (view.has('reply') ? { words: '已回复', ended: true, tone: 'grey' } : { words: view.has('measures') ? '待回复' : '整改中', ended: false, tone: 'amber' }),
  facts(procedure) {
    const steps = stepsOf(procedure)
    const received = steps.first('receive')
    const replied = steps.last('reply')
    const facts: Fact[] = received ? [{ kind: 'supervisionOpinion', id: procedure.id, on: received.on, replyBy: receive.read(received).replyBy }] : []
    return replied ? [...facts, { kind: 'supervisionReplied', id: replied.id, on: replied.on, opinionId: procedure.id }] : facts
  },
  summary: (procedure) => {
    const received = stepsOf(procedure).first('receive')
    const { kind, number } = received ? receive.read(received) : { kind: null, number: '' }
    return `${kind ? kinds[kind] : ''} ${number}`.trim()
  },
})

import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import { links, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { countersNote, hints } from './conduct-decision.ts'
import { decisionFields, groundsOf, isGranted, noticeFields, noticeStep, promptly, stepsOf, stillOpen } from './parts.ts'

const propose = step({
  label: '司法所调查并提出建议', organ: 'OFFICE', enteredAt: 'office', article: rules['C-12'].article,
  fields: { evidence: links('证据', [], { required: true }), facts: text('查明的事实', { lines: 4, max: 2000, required: true }), clause: text('依据的条款', { max: 200, required: true }) },
  notes: (_values, view) => [...countersNote(view), ...hints(view, 'PENALTY_REQUEST')],
})

/** 提请治安管理处罚 (C-03): the county proposes, the police decide. Parole is not in the clause. */
export const penalty = procedureKind('penalty', {
  article: rules['C-03'].article,
  guide: '由县级向同级公安机关提出建议，建议书抄送同级检察院；处罚结果由先收到的一方登记。治安管理处罚的有关条款没有列假释。',
  opens: 'propose',
  steps: {
    propose, decide: step({ label: '县级决定是否提请', organ: 'COUNTY', article: rules['C-03'].article, fields: decisionFields }),
    send: step({ label: '向公安机关送达建议书', organ: 'COUNTY', article: rules['C-03'].article, fields: noticeFields }), copy: noticeStep('建议书抄送同级检察院', rules['C-03'].article),
    police: step({ label: '公安机关决定', organ: 'POLICE', article: rules['C-03'].article, fields: { ...decisionFields, content: text('处罚内容', { max: 300 }) } }),
    result: noticeStep('处罚结果通报检察院', rules['C-03'].article),
  },
  barred: ({ subject }) => (subject.category === 'PAROLE' ? '治安管理处罚的有关条款只列管制、缓刑、暂予监外执行，没有列假释，不能提请；情节严重的办理撤销假释，请先请示县级。' : ''),
  openSteps(view) {
    if (!view.has('propose')) return [open('propose')]
    const decision = view.last('decide')
    if (!decision) return [open('decide', { ruleId: 'C-03' })]
    if (!isGranted(decision)) return []
    const decided = view.last('police')
    const dueOn = promptly(view, decision.on)
    return [...stillOpen(view, { send: { ruleId: 'C-03', dueOn }, copy: { ruleId: 'C-03', dueOn } }), ...(view.has('send') && !decided ? [open('police', { ruleId: 'C-03' })] : []), ...(decided && !view.has('result') ? [open('result', { ruleId: 'C-03', dueOn: promptly(view, decided.on) })] : [])]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: '待县级决定', ended: false, tone: 'amber' }
    if (!isGranted(decision)) return { words: '不提请', ended: true, tone: 'grey' }
    const decided = view.last('police')
    const ended = Boolean(decided) && view.has('result') && view.has('copy')
    return { words: decided ? (isGranted(decided) ? '已处罚' : '不予处罚') : '待公安机关决定', ended, tone: ended ? 'grey' : 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const proposed = steps.first('propose')
    const groundIds = groundsOf(proposed).slice(0, 50)
    const decision = steps.last('decide')
    const decided = steps.last('police')
    if (decided) return [{ kind: isGranted(decided) ? 'penalty' : 'noSanction', id: procedure.id, on: decided.on, groundIds }]
    if (decision && !isGranted(decision)) return [{ kind: 'noSanction', id: procedure.id, on: decision.on, groundIds }]
    return proposed ? [{ kind: 'sanctionProposed', id: procedure.id, on: proposed.on, groundIds }] : []
  },
  summary: (procedure) => {
    const proposed = stepsOf(procedure).first('propose')
    return proposed ? propose.read(proposed).facts.slice(0, 60) : ''
  },
})

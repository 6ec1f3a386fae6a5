import { contactRules as rules } from '../../rules/catalogue/contact.ts'
import { date, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { decisionFields, isGranted, noticeStep, notified, opinionStep, promptly, stepsOf, stillOpen, toldStep } from './parts.ts'

const apply = step({
  label: '书面申请', organ: 'SUBJECT', enteredAt: 'office', article: rules['V-03'].article,
  fields: { place: text('区域、场所', { max: 100, required: true }), from: date('开始日期', { required: true }), to: date('结束日期', { required: true }), clause: text('所涉禁止令内容', { max: 300, required: true }), reason: text('理由', { lines: 2, max: 500, required: true }) },
  problems: ({ from, to }) => (from && to && to < from ? [{ field: 'to', text: '结束日期早于开始日期，请更正' }] : []),
})

/** 进入特定区域、场所 (V-03): the county approves and tells court and procuratorate. */
export const placeEntry = procedureKind('placeEntry', {
  article: rules['V-03'].article,
  guide: '被宣告禁止令的对象确需进入的，由县级批准，并通知原审人民法院和同级检察院。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['V-03'].article), decide: step({ label: '县级审批', organ: 'COUNTY', article: rules['V-03'].article, fields: decisionFields }),
    court: noticeStep('通知原审人民法院', rules['V-03'].article), procuratorate: noticeStep('通知同级检察院', rules['V-03'].article), tell: toldStep('告知对象', rules['V-03'].article),
  },
  barred: ({ caseFile }) => (caseFile.subject.injunction ? '' : '没有被宣告禁止令，不需要办理。'),
  openSteps(view) {
    const asked = view.first('apply')
    if (!asked) return [open('apply')]
    const decision = view.last('decide')
    if (!decision) return [open(view.has('opinion') ? 'decide' : 'opinion', { ruleId: 'V-03', dueOn: apply.read(asked).from })]
    const dueOn = promptly(view, decision.on)
    return stillOpen(view, isGranted(decision) ? { court: { ruleId: 'V-03', dueOn }, procuratorate: { ruleId: 'V-03', dueOn }, tell: { dueOn } } : { tell: { dueOn } })
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: view.has('opinion') ? '待县级审批' : '待司法所签署意见', ended: false, tone: 'amber' }
    const ended = view.has('tell') && (!isGranted(decision) || (view.has('court') && view.has('procuratorate')))
    return { words: isGranted(decision) ? (ended ? '已批准' : '已批准，通知未完') : '不同意', ended, tone: ended ? 'grey' : 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const decision = steps.last('decide')
    if (!decision || !isGranted(decision)) return []
    return [{ kind: 'placeEntryApproved', id: procedure.id, on: decision.on }, ...notified(steps.last('court'), procedure.id, 'COURT'), ...notified(steps.last('procuratorate'), procedure.id, 'PROCURATORATE')]
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? apply.read(asked).place : ''
  },
})

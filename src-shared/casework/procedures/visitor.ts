import { contactRules as rules } from '../../rules/catalogue/contact.ts'
import { date, text } from '../field.ts'
import { type Note, open, procedureKind, type ProcedureView, step } from '../procedure-kind.ts'
import { readMore } from '../subject-fields.ts'
import { decisionFields, isGranted, opinionStep, promptly, stepsOf, toldStep } from './parts.ts'

const apply = step({
  label: '申请会客', organ: 'SUBJECT', enteredAt: 'office', article: rules['V-01'].article,
  fields: { visitor: text('会见何人', { max: 60, required: true }), relation: text('关系', { max: 40, required: true }), place: text('地点', { max: 100, required: true }), day: date('会见日期', { required: true }), reason: text('理由', { lines: 2, max: 500, required: true }) },
  notes: ({ visitor }, view) => barredHit(view, visitor),
})

/** 会客 (V-01, V-02): the county approves; whoever must not be met is named from the file. */
export const visitor = procedureKind('visitor', {
  article: '《社区矫正法》第二十三条、《社区矫正法实施办法》第二十五条',
  guide: '未经县级批准，不得接触被害人、控告人、举报人；不得接触同案犯等可能诱发再犯罪的人。',
  opens: 'apply',
  steps: {
    apply, opinion: opinionStep(rules['V-01'].article), decide: step({ label: '县级审批', organ: 'COUNTY', article: rules['V-01'].article, fields: decisionFields }), tell: toldStep('告知对象', rules['V-01'].article),
    met: step({ label: '会见情况', organ: 'OFFICE', enteredAt: 'office', article: rules['V-02'].article, fields: { said: text('会见情况', { lines: 3, max: 1000, required: true }) } }),
  },
  barred: () => '',
  openSteps(view) {
    if (!view.has('apply')) return [open('apply')]
    const decision = view.last('decide')
    if (!decision) return [open(view.has('opinion') ? 'decide' : 'opinion', { ruleId: 'V-01', dueOn: dayOf(view) })]
    return [...(view.has('tell') ? [] : [open('tell', { dueOn: promptly(view, decision.on) })]), ...(isGranted(decision) && !view.has('met') ? [open('met', { optional: true })] : [])]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: view.has('opinion') ? '待县级审批' : '待司法所签署意见', ended: false, tone: 'amber' }
    return { words: isGranted(decision) ? '已批准' : '不同意', ended: view.has('tell'), tone: 'grey' }
  },
  facts(procedure) {
    const decision = stepsOf(procedure).last('decide')
    return decision && isGranted(decision) ? [{ kind: 'contactApproved', id: procedure.id, on: decision.on }] : []
  },
  summary: (procedure) => {
    const asked = stepsOf(procedure).first('apply')
    return asked ? `会见${apply.read(asked).visitor}（${apply.read(asked).relation}）` : ''
  },
})

function dayOf(view: ProcedureView) {
  const asked = view.first('apply')
  return asked ? apply.read(asked).day : null
}

function barredHit({ around }: ProcedureView, name: string): Note[] {
  const hit = name.trim() === '' ? undefined : readMore(around.subject.more).barred.find((one) => typeof one['name'] === 'string' && one['name'].trim() !== '' && name.includes(one['name'].trim()))
  return hit ? [{ tone: 'warn', text: `“${String(hit['name'])}”在未经批准不得接触的名单上，请核实并在意见里写明。`, ruleId: 'V-01' }] : []
}

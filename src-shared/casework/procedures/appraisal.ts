import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import type { Fact } from '../../rules/index.ts'
import { choice, date, links, number, text } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { daysFrom, neverPublic, noticeStep, promptly, servedStep, stepsOf } from './parts.ts'

const grades = { GOOD: '好', PASS: '合格', FAIL: '不合格' } as const
const propose = step({
  label: '司法所考核', organ: 'OFFICE', enteredAt: 'office', article: rules['C-00'].article,
  fields: { from: date('考核周期开始', { required: true }), to: date('考核周期结束', { required: true }), grade: choice('建议等次', grades, { required: true }), points: number('得分', { max: 1000 }), facts: text('表现', { lines: 4, max: 2000, required: true }), evidence: links('依据', []) },
  problems: ({ from, to }) => (from && to && to < from ? [{ field: 'to', text: '周期结束早于开始，请更正' }] : []),
})
const decide = step({ label: '县级决定', organ: 'COUNTY', article: rules['C-00'].article, fields: { grade: choice('等次', grades, { required: true }), number: text('文书编号', { max: 60 }), reason: text('理由', { lines: 2, max: 500 }) } })

/** 考核 (C-00): told in writing, published, copied; never published for a minor. */
export const appraisal = procedureKind('appraisal', {
  article: rules['C-00'].article,
  guide: '司法所考核，县级决定；结果书面告知本人，定期公示，抄送检察院。未成年对象的考核结果不公示。本人有异议的，县级处理。',
  opens: 'propose',
  steps: {
    propose, groupOpinion: step({ label: '矫正小组评议', organ: 'GROUP', enteredAt: 'office', article: rules['C-00'].article, fields: { opinion: text('评议意见', { lines: 3, max: 1000, required: true }) } }), decide,
    tell: servedStep('书面告知本人', rules['C-00'].article), publish: step({ label: '公示', organ: 'OFFICE', article: rules['C-00'].article, fields: { place: text('公示地点', { max: 100, required: true }), until: date('公示到') } }),
    copy: noticeStep('抄送检察院', rules['C-00'].article), objection: step({ label: '本人提出异议', organ: 'SUBJECT', enteredAt: 'office', article: rules['C-00'].article, fields: { what: text('异议内容', { lines: 2, max: 500, required: true }) } }),
    answer: step({ label: '县级处理异议', organ: 'COUNTY', article: rules['C-00'].article, fields: { result: text('处理结果', { lines: 2, max: 500, required: true }) } }),
  },
  barred: () => '',
  openSteps(view) {
    const proposed = view.first('propose')
    if (!proposed) return [open('propose')]
    const decision = view.last('decide')
    const end = propose.read(proposed).to ?? proposed.on
    if (!decision) return [...(view.has('groupOpinion') ? [] : [open('groupOpinion', { optional: true })]), open('decide', { ruleId: 'C-00', dueOn: daysFrom(view, end, view.around.policy.appraisalDecisionDays) })]
    return [
      ...(view.has('tell') ? [] : [open('tell', { ruleId: 'C-00', dueOn: promptly(view, decision.on) })]),
      ...(view.has('publish') ? [] : [open('publish', { ruleId: neverPublic(view) ? 'Y-03' : 'C-00', locked: neverPublic(view), optional: neverPublic(view) !== '' })]),
      ...(view.has('copy') ? [] : [open('copy', { ruleId: 'C-00', dueOn: promptly(view, decision.on) })]),
      ...(view.has('tell') && !view.has('objection') ? [open('objection', { optional: true })] : []),
      ...(view.has('objection') && !view.has('answer') ? [open('answer', { ruleId: 'C-00' })] : []),
    ]
  },
  standing(view) {
    const decision = view.last('decide')
    if (!decision) return { words: '待县级决定', ended: false, tone: 'amber' }
    const missing = ['tell', 'copy', ...(neverPublic(view) ? [] : ['publish']), ...(view.has('objection') ? ['answer'] : [])].filter((name) => !view.has(name))
    const { grade } = decide.read(decision)
    return { words: `${grade ? grades[grade] : ''}${missing.length > 0 ? '，手续未完' : ''}`, ended: missing.length === 0, tone: missing.length === 0 ? 'grey' : 'amber' }
  },
  facts(procedure) {
    const steps = stepsOf(procedure)
    const proposed = steps.first('propose')
    const decision = steps.last('decide')
    const asked: Fact[] = proposed ? [{ kind: 'appraisalProposed', id: proposed.id, on: proposed.on, appraisalId: procedure.id }] : []
    return decision ? [...asked, { kind: 'appraised', id: procedure.id, on: decision.on, published: Boolean(steps.last('publish')), told: Boolean(steps.last('tell')) }] : asked
  },
  summary: (procedure) => {
    const proposed = stepsOf(procedure).first('propose')
    const { from, to, grade } = proposed ? propose.read(proposed) : { from: null, to: null, grade: null }
    return `${from ?? ''} 至 ${to ?? ''}${grade ? `，${grades[grade]}` : ''}`
  },
})

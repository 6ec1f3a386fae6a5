import { contactRules as rules } from '../../rules/catalogue/contact.ts'
import { choice, text, yesNo } from '../field.ts'
import { open, procedureKind, step } from '../procedure-kind.ts'
import { noticeStep, stepsOf } from './parts.ts'

const start = step({ label: '落实禁止令', organ: 'OFFICE', enteredAt: 'office', article: rules['V-03'].article, fields: { content: text('禁止的内容', { lines: 2, max: 500, required: true }), measures: text('落实的措施', { lines: 3, max: 1000, required: true }) } })

/** 禁止令执行: measures, letters to those who help, checks, its end. */
export const injunction = procedureKind('injunction', {
  article: '《社区矫正法》第三十一条、《社区矫正法实施办法》第三十九条',
  guide: '发现正在违反的立即制止，制止无效的立即通知公安机关。违反的情况在“记录”里登记为违反规定，再按情节办理警告、处罚或者撤销。',
  opens: 'start',
  steps: {
    start, assist: noticeStep('函请有关部门、单位协助', rules['V-03'].article),
    check: step({ label: '核查遵守情况', organ: 'OFFICE', enteredAt: 'office', article: rules['V-04'].article, fields: { kept: yesNo('遵守禁止令', { initial: true }), found: text('核查情况', { lines: 3, max: 1000, required: true }) } }),
    end: step({ label: '禁止令期满', organ: 'OFFICE', article: rules['V-03'].article, fields: { how: choice('原因', { EXPIRED: '期限届满', ENDED: '矫正终止' }, { required: true, initial: 'EXPIRED' }), remark: text('说明', { max: 300 }) } }),
  },
  barred: ({ caseFile }) => (caseFile.subject.injunction ? '' : '没有被宣告禁止令。'),
  openSteps(view) {
    if (!view.has('start')) return [open('start')]
    if (view.has('end')) return []
    const { injunction: term } = view.around.caseFile.subject
    return [open('check', { optional: true, ruleId: 'V-04' }), ...(view.has('assist') ? [] : [open('assist', { optional: true })]), open('end', { dueOn: term?.to ?? null, ruleId: 'T-05', optional: Boolean(term && view.around.on < term.to) })]
  },
  standing: (view) => (view.has('end') ? { words: '已期满', ended: true, tone: 'grey' } : { words: '执行中', ended: false, tone: 'plain' }),
  facts: () => [],
  summary: (procedure) => {
    const begun = stepsOf(procedure).first('start')
    return begun ? start.read(begun).content.slice(0, 60) : ''
  },
})

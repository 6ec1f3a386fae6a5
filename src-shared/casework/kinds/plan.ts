import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { MADE: '制定方案', REVIEWED: '复核，不作调整', ADJUSTED: '调整方案' } as const
const risks = { LOW: '低', MIDDLE: '中', HIGH: '高' } as const

/** 矫正方案 (I-13). */
export const plan = recordKind('plan', {
  section: 'intake',
  article: '《社区矫正法》第二十四条、《社区矫正法实施办法》第二十二条',
  guide: '方案写四项：基本情况，综合评估结果，心理状态和特殊情况，监督管理和教育帮扶措施。类别、表现变化以后相应调整。',
  fields: {
    what: choice('本次', acts, { required: true, initial: 'MADE' }),
    basics: text('基本情况', { lines: 3, required: { field: 'what', is: ['MADE'] } }),
    assessment: text('综合评估结果', { lines: 3, required: { field: 'what', is: ['MADE'] } }),
    risk: choice('再犯罪风险', risks, { required: true }),
    psychology: text('心理状态和特殊情况', { lines: 2, required: { field: 'what', is: ['MADE'] } }),
    supervision: text('监督管理措施', { lines: 3, required: { field: 'what', is: ['MADE', 'ADJUSTED'] } }),
    education: text('教育措施', { lines: 3, required: { field: 'what', is: ['MADE', 'ADJUSTED'] } }),
    help: text('帮扶措施', { lines: 3 }),
    effect: text('执行效果', { lines: 3, shown: { field: 'what', is: ['REVIEWED', 'ADJUSTED'] }, required: true }),
    nextReviewOn: date('下次复核日期'),
  },
  carries: ['basics', 'assessment', 'risk', 'psychology', 'supervision', 'education', 'help'],
  problems: ({ nextReviewOn }, { on }) => (nextReviewOn && nextReviewOn <= on ? [{ field: 'nextReviewOn', text: '下次复核日期应当晚于这一次' }] : []),
  facts: ({ what }, { id, on }) => [{ kind: what === 'MADE' ? 'planMade' : 'planReviewed', id, on }],
  summary: ({ what, risk, effect }) => line(say(acts, what), risk && `风险${say(risks, risk)}`, effect),
})

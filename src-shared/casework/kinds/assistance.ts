import { choice, date, number, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { employment } from './tables.ts'
import { line, say } from './words.ts'

export const assistanceTypes = { TRAINING: '职业技能培训', JOB: '就业推介', BUSINESS: '自主创业', ALLOWANCE: '最低生活保障', RELIEF: '临时救助', SCHOOL: '就学', LEGAL_AID: '法律援助', MEDICAL: '医疗', HOUSING: '住房', OTHER: '其他' } as const
const results = { OPEN: '办理中', DONE: '已落实', REFUSED: '没有办成' } as const

/** 帮扶 (H-03). */
export const assistance = recordKind('assistance', {
  section: 'education',
  article: '《社区矫正法》第三十七条、第四十三条；丽水市司法局意见（十三）',
  guide: '适龄、无业、有劳动能力的，培训率要达到百分之百：先写明就业情况，再写是否培训。',
  fields: {
    type: choice('种类', assistanceTypes, { required: true }),
    employment: choice('就业就学情况', employment, { required: true }),
    ableToWork: yesNo('有劳动能力', { shown: { field: 'employment', is: ['02'] }, initial: true }),
    department: text('联系的部门'),
    appliedOn: date('申请日期'),
    result: choice('结果', results, { required: true, initial: 'OPEN' }),
    doneOn: date('办成日期', { shown: { field: 'result', is: ['DONE'] } }),
    amount: number('金额', { min: 0, max: 1_000_000, step: 0.01, unit: '元', shown: { field: 'type', is: ['ALLOWANCE', 'RELIEF', 'SCHOOL', 'MEDICAL'] } }),
    course: text('培训项目', { shown: { field: 'type', is: ['TRAINING'] }, required: true }),
    hours: number('课时', { min: 0, max: 2000, unit: '课时', shown: { field: 'type', is: ['TRAINING'] } }),
    refused: text('没有办成的原因', { shown: { field: 'result', is: ['REFUSED'] }, required: true }),
  },
  carries: ['employment', 'ableToWork'],
  problems: ({ appliedOn, doneOn }) => (appliedOn && doneOn && doneOn < appliedOn ? [{ field: 'doneOn', text: '办成日期早于申请日期' }] : []),
  facts: ({ type, result }, { id, on }) => (type && result !== 'REFUSED' ? [{ kind: 'helped', id, on, type: type === 'TRAINING' || type === 'JOB' || type === 'SCHOOL' ? type : 'OTHER' }] : []),
  summary: ({ type, course, department, result, amount }) => line(say(assistanceTypes, type), course, department, say(results, result), amount !== null && `${amount}元`),
})

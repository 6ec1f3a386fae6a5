import { choice, date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const checks = { REVIEW: '病情复查', PREGNANCY: '妊娠检查', SELF_CARE: '生活自理鉴别' } as const
const conclusions = { STILL: '仍符合暂予监外执行条件', IMPROVED: '明显好转，建议评估', GONE: '情形已经消失', UNCLEAR: '需要进一步检查' } as const

/** 病情复查、妊娠检查 (P-05). */
export const medical = recordKind('medical', {
  section: 'supervision',
  article: '《社区矫正法实施办法》第二十四条第二款',
  guide: '到省级人民政府指定的医院检查。发生时间填检查日期，附上诊断材料。没有按期复查的，不要补成按期。',
  fields: {
    what: choice('种类', checks, { required: true, initial: 'REVIEW' }),
    hospital: text('医院', { required: true }),
    designated: yesNo('属于省级指定医院', { initial: true }),
    byCounty: yesNo('县级组织的审查', { hint: '由两名以上副高级职称医师作出的，写进诊断' }),
    diagnosis: text('诊断', { lines: 3, required: true }),
    conclusion: choice('结论', conclusions, { required: true }),
    nextOn: date('下次复查日期'),
    guarantor: text('保证人', { max: 40 }),
    pregnancyEnd: date('预产期或者哺乳期满日期', { shown: { field: 'what', is: ['PREGNANCY'] }, required: true }),
  },
  carries: ['hospital', 'designated', 'guarantor', 'what'],
  problems: ({ nextOn }, { on }) => (nextOn && nextOn <= on ? [{ field: 'nextOn', text: '下次复查日期应当晚于这一次' }] : []),
  facts: ({ byCounty }, { id, on }) => [{ kind: 'medicalReview', id, on }, ...(byCounty ? [{ kind: 'temporaryReviewed' as const, id: `${id}-r`, on }] : [])],
  summary: ({ what, hospital, conclusion }) => line(say(checks, what), hospital, say(conclusions, conclusion)),
})

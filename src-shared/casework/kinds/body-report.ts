import { choice, date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const conditions = { BETTER: '好转', SAME: '稳定', WORSE: '加重', HOSPITAL: '住院治疗' } as const
const forms = { FACE: '当面', PHONE: '电话、视频', WRITTEN: '书面', FAMILY: '家属代为报告' } as const

/** 每月身体情况报告 (P-04). */
export const bodyReport = recordKind('bodyReport', {
  section: 'supervision',
  article: '《社区矫正法实施办法》第二十四条第二款',
  guide: '暂予监外执行对象每月报告一次。发现情形已经消失的，另记“暂予监外执行情形变化”。',
  fields: {
    condition: choice('身体情况', conditions, { required: true, initial: 'SAME' }),
    form: choice('报告形式', forms, { required: true, initial: 'FACE' }),
    hospital: text('就诊医院'),
    treatment: text('治疗和用药', { lines: 2 }),
    selfCare: yesNo('生活能够自理', { initial: true }),
    nursingEnd: date('妊娠、哺乳预计结束日期'),
  },
  carries: ['hospital', 'form', 'selfCare', 'nursingEnd'],
  text: { label: '报告内容', required: true },
  problems: (_values, { subject }) => (subject && subject.category !== 'TEMP_OUTSIDE' ? [{ field: 'condition', text: '身体情况报告只用于暂予监外执行对象' }] : []),
  facts: (_values, { id, on }) => [{ kind: 'bodyReport', id, on }],
  summary: ({ condition, hospital }) => line(say(conditions, condition), hospital),
})

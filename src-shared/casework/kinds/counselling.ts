import { choice, number, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { company, mixedCompany } from './tables.ts'
import { line, say } from './words.ts'

const forms = { ALONE: '个别辅导', GROUP: '团体辅导', PHONE: '电话、网络辅导' } as const
const problems = { ADAPT: '适应问题', EMOTION: '情绪', FAMILY: '家庭关系', ADDICTION: '成瘾', SLEEP: '睡眠', OTHER: '其他' } as const

/** 心理辅导. Its content is for the author and the county. */
export const counselling = recordKind('counselling', {
  section: 'education',
  restricted: true,
  article: '《社区矫正法》第四十条',
  guide: '内容只有记录人和县局能看，其他人只看到做过辅导。不要把诊断写到别的记录里。',
  fields: {
    form: choice('形式', forms, { required: true, initial: 'ALONE' }),
    together: choice('同场人员', company, { shown: { field: 'form', is: ['GROUP'] }, required: true, initial: 'ADULTS' }),
    counsellor: text('辅导人', { required: true, max: 40 }),
    qualified: yesNo('有心理咨询资质', { initial: true }),
    minutes: number('时长', { min: 1, max: 600, unit: '分钟' }),
    problem: choice('主要问题', problems),
    urgent: yesNo('需要危机干预'),
    referral: text('转介情况', { shown: { field: 'urgent', is: [true] }, required: true }),
  },
  carries: ['counsellor', 'qualified', 'form'],
  text: { label: '辅导内容', required: true },
  problems: ({ together }, { subject }) => mixedCompany('together', together, subject?.minorRegime),
  summary: ({ form, counsellor }) => line(say(forms, form), counsellor),
})

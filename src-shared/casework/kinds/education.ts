import { choice, number, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { company, mixedCompany } from './tables.ts'
import { line, say } from './words.ts'

const forms = { GROUP: '集中教育', INDIVIDUAL: '个别教育', ONLINE: '网上培训', VISIT: '参观、警示教育', CLASSIFIED: '分类教育' } as const
const topics = { LAW: '法治', MORALS: '道德', SITUATION: '形势政策', WARNING: '警示', SKILLS: '技能', TRADITION: '传统文化', OTHER: '其他' } as const
const attendance = { PRESENT: '到课', LATE: '迟到', LEAVE: '请假', ABSENT: '无故缺席' } as const

/** 教育学习 (H-01, Y-01). */
export const education = recordKind('education', {
  section: 'education',
  article: '《社区矫正法》第三十六条、《社区矫正法实施办法》第四十三条',
  guide: '法律不再规定每月固定学时。未成年人与成年人分别进行，同场学习的人各写一条。',
  fields: {
    form: choice('形式', forms, { required: true, initial: 'GROUP' }),
    topic: text('主题', { required: true }),
    category: choice('内容', topics),
    together: choice('同场人员', company, { required: true, initial: 'ADULTS' }),
    attendance: choice('到课', attendance, { required: true, initial: 'PRESENT' }),
    absence: text('缺席原因', { shown: { field: 'attendance', is: ['ABSENT', 'LEAVE'] }, required: true }),
    minutes: number('时长', { min: 0, max: 600, unit: '分钟', shown: { field: 'attendance', is: ['PRESENT', 'LATE'] }, required: true }),
    teacher: text('授课人', { max: 40 }),
    score: number('测试成绩', { min: 0, max: 100, unit: '分', shown: { field: 'attendance', is: ['PRESENT', 'LATE'] } }),
    phoneKept: yesNo('签到留存'),
  },
  carries: ['form', 'together', 'teacher', 'minutes'],
  problems: ({ together }, { subject }) => mixedCompany('together', together, subject?.minorRegime),
  facts: ({ attendance: came, minutes, together }, { id, on }) => [{ kind: 'educated', id, on, attended: came === 'PRESENT' || came === 'LATE', minutes: minutes ?? 0, company: together ?? 'ALONE' }],
  summary: ({ form, topic, attendance: came, minutes }) => line(say(forms, form), topic, came === 'PRESENT' ? null : say(attendance, came), minutes !== null && `${minutes}分钟`),
})

import { choice, choices, date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const forms = { FACE: '当面报告', WRITTEN: '书面报告', BOTH: '当面并交书面', PHONE: '电话报告' } as const
const topics = { LAW: '遵纪守法', SUPERVISION: '接受监督管理', STUDY: '参加教育学习', ACTIVITY: '公益活动', LIFE: '生活工作' } as const
const changes = { RESIDENCE: '居住地', JOB: '工作', FAMILY: '家庭', CONTACTS: '社会交往', PHONE: '电话号码' } as const

/** 定期报告、思想汇报 (P-01, P-03). */
export const report = recordKind('report', {
  section: 'supervision',
  article: '《社区矫正法实施办法》第二十四条',
  guide: '当面报告和书面报告分别计算次数，两样都有的选“当面并交书面”。有禁止令的，报告里应当写明遵守情况。',
  fields: {
    form: choice('形式', forms, { required: true, initial: 'BOTH' }),
    from: date('报告期起'),
    to: date('报告期止'),
    topics: choices('报告内容', topics, { initial: ['LAW', 'SUPERVISION'] }),
    changes: choices('申报的变动', changes),
    changeText: text('变动情况', { lines: 2, shown: { field: 'changes', is: Object.keys(changes) }, required: true }),
    coversInjunction: yesNo('报告了遵守禁止令的情况'),
    originalKept: yesNo('书面原件已存档', { shown: { field: 'form', is: ['WRITTEN', 'BOTH'] }, initial: true }),
  },
  carries: ['form', 'coversInjunction'],
  text: { label: '报告要点', required: true },
  problems: ({ from, to }) => (from && to && to < from ? [{ field: 'to', text: '报告期止早于报告期起' }] : []),
  facts: ({ form, coversInjunction }, { id, on }) => [
    ...(form === 'FACE' || form === 'BOTH' ? [{ kind: 'faceReport' as const, id, on }] : []),
    ...(form === 'WRITTEN' || form === 'BOTH' ? [{ kind: 'writtenReport' as const, id, on, coversInjunction }] : []),
  ],
  summary: ({ form, changes: declared, coversInjunction }) => line(say(forms, form), declared.length > 0 && `申报变动：${sayAll(changes, declared)}`, coversInjunction && '含禁止令'),
})

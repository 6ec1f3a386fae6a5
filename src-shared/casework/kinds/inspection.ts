import { choice, date, number, rows, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { SUPERVISORY: '督导巡查', CROSS: '交叉检查', SELF: '自查' } as const

/** 督导巡查、交叉检查. */
export const inspection = recordKind('inspection', {
  section: 'office',
  article: '丽水市司法局意见（五）',
  guide: '县局督导、片区交叉检查都记在这里。指出的问题逐条写，要整改的另记“隐患整改”。',
  fields: {
    type: choice('种类', types, { required: true, initial: 'SUPERVISORY' }),
    by: text('检查单位', { required: true }),
    inspectors: text('检查人员', { required: true }),
    items: rows('检查项目', { item: text('项目', { required: true }), score: number('得分', { min: 0, max: 100 }), issue: text('问题') }),
    score: number('总分', { min: 0, max: 100, step: 0.1 }),
    dueOn: date('整改期限'),
    recheckOn: date('复查日期'),
  },
  carries: ['by'],
  text: { label: '检查意见', required: true },
  problems: ({ dueOn }, { on }) => (dueOn && dueOn < on ? [{ field: 'dueOn', text: '整改期限早于检查日期' }] : []),
  summary: ({ type, by, score, dueOn }) => line(say(types, type), by, score !== null && `${score}分`, dueOn && `限${dueOn}整改`),
})

import { choice, date, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

const levels = { NORMAL: '正常', MILD: '轻度', MODERATE: '中度', SEVERE: '重度' } as const

/** 心理测评. Score and result are for the author and the county; the line names neither. */
export const psychTest = recordKind('psychTest', {
  section: 'education',
  restricted: true,
  article: '《社区矫正法》第四十条',
  guide: '分数和结论只有记录人和县局能看。量表结果供参考，不能单独作为奖惩依据。',
  fields: {
    scale: text('量表', { required: true, hint: '例如：症状自评量表' }),
    score: number('得分', { min: 0, max: 1000, step: 0.01 }),
    level: choice('结果', levels, { required: true }),
    tester: text('施测人', { required: true, max: 40 }),
    nextOn: date('下次测评日期'),
  },
  carries: ['scale', 'tester'],
  problems: ({ nextOn }, { on }) => (nextOn && nextOn <= on ? [{ field: 'nextOn', text: '下次测评日期应当晚于这一次' }] : []),
  summary: ({ scale, tester }) => line(scale, tester),
})

import { choice, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { BRAVE: '见义勇为', RESCUE: '抢险救灾', HELP: '帮助他人、服务社会', REPORT: '检举揭发', INVENTION: '发明创造、技术革新', OTHER: '其他' } as const
const grades = { COMMENDATION: '表扬', MERIT: '立功', MAJOR: '重大立功' } as const

/** 突出表现 (C-R2). */
export const merit = recordKind('merit', {
  section: 'conduct',
  article: '《社区矫正法》第三十三条、《社区矫正法实施办法》第三十三条',
  guide: '见义勇为、抢险救灾等突出表现，不受六个月限制，可以提请表扬。要有证明材料。',
  fields: {
    type: choice('表现', types, { required: true }),
    proof: text('证明单位或者证明人', { required: true }),
    grade: choice('可能构成', grades, { initial: 'COMMENDATION' }),
  },
  text: { label: '事迹', required: true },
  facts: (_values, { id, on }) => [{ kind: 'merit', id, on }],
  summary: ({ type, proof, grade }) => line(say(types, type), proof, say(grades, grade)),
})

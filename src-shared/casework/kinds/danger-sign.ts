import { choice, link, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { FLIGHT: '可能逃跑', NEW_CRIME: '可能实施新的犯罪', DANGER: '危害公共安全的现实危险', RETALIATION: '可能打击报复', SELF_HARM: '可能自杀、自残', OTHER: '其他' } as const

/** 危险迹象 (C-08). */
export const dangerSign = recordKind('dangerSign', {
  section: 'conduct',
  article: '《社区矫正法》第四十七条、《社区矫正法实施办法》第四十八条',
  guide: '可能逃跑或者发生社会危险的，立即报县级社区矫正机构；正在发生的，先制止并报警。',
  fields: {
    type: choice('迹象', types, { required: true }),
    source: text('来源', { required: true }),
    about: link('有关的记录', []),
    reportedCounty: yesNo('已报告县级社区矫正机构'),
    calledPolice: yesNo('已报警'),
  },
  text: { label: '具体情况', required: true },
  facts: (_values, { id, on }) => [{ kind: 'dangerSign', id, on }],
  summary: ({ type, source, calledPolice }) => line(say(types, type), source, calledPolice && '已报警'),
})

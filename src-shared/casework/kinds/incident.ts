import { choice, moment, number, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { DEATH: '非正常死亡', CRIME: '涉嫌犯罪', GROUP: '群体性事件', EXTREME: '扬言、实施极端行为', ILLNESS: '突发疾病', VIOLENCE: '暴力抗拒', VIOLATION: '正在违反监管规定', OTHER: '其他' } as const

/** 突发事件 (C-13, V-04). */
export const incident = recordKind('incident', {
  section: 'conduct',
  article: '《社区矫正法》第三十一条、《社区矫正法实施办法》第五十二条',
  guide: '立即与公安机关等处置，报告上级，并通知检察院；通知了谁，另记“通知抄送”。',
  fields: {
    type: choice('类型', types, { required: true }),
    endedAt: moment('处置完毕时间'),
    injured: number('伤亡人数', { min: 0, max: 999, unit: '人' }),
    calledPolice: yesNo('已报警'),
    handled: text('处置经过', { lines: 3, required: true }),
    cause: text('原因', { lines: 2 }),
  },
  text: { label: '事件经过', required: true },
  facts: (_values, { id, on }) => [{ kind: 'incident', id, on }],
  summary: ({ type, handled }) => line(say(types, type), handled),
})

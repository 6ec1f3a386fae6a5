import { choice, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const causes = { ILLNESS: '疾病', ACCIDENT: '意外', SUICIDE: '自杀', HOMICIDE: '他杀', OTHER: '其他' } as const

/** 死亡 (C-14). */
export const death = recordKind('death', {
  section: 'ending',
  article: '《社区矫正法》第五十一条',
  guide: '凭死亡证明登记，并通知决定机关、检察院、公安机关。非正常死亡的，另记“突发事件”。',
  fields: {
    cause: choice('死亡原因', causes, { required: true }),
    detail: text('具体原因'),
    certificate: text('死亡证明', { required: true, hint: '出具单位和编号' }),
    reportedBy: text('报告人', { required: true, max: 40 }),
    familyTold: yesNo('家属知情', { initial: true }),
  },
  facts: (_values, { id, on }) => [{ kind: 'death', id, on }],
  summary: ({ cause, detail, certificate }) => line(say(causes, cause), detail, certificate),
})

import { choice, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const forms = { WRITTEN: '本人书面', DICTATED: '口述，他人代笔' } as const

/** 个人总结 (D-01). */
export const summary = recordKind('summary', {
  section: 'ending',
  article: '《社区矫正法实施办法》第五十三条',
  guide: '一般在期满三十日前，由本人写个人总结。小组意见一并写上，供书面鉴定用。',
  fields: {
    form: choice('形式', forms, { required: true, initial: 'WRITTEN' }),
    originalKept: yesNo('原件已存档', { initial: true }),
    groupOpinion: text('矫正小组意见', { lines: 3 }),
    plans: text('今后打算', { lines: 2 }),
  },
  text: { label: '总结要点', required: true },
  facts: (_values, { id, on }) => [{ kind: 'personalSummary', id, on }],
  summary: ({ form, groupOpinion }) => line(say(forms, form), groupOpinion && `小组意见：${groupOpinion}`),
})

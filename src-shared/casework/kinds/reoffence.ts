import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const stages = { FILED: '立案', PROSECUTED: '起诉', SENTENCED: '判决' } as const

/** 再犯罪: counts for the rate of the county (seed 二). */
export const reoffence = recordKind('reoffence', {
  section: 'conduct',
  article: '《社区矫正法实施办法》第五十二条；丽水市司法局意见（二）',
  guide: '写立案机关已经认定的情况。嫌疑、传闻记“危险迹象”。计入本年再犯罪人数。',
  fields: {
    stage: choice('阶段', stages, { required: true, initial: 'FILED' }),
    charge: text('涉嫌罪名', { required: true }),
    crimeOn: date('犯罪日期', { required: true }),
    organ: text('办案机关', { required: true }),
    documentNo: text('文书号'),
  },
  problems: ({ crimeOn }, { on }) => (crimeOn && crimeOn > on ? [{ field: 'crimeOn', text: '犯罪日期晚于记录的发生时间' }] : []),
  facts: (_values, { id, on }) => [{ kind: 'incident', id, on }],
  summary: ({ stage, charge, organ }) => line(charge, say(stages, stage), organ),
})

import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { EFFECTIVE: '判决、裁定、决定生效', NOTIFIED: '通知执行地机构', DECISION: '送达暂予监外执行决定', DELIVERED: '移送对象', REPLIED: '复函', LATE: '逾期未办', OTHER: '其他' } as const

/** 其他机关行为: acts of courts, police and prisons, late ones among them (I-04). */
export const organAct = recordKind('organAct', {
  section: 'conduct',
  article: '《社区矫正法》第二十条、第三十二条、第四十八条、第四十九条',
  guide: '别的机关做了什么、迟了几天，都按实际日期记在这里，留作依据。发生时间填对方行为的日期。',
  fields: {
    what: choice('行为', acts, { required: true }),
    organ: text('机关', { required: true }),
    documentNo: text('文书号'),
    dueOn: date('依法应当完成的日期'),
    receivedOn: date('我方收到的日期'),
  },
  carries: ['organ'],
  facts: ({ what }, { id, on }) => {
    if (what === 'EFFECTIVE') return [{ kind: 'judgmentEffective', id, on }]
    if (what === 'NOTIFIED') return [{ kind: 'organNotified', id, on }]
    return what === 'DECISION' ? [{ kind: 'temporaryDecisionReceived', id, on }] : []
  },
  summary: ({ what, organ, dueOn }) => line(say(acts, what), organ, dueOn && `应于${dueOn}前`),
})

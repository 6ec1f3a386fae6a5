import { choice, link, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const outcomes = { EXPIRED: '期满', CHANGED: '变更措施', DROPPED: '撤销案件、不起诉', ACQUITTED: '无罪', SENTENCED: '判决，另办', OTHER: '其他' } as const

/** 解除强制措施. */
export const release = recordKind('release', {
  section: 'conduct',
  article: '《社区矫正法》第三十二条',
  guide: '发生时间填恢复人身自由的日期；同时安排谈话，核实现居住地。',
  fields: {
    detentionId: link('解除的强制措施', ['detention'], { required: true }),
    outcome: choice('处理结果', outcomes, { required: true }),
    organ: text('机关'),
    documentNo: text('文书号'),
    reported: yesNo('本人已到司法所报告'),
  },
  facts: ({ detentionId }, { id, on }) => (detentionId ? [{ kind: 'released', id, on, detentionId }] : []),
  summary: ({ outcome, organ, reported }) => line(say(outcomes, outcome), organ, reported && '已报告'),
})

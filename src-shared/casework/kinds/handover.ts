import { choices, choice, date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, sayAll } from './words.ts'

const steps = { NOTIFIED: '收到决定机关通知', RECEIVED: '收到法律文书', RECEIPT: '送达回执', ASKED: '通知决定机关补齐文书', DECISION: '收到暂予监外执行决定' } as const
const documents = { JUDGMENT: '判决书、裁定书、决定书', EXECUTION: '执行通知书', NOTICE: '接受社区矫正保证书、告知书', ASSESSMENT: '调查评估意见书', PAROLE: '假释证明书副本', MEDICAL: '病情诊断、具保书', OTHER: '其他' } as const
const ways = { POST: '邮寄', HAND: '直接送达', ONLINE: '网上推送' } as const

/** 文书交接: what came from the organ of decision, and what went back to it (I-04 to I-06). */
export const handover = recordKind('handover', {
  section: 'intake',
  article: '《社区矫正法》第二十条、《社区矫正法实施办法》第十六条',
  guide: '办了哪一步就勾哪一步，发生时间填那一步的日期。对象已经报到而文书不齐的，先登记，再通知决定机关五日内补齐。',
  fields: {
    steps: choices('本次办理', steps, { required: true }),
    organ: text('对方机关', { hint: '例如：某某县人民法院' }),
    documentNo: text('文书号'),
    effectiveOn: date('文书生效日期', { hint: '判决、裁定、决定生效的日期，报到期限由此起算', shown: { field: 'steps', is: ['NOTIFIED', 'RECEIVED'] } }),
    documents: choices('收到的文书', documents, { shown: { field: 'steps', is: ['RECEIVED'] }, required: { field: 'steps', is: ['RECEIVED'] } }),
    complete: yesNo('文书齐全', { shown: { field: 'steps', is: ['RECEIVED'] }, initial: true }),
    missing: text('缺少的文书', { lines: 2, shown: { field: 'complete', is: [false] }, required: true }),
    sentBy: choice('送达方式', ways, { shown: { field: 'steps', is: ['RECEIPT', 'ASKED'] } }),
  },
  carries: ['organ'],
  facts: ({ steps: done, effectiveOn, complete }, { id, on }) => [
    ...(effectiveOn ? [{ kind: 'judgmentEffective' as const, id, on: effectiveOn }] : []),
    ...(done.includes('NOTIFIED') ? [{ kind: 'organNotified' as const, id, on }] : []),
    ...(done.includes('DECISION') ? [{ kind: 'temporaryDecisionReceived' as const, id, on }] : []),
    ...(done.includes('RECEIVED') ? [{ kind: 'documentsReceived' as const, id, on, complete }] : []),
    ...(done.includes('RECEIPT') ? [{ kind: 'receiptSent' as const, id, on }] : []),
    ...(done.includes('ASKED') ? [{ kind: 'organAskedForDocuments' as const, id, on }] : []),
  ],
  summary: ({ steps: done, organ, missing }) => line(sayAll(steps, done), organ, missing && `缺少${missing}`),
})

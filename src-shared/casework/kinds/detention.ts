import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const measures = { ADMINISTRATIVE: '行政拘留', JUDICIAL: '司法拘留', REHAB: '强制隔离戒毒', CRIMINAL: '刑事拘留', ARREST: '逮捕', BAIL: '取保候审', RESIDENCE: '监视居住' } as const

/** 采取强制措施 (C-10). */
export const detention = recordKind('detention', {
  section: 'conduct',
  article: '《社区矫正法》第三十二条、《社区矫正法实施办法》第四十一条',
  guide: '发生时间填被限制人身自由的日期；收到通知的日期另填，对方迟延的留作依据。',
  fields: {
    measure: choice('措施', measures, { required: true }),
    organ: text('机关', { required: true }),
    ground: text('原因', { lines: 2, required: true }),
    noticeOn: date('收到通知的日期'),
    documentNo: text('文书号'),
    until: date('预计结束日期'),
    place: text('羁押场所'),
  },
  problems: ({ noticeOn, until }, { on }) => [
    ...(noticeOn && noticeOn < on ? [{ field: 'noticeOn', text: '收到通知早于采取措施，请核对' }] : []),
    ...(until && until < on ? [{ field: 'until', text: '结束日期早于采取措施' }] : []),
  ],
  // On bail he stays at home and under supervision: no custody that would stop what is owed.
  facts: ({ measure, noticeOn }, { id, on }) => (measure === 'BAIL' ? [] : [{ kind: 'detained', id, on, noticeReceivedOn: noticeOn }]),
  summary: ({ measure, organ, ground }) => line(say(measures, measure), organ, ground),
})

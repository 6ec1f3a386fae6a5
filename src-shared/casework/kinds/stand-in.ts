import { date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'

/** 代理承办: who does whose cases while he is away. Written by the desk itself for the director. */
export const standIn = recordKind('standIn', {
  section: 'office',
  fields: {
    absent: text('被代理人编号', { max: 26, required: true }), absentName: text('被代理人', { max: 40, required: true }), deputy: text('代理人编号', { max: 26, required: true }), deputyName: text('代理人', { max: 40, required: true }),
    from: date('自', { required: true }), to: date('至', { required: true }), reason: text('事由', { max: 200, required: true }), ended: yesNo('提前结束'),
  },
  summary: ({ absentName, deputyName, from, to, ended }) => `${deputyName} 代理 ${absentName} 承办，${from} 至 ${to}${ended ? '（提前结束）' : ''}`,
})

import { behindEntry, figure, inYearOf, type Ledger, rowOf, said } from './source.ts'

/** 联席会议. */
export const meetings: Ledger = {
  kinds: ['meeting'],
  view({ on, records }) {
    const year = records.filter(inYearOf(on))
    return {
      note: '丽水市司法局意见（十二）：定期召开联席会议，议定事项有承办、有期限、有结果。',
      figures: [figure('今年会议', year.map(behindEntry('')))],
      columns: ['日期', '议题', '主持人', '参加单位', '议定事项', '上次落实'],
      rows: records.map((entry) => rowOf(entry, [said(entry, 'topic'), said(entry, 'chair'), said(entry, 'bodies'), said(entry, 'decisions'), said(entry, 'lastChecked')])),
      adds: ['meeting'],
    }
  },
}

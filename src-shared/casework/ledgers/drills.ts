import { behindEntry, figure, inYearOf, type Ledger, rowOf, said } from './source.ts'

/** 应急演练. */
export const drills: Ledger = {
  kinds: ['drill'],
  view({ on, records }) {
    const year = records.filter(inYearOf(on))
    return {
      note: '丽水市司法局意见（五）：常态化应急演练；发现的问题要有改进。',
      figures: [figure('今年演练', year.map(behindEntry(''))), figure('有问题未写改进', year.filter((entry) => said(entry, 'problems') && !said(entry, 'improvements')).map(behindEntry('')), { tone: 'amber' })],
      columns: ['日期', '情景', '预案', '参加单位', '人数', '问题', '改进'],
      rows: records.map((entry) => rowOf(entry, [said(entry, 'scenario'), said(entry, 'plan'), said(entry, 'bodies'), said(entry, 'count'), said(entry, 'problems'), said(entry, 'improvements')])),
      adds: ['drill'],
    }
  },
}

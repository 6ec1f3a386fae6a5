import { behindEntry, figure, inYearOf, type Ledger, rowOf, said } from './source.ts'

/** 矫务公开. */
export const disclosures: Ledger = {
  kinds: ['disclosure'],
  view({ on, records }) {
    const year = records.filter(inYearOf(on))
    return {
      note: '丽水市司法局意见（十五）：矫务公开。不含未成年人，个人信息隐去。',
      figures: [figure('今年公开', year.map(behindEntry('')))],
      columns: ['登记日期', '内容', '方式', '公开起', '公开止'],
      rows: records.map((entry) => rowOf(entry, [said(entry, 'items'), said(entry, 'where'), said(entry, 'from'), said(entry, 'to')])),
      adds: ['disclosure'],
    }
  },
}

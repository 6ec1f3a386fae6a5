import { behindEntry, figure, inYearOf, type Ledger, rowOf, said } from './source.ts'

/** 分析研判. */
export const conferences: Ledger = {
  kinds: ['conference'],
  view({ on, records }) {
    const year = records.filter(inYearOf(on))
    return {
      note: '丽水市司法局意见（五）：研判机制，研判到人、措施到人。',
      figures: [figure('今年研判', year.map(behindEntry('')))],
      columns: ['日期', '种类', '主持人', '参加人员', '研判对象', '重点人员'],
      rows: records.map((entry) => rowOf(entry, [said(entry, 'type'), said(entry, 'chair'), said(entry, 'people'), said(entry, 'subjects'), said(entry, 'focus')])),
      adds: ['conference'],
    }
  },
}

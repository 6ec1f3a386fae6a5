import { behindEntry, figure, inYearOf, type Ledger, rowOf, said } from './source.ts'

/** 安全排查、督导巡查、交叉检查. */
export const inspections: Ledger = {
  kinds: ['sweep', 'inspection'],
  view({ on, records }) {
    const year = records.filter(inYearOf(on))
    return {
      note: '丽水市司法局意见（五）：安全排查、督导巡查、交叉检查。发现的隐患在“隐患整改”里逐条闭环。',
      figures: [figure('今年排查', year.filter(({ record }) => record.kind === 'sweep').map(behindEntry(''))), figure('今年受检', year.filter(({ record }) => record.kind === 'inspection').map(behindEntry('')))],
      columns: ['日期', '种类', '范围或者单位', '人员', '情况', '结果'],
      rows: records.map((entry) => rowOf(entry, entry.record.kind === 'sweep' ? ['安全排查', said(entry, 'scope'), said(entry, 'people'), `排查 ${said(entry, 'subjects')}`, `隐患 ${said(entry, 'found')}`] : [said(entry, 'type'), said(entry, 'by'), said(entry, 'inspectors'), said(entry, 'dueOn') && `限 ${said(entry, 'dueOn')} 整改`, said(entry, 'score')])),
      adds: ['sweep', 'inspection'],
    }
  },
}

import { behindEntry, figure, type Ledger, rowOf, said, textOf, valueOf } from './source.ts'

/** 经费: what was granted for the year against what the seed asks for each subject. */
export const budgets: Ledger = {
  kinds: ['budget'],
  view({ on, policy, cases, records }) {
    const year = Number(on.slice(0, 4))
    const own = records.filter((entry) => valueOf(entry, 'year') === year)
    const sum = own.reduce((total, entry) => total + Number(valueOf(entry, 'amount') ?? 0), 0)
    const each = cases.length === 0 ? null : Math.floor(sum / cases.length)
    const wanted = cases.length * policy.yuanPerSubject
    const behind = own.map((entry) => behindEntry('')(entry))
    const short = each !== null && each < policy.yuanPerSubject
    return {
      note: `丽水市司法局意见（十四）：每名对象每年不低于 ${policy.yuanPerSubject} 元（含省补）。按今年已登记的经费和今天的在册人数计算；全年平均人数以县局为准。`,
      figures: [
        figure('今年经费', behind, { value: `${sum} 元` }),
        figure('人均', behind, { value: each === null ? '—' : `${each} 元`, tone: short ? 'amber' : 'plain' }),
        figure('还差', [], { value: `${Math.max(0, wanted - sum)} 元`, tone: short ? 'amber' : 'plain' }),
      ],
      columns: ['日期', '年度', '来源', '金额（元）', '用途'],
      rows: records.map((entry) => rowOf(entry, [textOf(entry, 'year'), said(entry, 'source'), textOf(entry, 'amount'), textOf(entry, 'use')], { tone: valueOf(entry, 'year') === year ? 'plain' : 'grey' })),
      adds: ['budget'],
    }
  },
}

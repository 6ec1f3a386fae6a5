import { behindEntry, dayOf, type Entry, figure, inYearOf, type Ledger, rowOf, said, textOf, valueOf } from './source.ts'

/** 帮扶: who was helped with what, and with how much. */
export const assistance: Ledger = {
  kinds: ['assistance'],
  view({ on, cases, records }) {
    const names = new Map(cases.map(({ subject }) => [String(subject.id), subject]))
    const shown = records.filter(({ record }) => names.has(record.subjectId))
    const year = shown.filter(inYearOf(on))
    const nameOf = ({ record }: Entry): string => names.get(record.subjectId)?.name ?? ''
    const of = (label: string, ...types: string[]) => figure(label, year.filter((entry) => types.includes(textOf(entry, 'type'))).map((entry) => ({ id: entry.record.id, name: nameOf(entry), note: `${dayOf(entry)} ${said(entry, 'result')}` })))
    const granted = year.filter((entry) => textOf(entry, 'result') === 'DONE')
    const sum = granted.reduce((total, entry) => total + Number(valueOf(entry, 'amount') ?? 0), 0)
    const open = shown.filter((entry) => textOf(entry, 'result') === 'OPEN')
    return {
      note: '丽水市司法局意见（十三）：就学、低保、临时救助、就业推介、自主创业。数字为今年。',
      figures: [
        of('培训', 'TRAINING'), of('低保', 'ALLOWANCE'), of('临时救助', 'RELIEF'), of('就学', 'SCHOOL'), of('就业创业', 'JOB', 'BUSINESS'),
        figure('落实金额', granted.filter((entry) => Number(valueOf(entry, 'amount') ?? 0) > 0).map((entry) => ({ ...behindEntry('')(entry), name: nameOf(entry) })), { value: `${sum} 元` }),
        figure('办理中', open.map((entry) => ({ ...behindEntry('')(entry), name: nameOf(entry) })), { tone: open.length > 0 ? 'amber' : 'plain' }),
      ],
      columns: ['日期', '姓名', '种类', '部门', '结果', '金额', '项目'],
      rows: shown.map((entry) => rowOf(entry, [nameOf(entry), said(entry, 'type'), said(entry, 'department'), said(entry, 'result'), said(entry, 'amount'), said(entry, 'course')], {
        tone: textOf(entry, 'result') === 'OPEN' ? 'amber' : 'plain', subjectId: entry.record.subjectId,
        act: textOf(entry, 'result') === 'OPEN' ? { label: '登记结果', kind: 'assistance', subjectId: entry.record.subjectId, prefill: { type: textOf(entry, 'type'), course: textOf(entry, 'course'), result: 'DONE' } } : null,
      })),
      adds: [],
    }
  },
}

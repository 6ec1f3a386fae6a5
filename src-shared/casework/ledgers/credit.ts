import { behindSubject, dayOf, figure, type Ledger, said, valueOf } from './source.ts'

/** 信用评分: the base and the sum of what was recorded, each point with its reason. Grades and base are the county's. */
export const credit: Ledger = {
  kinds: ['creditScore'],
  view({ cases, records, policy: { credit: settings } }) {
    const all = cases.map(({ subject }) => {
      const own = records.filter(({ record }) => record.subjectId === subject.id)
      const score = own.reduce((sum, entry) => sum + Number(valueOf(entry, 'points') ?? 0), settings.base)
      const grade = settings.grades.toSorted((a, b) => b.from - a.from).find(({ from }) => score >= from)?.label ?? ''
      return { subject, own, score, grade }
    }).sort((a, b) => a.score - b.score)
    return {
      note: `丽水市司法局意见（九）：起评 ${settings.base} 分，按县局设定的项目加减，一事一条，随时可查。`,
      figures: settings.grades.map(({ label }) => figure(label, all.filter(({ grade }) => grade === label).map((one) => behindSubject(`${one.score} 分`)(one)))),
      columns: ['姓名', '得分', '等级', '加减', '最近一条'],
      rows: all.map(({ subject, own, score, grade }) => ({
        id: subject.id, cells: [subject.name, String(score), grade, `${own.length} 条`, own[0] ? `${dayOf(own[0])} ${said(own[0], 'item')} ${said(own[0], 'points')}` : ''], tone: score < settings.base ? 'amber' as const : 'plain' as const,
        recordId: null, subjectId: subject.id, act: { label: '加减分', kind: 'creditScore' as const, subjectId: subject.id, prefill: {} },
      })),
      adds: [],
    }
  },
}

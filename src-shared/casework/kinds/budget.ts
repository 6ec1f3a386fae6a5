import { choice, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const sources = { COUNTY: '县级财政', PROVINCE: '省级补助', TOWNSHIP: '乡镇（街道）', OTHER: '其他' } as const

/** 社区矫正经费: what was granted for a year. */
export const budget = recordKind('budget', {
  section: 'office',
  article: '丽水市司法局意见（十四）',
  guide: '每到一笔记一条，年度按经费所属的年份填。',
  fields: {
    year: number('所属年度', { min: 2020, max: 2100, required: true }),
    amount: number('金额', { min: 0, max: 100_000_000, step: 0.01, unit: '元', required: true }),
    source: choice('来源', sources, { required: true, initial: 'COUNTY' }),
    use: text('用途'),
  },
  carries: ['year', 'source'],
  summary: ({ year, amount, source, use }) => line(year !== null && `${year}年`, say(sources, source), amount !== null && `${amount}元`, use),
})

import { conductRules as rules } from '../../rules/catalogue/conduct.ts'
import { count } from '../../rules/conduct/counters.ts'
import { conductDecision } from './conduct-decision.ts'
import { caseOf } from './parts.ts'

/** 表扬 (C-R1, C-R2). */
export const commendation = conductDecision('commendation', {
  article: rules['C-R1'].article, ruleId: 'C-R1', suggestion: 'COMMENDATION', published: true,
  guide: '接受矫正六个月以上且各方面表现好的，或者有见义勇为、抢险救灾等突出表现的，可以给予表扬。县级决定，公示（未成年人不公示）。',
  clauses: { R1: '接受矫正六个月以上，认罪悔罪、守法、遵守规定、积极参加教育', R2: '见义勇为、抢险救灾、帮助他人等突出表现' },
  notes: (clause, view) => {
    const { monthsServed } = count(caseOf(view.around))
    return clause === 'R1' && monthsServed < Number(rules['C-R1'].parameters.months) ? [{ tone: 'block', text: `接受矫正 ${monthsServed} 个月，不满六个月，不能按这一项表扬。`, ruleId: 'C-R1' }] : []
  },
  granted: (id, on, groundIds) => ({ kind: 'commendation', id, on, groundIds }),
})

/** 训诫 (C-01). */
export const admonition = conductDecision('admonition', {
  article: rules['C-01'].article, ruleId: 'C-01', suggestion: 'ADMONITION', published: false,
  guide: '司法所调查取证、提出建议，县级决定。脱离监管未超过十日（含第十日）的是训诫，超过十日的是警告。',
  clauses: { 1: '第（一）项 不按规定时间报到或者脱离监管，未超过十日', 2: '第（二）项 违反报告、会客、外出、迁居等规定，情节轻微', 3: '第（三）项 不按规定参加教育学习等，经教育仍不改正', 4: '第（四）项 其他违反规定，情节轻微' },
  notes: (clause, view) => {
    const { absentDays } = count(caseOf(view.around))
    const limit = Number(rules['C-01'].parameters.maxAbsentDays)
    return clause === '1' && absentDays > limit ? [{ tone: 'warn', text: `脱离监管 ${absentDays} 天，超过 ${limit} 日，依法应当给予警告。`, ruleId: 'C-02' }] : []
  },
  granted: (id, on, groundIds) => ({ kind: 'admonition', id, on, groundIds }),
})

/** 警告 (C-02). */
export const warning = conductDecision('warning', {
  article: rules['C-02'].article, ruleId: 'C-02', suggestion: 'WARNING', published: false,
  guide: '司法所调查取证、提出建议，县级决定。两次训诫后仍不改正的，应当给予警告。',
  clauses: { 1: '第（一）项 违反禁止令，情节轻微', 2: '第（二）项 不按规定时间报到或者脱离监管，超过十日', 3: '第（三）项 违反报告、会客、外出、迁居等规定，情节较重', 4: '第（四）项 保外就医无正当理由不按时提交复查情况，经教育仍不改正', 5: '第（五）项 受到两次训诫，仍不改正', 6: '第（六）项 其他违反规定，情节较重' },
  notes: (clause, view) => {
    const { admonitions, absentDays } = count(caseOf(view.around))
    if (clause === '5' && admonitions < Number(rules['C-02'].parameters.admonitions)) return [{ tone: 'warn', text: `训诫 ${admonitions} 次，不足两次，请核对条款。`, ruleId: 'C-02' }]
    return clause === '2' && absentDays <= Number(rules['C-02'].parameters.overAbsentDays) ? [{ tone: 'warn', text: `脱离监管 ${absentDays} 天，没有超过十日，请核对条款。`, ruleId: 'C-01' }] : []
  },
  granted: (id, on, groundIds) => ({ kind: 'warning', id, on, groundIds }),
})

import type { Suggestion } from './conduct/suggestion.ts'
import type { Obligation } from './duties/obligation.ts'
import type { Finding } from './finding.ts'

/** One matter that the procuratorate looks at, and what of the case bears on it; nothing means that the facts show nothing. */
export type SelfCheck = { readonly matter: string; readonly problems: readonly string[] }

type Said = { readonly obligations: readonly Obligation[]; readonly findings: readonly Finding[]; readonly suggestions: readonly Suggestion[] }
type Matter = { matter: string; overdue?: readonly string[]; findings?: readonly string[]; suggestions?: readonly Suggestion['kind'][] }

// S-02: 《人民检察院刑事诉讼规则》第六百四十二条至第六百四十四条, each matter by the rules under which we compute it.
const matters: readonly Matter[] = [
  { matter: '交付、接收和告知', overdue: ['I-04', 'I-05', 'I-06', 'I-07', 'I-08', 'I-09', 'I-12'], findings: ['I-09', 'I-12'] },
  { matter: '外出、会客、进入场所和执行地变更的批准', overdue: ['L-02', 'L-06', 'L-08', 'L-09', 'M-02', 'M-03', 'M-05', 'M-06', 'M-07', 'M-08', 'V-03'], findings: ['L-02', 'L-03', 'L-04', 'L-05', 'L-10', 'L-11', 'M-01', 'V-01'] },
  { matter: '脱离监管', overdue: ['C-09', 'V-04'] },
  { matter: '应当训诫、警告、提请治安管理处罚而没有', overdue: ['C-12'], suggestions: ['ADMONITION', 'WARNING', 'PENALTY_REQUEST'] },
  { matter: '电子定位的使用和期限', overdue: ['E-02', 'E-05'], findings: ['E-01', 'E-02', 'E-03', 'E-04'] },
  { matter: '应当提请撤销缓刑、撤销假释、收监执行、减刑而没有', overdue: ['C-04', 'C-05', 'C-07', 'C-11', 'P-07'], findings: ['C-11'], suggestions: ['REVOKE_PROBATION', 'REVOKE_PAROLE', 'COMMIT'] },
  { matter: '期满解除和终止', overdue: ['D-02', 'D-03', 'D-05', 'D-06', 'T-04'], findings: ['D-05', 'T-05'] },
  { matter: '未成年人的特别规定', overdue: ['Y-04', 'Y-05'], findings: ['Y-01', 'Y-03'] },
  { matter: '申诉控告检举、纠正意见和检察建议的答复', overdue: ['H-04', 'S-01'] },
]

/** S-02: what an inspection by the procuratorate would ask about this case, computed from what the rules say of it. */
export function selfCheck({ obligations, findings, suggestions }: Said): SelfCheck[] {
  return matters.map((one) => ({
    matter: one.matter,
    problems: [
      ...obligations.filter(({ severity, ruleId }) => severity === 'overdue' && one.overdue?.includes(ruleId)).map(({ dueOn, action }) => `逾期（${dueOn}）：${action}`),
      ...findings.filter(({ ruleId }) => one.findings?.includes(ruleId)).map(({ text }) => text),
      ...suggestions.filter(({ kind, blocked }) => blocked === null && one.suggestions?.includes(kind)).map(({ text }) => `应当考虑：${text}`),
    ],
  }))
}

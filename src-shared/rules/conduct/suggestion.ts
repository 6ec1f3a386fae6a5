import type { CatalogueRule } from '../catalogue/catalogue-rule.ts'
import type { Counters } from './counters.ts'

export const suggestionLabels = {
  COMMENDATION: '表扬', TEACHING: '批评教育', ADMONITION: '训诫', WARNING: '警告', PENALTY_REQUEST: '提请治安管理处罚', REVOKE_PROBATION: '提请撤销缓刑', REVOKE_PAROLE: '提请撤销假释', COMMIT: '提请收监执行', ARREST_REQUEST: '提请逮捕',
} as const
export type SuggestionKind = keyof typeof suggestionLabels

/** A proposal with the clause and the facts it rests on. Never a decision: the officer drafts, the county decides. */
export type Suggestion = {
  readonly ruleId: string
  readonly kind: SuggestionKind
  /** Which case of the article. */
  readonly clause: string
  readonly article: string
  readonly text: string
  /** Ids of the facts it rests on. */
  readonly evidence: readonly string[]
  /** 训诫、警告 so far, as shown beside the name. */
  readonly counter: string
  /** Why it cannot be asked for, in a sentence; null when it can. */
  readonly blocked: string | null
  readonly verified: boolean
}

type Told = { kind: SuggestionKind; clause: string; text: string; evidence: readonly string[]; blocked?: string | null }

/** Makes the suggestions of a case: the counters stand on each. */
export function suggester(counters: Counters): (rule: CatalogueRule, told: Told) => Suggestion {
  const counter = `训诫 ${counters.admonitions} 次（最近一次警告之后 ${counters.admonitionsSinceWarning} 次），警告 ${counters.warnings} 次`
  return (rule, { blocked = null, ...told }) => ({ ruleId: rule.id, article: rule.article, verified: rule.verified, counter, blocked, ...told })
}

import type { LocalDate } from '../kernel/time.ts'
import type { Finding } from './finding.ts'

/** Where a rule stands: its article, its words, since when, and whether a lawyer has compared them with the source. */
export type Rule = {
  readonly id: string
  readonly title: string
  /** The article as shown to people. */
  readonly article: string
  /** Word for word; empty where the source was not read word for word. */
  readonly quote: string
  readonly verified: boolean
  readonly effectiveFrom: LocalDate
  readonly effectiveTo: LocalDate | null
  /** What an office or county may set; the defaults. */
  readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

/** Whether a rule is law on a day. */
export function inForce(rule: Rule, on: LocalDate): boolean {
  return rule.effectiveFrom <= on && (!rule.effectiveTo || on <= rule.effectiveTo)
}

/** A finding under a rule: it carries the rule's article and words. */
export function findingOf(rule: Rule, level: Finding['level'], said: { text: string; seat?: Finding['seat'] }): Finding {
  return { ruleId: rule.id, level, text: said.text, article: rule.article, quote: rule.quote, verified: rule.verified, seat: said.seat ?? null }
}

import { LocalDate } from '../../kernel/time.ts'
import type { Rule } from '../rule.ts'

/** A rule as the 规则依据 page shows it. */
export type CatalogueRule = Rule & {
  readonly section: string
  /** False: no function speaks for this rule. It is shown, never faked. */
  readonly computed: boolean
  /** Why none does, for people; empty where one does. */
  readonly silence: string
}

// The day from which each source holds in the wording our rules rest on.
const sources = {
  law: LocalDate.parse('2020-07-01'),
  measures: LocalDate.parse('2020-07-01'),
  criminalLaw: LocalDate.parse('2011-05-01'),
  procedureLaw: LocalDate.parse('2018-10-26'),
  interpretation: LocalDate.parse('2021-03-01'),
  injunctionRules: LocalDate.parse('2011-05-01'),
  exitEntryLaw: LocalDate.parse('2013-07-01'),
  sealingRules: LocalDate.parse('2022-05-30'),
  opinion: LocalDate.parse('2024-12-28'),
  desk: LocalDate.parse('2020-07-01'),
} as const
export type Source = keyof typeof sources

type Details = {
  source: Source
  article: string
  /** Word for word, and then the rule counts as verified; left out where the source was not read word for word. */
  quote?: string
  /** Why nothing is computed, one Chinese sentence. */
  silence?: string
  parameters?: Rule['parameters']
}

/** Makes the rules of one section; the keys are the ids. Computed unless said otherwise. */
export function section<Id extends string>(name: string, rules: Record<Id, Details & { title: string }>): Record<Id, CatalogueRule> {
  const made: Partial<Record<string, CatalogueRule>> = {}
  for (const [id, { source, title, article, quote = '', silence = '', parameters = {} }] of Object.entries<Details & { title: string }>(rules))
    made[id] = { id, title, article, quote, verified: quote !== '', effectiveFrom: sources[source], effectiveTo: null, parameters, section: name, computed: silence === '', silence }
  if (!hasAll(made, rules)) throw new Error(`section ${name} is incomplete`)
  return made
}

function hasAll<Id extends string>(made: Partial<Record<string, CatalogueRule>>, rules: Record<Id, unknown>): made is Record<Id, CatalogueRule> {
  return Object.keys(rules).every((id) => made[id] !== undefined)
}

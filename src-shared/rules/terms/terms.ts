import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts'
import { termRules as rules } from '../catalogue/terms.ts'
import type { CatalogueRule } from '../catalogue/catalogue-rule.ts'
import { atLeast, notAboveInCriminalLaw } from '../dates/bounds.ts'
import { ageOn, termEnd } from '../dates/periods.ts'
import type { Finding } from '../finding.ts'
import { findingOf } from '../rule.ts'

/** First and last day of a term, and what is wrong with its length, if anything. */
export type Term = { readonly start: LocalDate; readonly end: LocalDate; readonly findings: readonly Finding[] }

const number = (rule: CatalogueRule, name: string): number => Number(rule.parameters[name])

/** T-01, 管制: from the day of execution; each day of earlier custody takes off two. */
export function surveillanceTerm(given: { executedOn: LocalDate; months: number; custodyDays: number; combined: boolean }): Term {
  const rule = rules['T-01']
  const max = number(rule, given.combined ? 'maxMonthsCombined' : 'maxMonths')
  const end = addDays(termEnd(given.executedOn, given.months), -given.custodyDays * number(rule, 'daysPerCustodyDay'))
  return { start: given.executedOn, end, findings: inRange(rule, given.months, { min: number(rule, 'minMonths'), max, what: '管制期限' }) }
}

/** T-02, 缓刑考验期: from the day the judgment is final. */
export function probationTerm(given: { finalOn: LocalDate; sentence: 'DETENTION' | 'IMPRISONMENT'; sentenceMonths: number; probationMonths: number }): Term {
  const rule = rules['T-02']
  const kind = given.sentence === 'DETENTION' ? 'detention' : 'imprisonment'
  const min = Math.max(number(rule, `${kind}MinMonths`), given.sentenceMonths)
  return { start: given.finalOn, end: termEnd(given.finalOn, given.probationMonths), findings: inRange(rule, given.probationMonths, { min, max: number(rule, `${kind}MaxMonths`), what: '缓刑考验期' }) }
}

/** T-03, 假释考验期: what is left of the sentence, which keeps its end; ten years for life. */
export function paroleTerm(given: { paroledOn: LocalDate; sentenceEnd: LocalDate | 'LIFE' }): Term {
  const rule = rules['T-03']
  const end = given.sentenceEnd === 'LIFE' ? termEnd(given.paroledOn, number(rule, 'lifeYears') * 12) : given.sentenceEnd
  return { start: given.paroledOn, end, findings: end < given.paroledOn ? [findingOf(rule, 'hard', { text: '假释之日晚于原判刑期届满之日，请核对。' })] : [] }
}

/** T-04, 暂予监外执行: the earlier of the sentence's end and the condition's; days got by fraud or escape move the sentence's. */
export function temporaryTerm(given: { startedOn: LocalDate; sentenceEnd: LocalDate; conditionEnd: LocalDate | null; daysNotCounted: number }): Term {
  const sentenceEnd = addDays(given.sentenceEnd, given.daysNotCounted)
  const end = given.conditionEnd && given.conditionEnd < sentenceEnd ? given.conditionEnd : sentenceEnd
  return { start: given.startedOn, end, findings: end < given.startedOn ? [findingOf(rules['T-04'], 'hard', { text: '期限的结束日早于开始日，请核对。' })] : [] }
}

/** T-05: what is wrong with the days of an injunction. */
export function injunctionFindings(given: { category: 'SURVEILLANCE' | 'PROBATION'; from: LocalDate; to: LocalDate; termStart: LocalDate; termEnd: LocalDate }): Finding[] {
  const rule = rules['T-05']
  const findings: Finding[] = []
  const min = number(rule, given.category === 'SURVEILLANCE' ? 'surveillanceMinMonths' : 'probationMinMonths')
  // A short term of surveillance or probation may itself end before the least length: then the injunction lasts to its end.
  if (given.to < termEnd(given.from, min) && given.to < given.termEnd) findings.push(findingOf(rule, 'hard', { text: `禁止令期限少于${min}个月，请与判决书核对。` }))
  if (given.to > given.termEnd) findings.push(findingOf(rule, 'hard', { text: '禁止令期限长于矫正期限，请与判决书核对。' }))
  if (given.from !== given.termStart) findings.push(findingOf(rule, 'soft', { text: '禁止令一般从矫正执行之日起算，请核对开始日期。' }))
  return findings
}

/** T-07: whether the record of the crime is sealed. */
export function isRecordSealed(given: { birthDate: LocalDate; crimeDate: LocalDate; sentenceMonths: number }): boolean {
  const rule = rules['T-07']
  // 五年有期徒刑以下 is the Criminal Law's 以下: five years are included.
  return ageOn(given.birthDate, given.crimeDate) < number(rule, 'years') && notAboveInCriminalLaw(given.sentenceMonths, number(rule, 'maxMonths'))
}

/** Whole days from the first to the last day of a term, both counted. */
export function daysOfTerm({ start, end }: Pick<Term, 'start' | 'end'>): number {
  return daysBetween(start, end) + 1
}

function inRange(rule: CatalogueRule, months: number, { min, max, what }: { min: number; max: number; what: string }): Finding[] {
  return atLeast(months, min) && notAboveInCriminalLaw(months, max) ? [] : [findingOf(rule, 'hard', { text: `${what}${months}个月，应当在${min}个月以上${max}个月以下，请与判决书核对。` })]
}

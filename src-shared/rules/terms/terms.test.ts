import { expect, it } from 'vitest'
import { LocalDate } from '../../kernel/time.ts'
import { isMinorRegime } from '../case/case-view.ts'
import { daysOfTerm, injunctionFindings, isRecordSealed, paroleTerm, probationTerm, surveillanceTerm, temporaryTerm } from './terms.ts'

const d = (text: string): LocalDate => LocalDate.parse(text)

it('[T-01] surveillance: three months to two years, three when combined; a day of custody is two', () => {
  const term = (months: number, custodyDays = 0, combined = false) => surveillanceTerm({ executedOn: d('2026-03-10'), months, custodyDays, combined })
  expect([2, 3, 24, 25].map((months) => term(months).findings.length)).toEqual([1, 0, 0, 1])
  expect([36, 37].map((months) => term(months, 0, true).findings.length)).toEqual([0, 1])
  expect([term(12).end, term(12, 30).end]).toEqual(['2027-03-09', '2027-01-08'])
})

it('[T-02] probation: at least the sentence, detention two months to a year, imprisonment one to five years', () => {
  const bad = (sentence: 'DETENTION' | 'IMPRISONMENT', sentenceMonths: number, probationMonths: number) => probationTerm({ finalOn: d('2026-01-10'), sentence, sentenceMonths, probationMonths }).findings.length
  expect([bad('DETENTION', 1, 1), bad('DETENTION', 1, 2), bad('DETENTION', 4, 3), bad('DETENTION', 4, 12), bad('DETENTION', 4, 13)]).toEqual([1, 0, 1, 0, 1])
  expect([bad('IMPRISONMENT', 8, 11), bad('IMPRISONMENT', 8, 12), bad('IMPRISONMENT', 36, 35), bad('IMPRISONMENT', 36, 60), bad('IMPRISONMENT', 36, 61)]).toEqual([1, 0, 1, 0, 1])
  const term = probationTerm({ finalOn: d('2024-02-29'), sentence: 'IMPRISONMENT', sentenceMonths: 12, probationMonths: 12 })
  expect([term.end, daysOfTerm(term)]).toEqual(['2025-02-27', 365])
})

it('[T-03] parole: what is left, ten years for life', () => {
  expect(paroleTerm({ paroledOn: d('2026-05-01'), sentenceEnd: d('2027-08-15') })).toEqual({ start: '2026-05-01', end: '2027-08-15', findings: [] })
  expect(paroleTerm({ paroledOn: d('2026-05-01'), sentenceEnd: 'LIFE' }).end).toBe('2036-04-30')
  expect(paroleTerm({ paroledOn: d('2026-05-01'), sentenceEnd: d('2026-04-30') }).findings).toHaveLength(1)
})

it('[T-04] outside prison: the earlier end; days not counted move the sentence, not the condition', () => {
  const end = (conditionEnd: string | null, daysNotCounted = 0) => temporaryTerm({ startedOn: d('2026-05-01'), sentenceEnd: d('2027-01-31'), conditionEnd: conditionEnd ? d(conditionEnd) : null, daysNotCounted }).end
  expect([end(null), end('2026-09-30'), end('2027-02-01'), end(null, 30), end('2027-02-01', 30)]).toEqual(['2027-01-31', '2026-09-30', '2027-01-31', '2027-03-02', '2027-02-01'])
})

it('[T-05] injunctions: not below two or three months, not beyond the term', () => {
  const found = (category: 'SURVEILLANCE' | 'PROBATION', to: string, from = '2026-01-10') => injunctionFindings({ category, from: d(from), to: d(to), termStart: d('2026-01-10'), termEnd: d('2027-01-09') }).map(({ level }) => level)
  expect([found('PROBATION', '2026-03-08'), found('PROBATION', '2026-03-09'), found('SURVEILLANCE', '2026-04-08'), found('SURVEILLANCE', '2026-04-09')]).toEqual([['hard'], [], ['hard'], []])
  expect([found('PROBATION', '2027-01-09'), found('PROBATION', '2027-01-10'), found('PROBATION', '2026-06-30', '2026-02-01')]).toEqual([[], ['hard'], ['soft']])
})

it('[T-06] fixed at intake, also when he turns eighteen the next day, and as written down', () => {
  const minor = (birthDate: string | null, intakeOn: string | null, minorRegime: boolean | null = null) => isMinorRegime({ birthDate: birthDate ? d(birthDate) : null, minorRegime, termStart: d('2026-01-10') }, intakeOn ? d(intakeOn) : null)
  expect([minor('2008-01-12', '2026-01-11'), minor('2008-01-12', '2026-01-12'), minor('2008-01-12', '2026-01-13')]).toEqual([true, true, false])
  expect([minor('2008-01-10', null), minor('2008-01-09', null), minor(null, '2026-01-12'), minor('1990-01-01', '2026-01-12', true)]).toEqual([true, false, false, true])
})

it('[T-07] sealed: under eighteen at the crime, five years included', () => {
  const sealed = (crimeDate: string, sentenceMonths: number) => isRecordSealed({ birthDate: d('2008-01-12'), crimeDate: d(crimeDate), sentenceMonths })
  expect([sealed('2026-01-12', 60), sealed('2026-01-13', 60), sealed('2026-01-12', 61), sealed('2025-06-01', 6)]).toEqual([true, false, false, true])
})

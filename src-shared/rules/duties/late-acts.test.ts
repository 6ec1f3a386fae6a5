import { expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import { Policy } from '../policy.ts'
import { lateActs } from './late-acts.ts'

const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
const late = (facts: FactInput[], subject: object = {}) => lateActs(aCaseFile(facts, subject), day('2026-12-31'), Policy.parse({}), holidays).map(({ ruleId, actor, days }) => `${ruleId} ${actor} ${days}`)

it('[DT11] an act of another organ after its last day is told with the days, one on the day is not', () => {
  // The tenth day after 5 January is the 15th, a Thursday.
  const papers = (on: string) => late([fact('judgmentEffective', '2026-01-05'), fact('documentsReceived', on), reportedIn('2026-01-12')])
  expect([papers('2026-01-15'), papers('2026-01-16'), papers('2026-01-27')]).toEqual([[], ['I-04 DECISION_ORGAN 1'], ['I-04 DECISION_ORGAN 12']])
  expect(late([fact('documentsReceived', '2026-01-12'), fact('receiptSent', '2026-01-20')])).toEqual(['I-05 COUNTY 1'])
  expect(late([fact('detained', '2026-05-11', { noticeReceivedOn: '2026-05-20' })])).toEqual(['C-10 OTHER_ORGAN 6'])
  expect(late([fact('assessmentCommissioned', '2026-05-11'), fact('assessmentSubmitted', '2026-05-26', { commissionId: 'assessmentCommissioned-2026-05-11' })])).toEqual(['I-01 COUNTY 1'])
})

it('[DT11] papers that were missing among others, a last day that was off, a certificate after the term', () => {
  // 12 January and five days is Saturday 17 January: it rolls to Monday.
  const completed = (on: string) => late([fact('documentsReceived', '2026-01-10', { complete: false }), reportedIn('2026-01-12'), fact('documentsReceived', on)])
  expect([completed('2026-01-19'), completed('2026-01-20')]).toEqual([[], ['I-06 DECISION_ORGAN 1']])
  expect([late([fact('certificateIssued', '2026-10-03')], { termEnd: '2026-10-03' }), late([fact('certificateIssued', '2026-10-05')], { termEnd: '2026-10-03' })]).toEqual([[], ['D-03 COUNTY 2']])
  const step = (name: string, on: string) => ({ ...fact('placeChange', on, { step: name, changeId: 'c1' }), id: `${name}-${on}` }) as FactInput
  expect(late([step('APPLIED', '2026-05-11'), step('CONSULTED', '2026-05-12'), step('LETTER_RECEIVED', '2026-05-13'), step('REPLIED_YES', '2026-05-25')])).toEqual(['M-03 NEW_COUNTY 7'])
})

it('[DT11] the arithmetic is said, and the day on which it was done at last', () => {
  const [one] = lateActs(aCaseFile([fact('judgmentEffective', '2026-01-05'), fact('documentsReceived', '2026-01-27')]), day('2026-12-31'), Policy.parse({}), holidays)
  expect(one?.basis).toContain('2026年1月5日起10日内（当日不算），至2026年1月15日；2026年1月27日才办，迟12日。')
})

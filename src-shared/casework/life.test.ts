import { expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, reportedIn } from '../../tests/factories/case-file.ts'
import { aGroup, aSubject } from '../../tests/factories/documents.ts'
import { isBehindReportIn, lifeOf, missingAtReportIn } from './life.ts'

const on = day('2026-03-01')
const look = (facts: FactInput[], over: Parameters<typeof aSubject>[0] = {}, group = false) => {
  const caseFile = { ...aCaseFile(facts), ...(group ? { group: aGroup() } : {}) }
  return lifeOf({ subject: aSubject({ state: 'PENDING_REPORT', ...over }), caseFile, procedures: [], on })
}
const states = (stages: ReturnType<typeof look>) => stages.map(({ id, state }) => `${id} ${state}`)
const fact = (kind: string, more: object = {}) => ({ kind, id: kind, on: '2026-01-13', ...more }) as FactInput

it('[CW32] the stages of a case follow from its facts, with what is missing for the next gate and whose act it is', () => {
  const nothing = look([])
  expect(states(nothing)).toEqual(['assessment unknown', 'handover now', 'reportIn ahead', 'intake ahead', 'active ahead', 'ending ahead'])
  expect(nothing[1]?.missing).toEqual([{ text: '收到法律文书', whose: '决定机关', write: 'handover' }])
  const unchecked = look([fact('documentsReceived', { complete: true }), { ...reportedIn('2026-01-12'), identityVerified: false } as FactInput])
  expect(states(unchecked).slice(0, 4)).toEqual(['assessment unknown', 'handover done', 'reportIn now', 'intake ahead'])
  expect(unchecked[2]?.missing.map(({ text }) => text)).toEqual(['核实身份'])
  const whole = [fact('documentsReceived', { complete: true }), reportedIn('2026-01-12'), fact('intakeDeclared', { guardianPresent: false }), fact('responsibilityLetterSigned'), fact('planMade')]
  expect(states(look(whole, { state: 'ACTIVE' }, true))).toEqual(['assessment unknown', 'handover done', 'reportIn done', 'intake done', 'active now', 'ending ahead'])
  expect(states(look([...whole, fact('certificateIssued')], { state: 'DISCHARGED' }, true)).at(-1)).toBe('ending done')
})

it('[CW33] (I-09) no door opens before its gate: what is missing at reporting in is named, and what was before this file is not asked', () => {
  const missing = (facts: FactInput[], state: 'PENDING_REPORT' | 'ACTIVE') => missingAtReportIn(aSubject({ state }), aCaseFile(facts), on).map(({ text }) => text)
  expect(missing([], 'PENDING_REPORT')).toEqual(['本人报到'])
  expect(missing([], 'ACTIVE')).toEqual([])
  expect(missing([reportedIn('2026-01-12')], 'PENDING_REPORT')).toEqual([])
  expect([isBehindReportIn('declaration'), isBehindReportIn('leave'), isBehindReportIn('visit'), isBehindReportIn('handover')]).toEqual([true, true, false, false])
})

import { describe, expect, it } from 'vitest'
import { aSubject } from '../../tests/factories/documents.ts'
import { LocalDate } from '../kernel/time.ts'
import { Fact } from '../rules/index.ts'
import { stateOf } from './state-of.ts'
import { readMore } from './subject-fields.ts'

const on = LocalDate.parse('2026-11-22')
const subject = aSubject({ state: 'PENDING_REPORT' })
const fact = (kind: string, day: string, more: object = {}) => Fact.parse({ kind, id: `${kind}-${day}`, on: day, ...more })
const reported = fact('reportedIn', '2026-11-01', { documentsChecked: true, identityVerified: true, registered: true, fileOpened: true })
const state = (facts: Fact[], from = subject) => stateOf(from, { facts }, on)

describe('the state of a case', () => {
  it('[CW30] [I-09] is active only after the four checks at reporting in', () => {
    expect([state([]), state([fact('reportedIn', '2026-11-01', { documentsChecked: true })]), state([reported]), state([fact('reportedIn', '2026-11-23', { ...reported, id: 'x', on: '2026-11-23' })])]).toEqual(['PENDING_REPORT', 'PENDING_REPORT', 'ACTIVE', 'PENDING_REPORT'])
  })

  it('[CW30] follows leave, loss of contact, custody and proposals, and comes back', () => {
    const leave = fact('leaveApproved', '2026-11-10', { appliedOn: '2026-11-08', from: '2026-11-20', to: '2026-11-24', destinationCounty: '330106', approvedBy: 'OFFICE' })
    expect(state([reported, leave])).toBe('ON_LEAVE')
    expect(state([reported, leave, fact('leaveReturned', '2026-11-21', { leaveId: leave.id })])).toBe('ACTIVE')
    const lost = fact('absenceStarted', '2026-11-15')
    expect(state([reported, leave, lost])).toBe('LOST')
    expect(state([reported, lost, fact('absenceEnded', '2026-11-16', { absenceId: lost.id })])).toBe('ACTIVE')
    expect(state([reported, lost, fact('detained', '2026-11-18')])).toBe('DETAINED')
    expect(state([reported, fact('proposalSent', '2026-11-18', { what: 'REVOKE_PROBATION' })])).toBe('REVOCATION_PENDING')
  })

  it('[CW30] ends by a fact only, and what an old ledger said stands until a fact speaks of it', () => {
    expect([state([reported, fact('closed', '2026-11-20', { reason: 'TRANSFERRED' })]), state([reported, fact('certificateIssued', '2026-11-20')]), state([reported, fact('death', '2026-11-20')])]).toEqual(['TRANSFER_OUT', 'DISCHARGED', 'TERMINATED'])
    expect([state([], aSubject({ state: 'DISCHARGED' })), state([], aSubject({ state: 'LOST' }))]).toEqual(['DISCHARGED', 'LOST'])
    expect(state([reported, fact('absenceStarted', '2026-11-02'), fact('absenceEnded', '2026-11-03', { absenceId: 'absenceStarted-2026-11-02' })], aSubject({ state: 'LOST' }))).toBe('ACTIVE')
  })

  it('[CW31] reads the rest of a file by its fields and what is wrong in it as empty', () => {
    expect(readMore({ temporaryReason: 'MEDICAL', isOutside: true, sentenceMonths: 'x', unknown: 1 })).toMatchObject({ temporaryReason: 'MEDICAL', sentenceMonths: null })
    expect(readMore(undefined)).toMatchObject({ barred: [], crimeDate: null })
  })
})

import { expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../tests/factories/case-file.ts'
import { Fact, obligations, Policy } from '../rules/index.ts'
import { goToOf } from './duty.ts'
import { findRecordKind } from './kinds/index.ts'
import { findProcedureKind } from './procedures/index.ts'

const policy = Policy.parse({ temporaryReviewMonths: 3, educationMinutes: { STRICT: 60, ORDINARY: 60, LENIENT: 60, BASIC: 60 } })
const base = reportedIn('2026-01-12')

/** One fact of each kind, with what its schema asks for besides a day. */
function everyFact(): FactInput[] {
  const more: Record<string, object> = {
    assessmentSubmitted: { commissionId: 'x' }, levelChanged: { level: 'STRICT' }, seatFilled: { vacancyId: 'x' }, notified: { about: 'x', to: 'POLICE' }, medicalExtended: { until: '2026-12-01', approvedBy: 'COUNTY' },
    leaveApproved: { appliedOn: '2026-05-01', from: '2026-05-12', to: '2026-05-15', destinationCounty: '330106', approvedBy: 'OFFICE' }, leaveReturned: { leaveId: 'x' }, recurringApproved: { counties: ['330106'] },
    recurringTrip: { approvalId: 'x', to: '2026-05-12', destinationCounty: '330106' }, positioningApproved: { from: '2026-05-11', to: '2026-08-01', ground: 1, approver: 'BUREAU_HEAD' }, positioningRemoved: { positioningId: 'x' },
    breach: { type: 'LEAVE', inProgress: true, stopped: false }, absenceStarted: { cause: 'NOT_RETURNED', at: '2026-05-11T01:00:00.000Z' }, absenceEnded: { absenceId: 'x' }, searchStarted: { absenceId: 'x' }, proposalDecided: { proposalId: 'x', granted: true },
    arrestRequested: { at: '2026-05-11T01:00:00.000Z' }, arrestDecided: { requestId: 'x', arrested: true }, released: { detentionId: 'x' }, appraisalProposed: { appraisalId: 'x' }, closed: { reason: 'REVOKED' }, supervisionReplied: { opinionId: 'x' },
    complaintAnswered: { complaintId: 'x' }, eventReported: { about: 'JOB' }, helped: { type: 'JOB' }, guardianUrged: { refused: true }, commutationRuled: { sentId: 'x', granted: false },
  }
  const one = (kind: string, over: object = {}): FactInput => ({ kind, id: `${kind}-${JSON.stringify(over)}`.slice(0, 40), on: '2026-05-11', ...more[kind], ...over }) as FactInput
  return Fact.options.flatMap(({ shape }) => {
    const kind = shape.kind.value
    if (kind === 'placeChange') return ['APPLIED', 'CONSULTED', 'REPLIED_NO', 'REFUSED', 'GRANTED', 'FILE_RECEIVED', 'DECISION_RECEIVED', 'TRANSFERRED'].map((step) => one(kind, { step, changeId: step }))
    if (kind === 'officeChange') return ['GRANTED', 'HANDED_OVER'].map((step) => one(kind, { step, changeId: 'c' }))
    if (kind === 'proposalSent') return ['REVOKE_PROBATION', 'REVOKE_PAROLE', 'COMMIT'].map((what) => one(kind, { what }))
    return [one(kind)]
  })
}

it('[DT12] whatever the rules ask has a form or a procedure that meets it: no row is a dead end', () => {
  const people = [
    {}, { category: 'PAROLE' as const, level: 'STRICT' as const, injunction: { from: day('2026-01-10'), to: day('2028-01-09') } }, { birthDate: '2010-03-07', schooling: 'UNFINISHED' as const },
    { category: 'TEMP_OUTSIDE' as const, temporaryReason: 'MEDICAL' as const, temporaryApprovedBy: 'PRISON' as const, conditionEnd: '2026-08-01' }, { termEnd: '2026-06-01' },
  ]
  const seen = new Set<string>()
  for (const subject of people) for (const facts of [[], ...everyFact().map((fact) => [fact])]) for (const on of ['2026-05-12']) for (const known of [[base], []])
    for (const duty of obligations(aCaseFile([...known, ...facts], subject), day(on), policy, holidays)) {
      const go = goToOf(duty)
      seen.add(duty.ruleId)
      const leads = go.to === 'group' || (go.to === 'record' && (go.kind === 'visit' || go.kind === 'talk' || findRecordKind(go.kind) !== undefined)) || (go.to === 'procedure' && findProcedureKind(go.kind) !== undefined)
      expect(leads, `${duty.ruleId} ${duty.action}`).toBe(true)
      expect(duty.basis.length, duty.ruleId).toBeGreaterThan(10)
    }
  expect(seen.size).toBeGreaterThan(50)
})

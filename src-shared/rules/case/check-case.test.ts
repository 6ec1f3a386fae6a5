import { expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, reportedIn } from '../../../tests/factories/case-file.ts'
import { Policy } from '../policy.ts'
import { checkCase } from './check-case.ts'

const base = reportedIn('2026-01-12')
const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
// These files hold one thing each: what else an archive lacks (I-10) is tested with the further rules.
const found = (facts: FactInput[], subject: object = {}) => checkCase(aCaseFile([base, ...facts], subject), day('2027-12-01'), Policy.parse({})).filter(({ ruleId }) => ruleId !== 'I-10').map(({ ruleId, level }) => `${ruleId} ${level}`)

it('[I-14] [Y-03] a level without document; a minor’s declarations and results', () => {
  expect(found([fact('levelChanged', '2026-05-01', { level: 'STRICT' })])).toEqual(['I-14 hard'])
  expect(found([fact('levelChanged', '2026-05-01', { level: 'STRICT', documentId: 'x' })])).toEqual([])
  const minor = { birthDate: '2008-01-12' }
  expect(found([fact('intakeDeclared', '2026-01-14', { guardianPresent: true })], minor)).toEqual([])
  for (const wrong of [{ guardianPresent: false }, { guardianPresent: true, inPublic: true }]) {
    expect(found([fact('intakeDeclared', '2026-01-14', wrong)], minor)).toEqual(['Y-03 hard'])
    expect(found([fact('dischargeDeclared', '2027-11-30', wrong)], minor)).toEqual(['Y-03 hard'])
    expect(found([fact('intakeDeclared', '2026-01-14', wrong)])).toEqual([])
  }
  expect(found([fact('appraised', '2026-04-01', { published: true })], minor)).toEqual(['Y-03 hard'])
})

it('[L-11] [L-10] [M-01] approved after leaving; a trip beyond its approval; a move asked for too late', () => {
  const leave = (on: string) => fact('leaveApproved', on, { appliedOn: '2026-05-01', from: '2026-05-10', to: '2026-05-12', destinationCounty: '330106', approvedBy: 'OFFICE' })
  expect([found([leave('2026-05-10')]), found([leave('2026-05-11')])]).toEqual([[], ['L-11 hard']])
  const approval = fact('recurringApproved', '2026-05-31', { counties: ['330106'] })
  const trip = (on: string, to: string, destinationCounty = '330106') => [approval, fact('recurringTrip', on, { approvalId: 'recurringApproved-2026-05-31', to, destinationCounty })]
  expect([found(trip('2026-11-29', '2026-11-30')), found(trip('2026-11-30', '2026-12-01')), found(trip('2026-06-01', '2026-06-01', '330702')), found(trip('2026-05-30', '2026-06-01'))]).toEqual([[], ['L-10 hard'], ['L-10 hard'], ['L-11 hard']])
  const apply = (on: string) => fact('placeChange', on, { changeId: 'm', step: 'APPLIED', intendedOn: '2026-07-31' })
  expect([found([apply('2026-06-30')]), found([apply('2026-07-01')])]).toEqual([[], ['M-01 soft']])
})

it('[P-06] the county below one month, the city below three, the province from three', () => {
  const extended = (until: string, approvedBy: string) => found([fact('medicalReview', '2026-03-10'), fact('medicalExtended', '2026-06-01', { until, approvedBy })], { category: 'TEMP_OUTSIDE', temporaryReason: 'MEDICAL' })
  expect([extended('2026-07-09', 'COUNTY'), extended('2026-07-10', 'COUNTY'), extended('2026-07-10', 'CITY'), extended('2026-09-09', 'CITY'), extended('2026-09-10', 'CITY'), extended('2026-09-10', 'PROVINCE')]).toEqual([[], ['P-06 hard'], [], [], ['P-06 hard'], []])
})

it('[E-01] [E-02] [E-03] [E-04] ground, approver, device, three months to the day, no gap between', () => {
  const ground = fact('breach', '2026-02-20', { type: 'INJUNCTION' })
  const use = (more: object = {}) => fact('positioningApproved', '2026-03-01', { from: '2026-03-01', to: '2026-06-01', ground: 1, groundFactId: 'breach-2026-02-20', approver: 'BUREAU_HEAD', ...more })
  expect([found([ground, use()]), found([use()]), found([ground, use({ ground: 3 })]), found([ground, use({ groundFactId: null })])]).toEqual([[], ['E-01 hard'], ['E-01 hard'], ['E-01 hard']])
  expect([found([ground, use({ approver: 'AGENCY' })]), found([ground, use({ device: 'PHONE' })]), found([ground, use({ to: '2026-06-02' })])]).toEqual([['E-01 hard'], ['E-04 hard'], ['E-02 hard']])
  const longer = (on: string, to: string, more: object = {}) => [ground, use(), { ...use({ from: '2026-06-02', to, extends: 'positioningApproved-2026-03-01', assessmentId: 'a', ...more }), id: 'second', on } as FactInput]
  expect([found(longer('2026-06-01', '2026-09-01')), found(longer('2026-06-01', '2026-09-02')), found(longer('2026-06-02', '2026-09-01')), found(longer('2026-06-01', '2026-09-01', { assessmentId: null })), found(longer('2026-06-01', '2026-09-01', { extends: 'x' }))]).toEqual([[], ['E-03 hard'], ['E-03 hard'], ['E-03 hard'], ['E-03 hard']])
})

it('[D-05] [T-05] a certificate while in custody; an injunction that is too short', () => {
  expect(found([fact('detained', '2027-11-01'), fact('certificateIssued', '2027-11-30')])).toEqual(['D-05 hard'])
  expect(found([], { injunction: { from: '2026-01-10', to: '2026-02-09' } })).toEqual(['T-05 hard'])
})

it('[I-12] an office holds the declaration only on a day on which the county has delegated it', () => {
  const policy = Policy.parse({ delegations: [{ officeId: '331121001', power: 'INTAKE_DECLARATION', from: '2026-01-10', to: '2026-01-14' }] })
  const held = (on: string, by: string | null, officeId = '331121001') => checkCase(aCaseFile([base, fact('intakeDeclared', on, { by })], { officeId }), day('2027-12-01'), policy).filter(({ ruleId }) => ruleId === 'I-12').map(({ level }) => level)
  expect([held('2026-01-14', 'OFFICE'), held('2026-01-15', 'OFFICE'), held('2026-01-15', 'COUNTY'), held('2026-01-15', null), held('2026-01-15', 'OFFICE', '')]).toEqual([[], ['hard'], [], [], []])
})

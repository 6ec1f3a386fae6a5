import { describe, expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import type { CaseFile } from '../case/case-file.ts'
import { Policy, type PolicyInput } from '../policy.ts'
import { obligations } from './obligations.ts'

const of = (file: CaseFile, date: string, ruleId: string, policy: PolicyInput = {}) => obligations(file, day(date), Policy.parse(policy), holidays).filter((one) => one.ruleId === ruleId)
const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
const base = reportedIn('2026-01-12')

describe('reports', () => {
  const due = (file: CaseFile, date: string, policy: PolicyInput = {}) => Object.fromEntries(of(file, date, 'P-01', policy).map(({ action, nominalDueOn }) => [action, nominalDueOn]))
  it('[P-01] the first three months are the stricter of both columns, then the level’s own', () => {
    expect(due(aCaseFile([base]), '2026-01-13')).toEqual({ 通信联络: '2026-01-19', 到司法所当面报告: '2026-01-27', 提交书面报告: '2026-02-12', 走访: '2026-02-12', 个别谈话教育: '2026-02-12' })
    const later = aCaseFile([base, ...['contact', 'faceReport', 'writtenReport', 'visit', 'talk'].map((kind) => fact(kind, '2026-04-11'))])
    expect(due(later, '2026-04-11')).toMatchObject({ 通信联络: '2026-04-18', 走访: '2026-05-11' })
    expect(due(later, '2026-04-12')).toMatchObject({ 通信联络: '2026-04-26', 到司法所当面报告: '2026-05-11', 走访: '2026-06-11' })
  })

  it('[P-01] a key period makes everybody strict; an unanswered call is no contact; custody and loss silence it', () => {
    const file = aCaseFile([base, fact('contact', '2026-05-04'), fact('contact', '2026-05-10', { reached: false })])
    expect(due(file, '2026-05-12')).toMatchObject({ 通信联络: '2026-05-19' })
    expect(due(file, '2026-05-12', { keyPeriods: [{ name: '重点时段', from: '2026-05-12', to: '2026-05-12' }] })).toMatchObject({ 通信联络: '2026-05-11' })
    expect(due(aCaseFile([base, fact('detained', '2026-05-10')]), '2026-05-12')).toEqual({})
    expect(due(aCaseFile([base, fact('absenceStarted', '2026-05-10')]), '2026-05-12')).toEqual({})
  })

  it('[P-03] the report on the injunction, only while it holds', () => {
    const file = aCaseFile([base, fact('writtenReport', '2026-03-01')], { injunction: { from: '2026-01-10', to: '2026-07-09' } })
    expect(of(file, '2026-03-02', 'P-03')).toMatchObject([{ nominalDueOn: '2026-02-12', severity: 'overdue' }])
    expect(of(file, '2026-07-10', 'P-03')).toEqual([])
    expect(of(aCaseFile([base, fact('writtenReport', '2026-03-01', { coversInjunction: true })], { injunction: { from: '2026-01-10', to: '2026-07-09' } }), '2026-03-02', 'P-03')).toMatchObject([{ nominalDueOn: '2026-04-01' }])
  })
})

describe('temporary execution outside prison', () => {
  const sick = (facts: FactInput[], more: object = {}) => aCaseFile([base, ...facts], { category: 'TEMP_OUTSIDE', temporaryReason: 'MEDICAL', temporaryApprovedBy: 'PRISON', ...more })
  it('[P-04] once in each calendar month, to its last day, February too; or thirty days after the last', () => {
    expect(of(sick([]), '2026-01-20', 'P-04')[0]?.dueOn).toBe('2026-01-31')
    expect(of(sick([fact('bodyReport', '2026-01-31')]), '2026-02-10', 'P-04')[0]).toMatchObject({ dueOn: '2026-02-28', severity: 'coming' })
    expect(of(sick([fact('bodyReport', '2026-02-10')]), '2026-02-23', 'P-04')[0]).toMatchObject({ dueOn: '2026-03-31' })
    expect(of(sick([fact('bodyReport', '2026-01-20')]), '2026-03-01', 'P-04')[0]).toMatchObject({ dueOn: '2026-02-28', severity: 'overdue' })
    expect(of(sick([fact('bodyReport', '2026-02-10')]), '2026-02-23', 'P-04', { bodyReportMode: 'ROLLING_30_DAYS' })[0]?.dueOn).toBe('2026-03-12')
  })

  it('[P-05] three months after the last review by A4, or as extended; only for medical parole', () => {
    expect(of(sick([fact('medicalReview', '2025-11-30')]), '2026-01-20', 'P-05')[0]).toMatchObject({ nominalDueOn: '2026-02-28', dueOn: '2026-02-28' })
    expect(of(sick([fact('medicalReview', '2026-03-31')]), '2026-04-01', 'P-05')[0]).toMatchObject({ nominalDueOn: '2026-06-30' })
    const severity = (date: string) => of(sick([fact('medicalReview', '2026-03-10')]), date, 'P-05')[0]?.severity
    expect(['2026-05-25', '2026-05-26', '2026-06-10', '2026-06-11'].map(severity)).toEqual(['coming', 'soon', 'due', 'overdue'])
    expect(of(sick([fact('medicalReview', '2026-03-10'), fact('medicalExtended', '2026-06-01', { until: '2026-08-10', approvedBy: 'CITY' })]), '2026-06-11', 'P-05')[0]).toMatchObject({ dueOn: '2026-08-10' })
    expect(of(sick([], { temporaryReason: 'PREGNANT_NURSING' }), '2026-04-20', 'P-05')).toEqual([])
  })

  it('[P-06] an extension is told to the procuratorate', () => {
    const extension = fact('medicalExtended', '2026-06-01', { until: '2026-08-10', approvedBy: 'CITY' })
    expect(of(sick([extension]), '2026-06-01', 'P-06')).toMatchObject([{ dueOn: '2026-06-02' }])
    expect(of(sick([extension, fact('notified', '2026-06-02', { about: 'medicalExtended-2026-06-01', to: 'PROCURATORATE' })]), '2026-06-02', 'P-06')).toEqual([])
  })

  it('[T-04] [P-07] ninety days before the condition ends, and the proposal after it; a sentence that ends first asks for none', () => {
    const nursing = (facts: FactInput[], more: object = {}) => sick(facts, { temporaryReason: 'PREGNANT_NURSING', conditionEnd: '2026-09-30', ...more })
    expect(of(nursing([]), '2026-07-01', 'T-04')).toEqual([])
    expect(of(nursing([]), '2026-07-02', 'T-04')).toMatchObject([{ dueOn: '2026-09-30' }])
    expect(of(nursing([]), '2026-09-30', 'P-07')).toEqual([])
    expect(of(nursing([]), '2026-10-01', 'P-07')).toMatchObject([{ severity: 'overdue', actor: 'COUNTY' }])
    expect(of(nursing([fact('temporaryConditionGone', '2026-05-01')]), '2026-05-01', 'P-07')).toMatchObject([{ dueOn: '2026-05-01' }])
    expect(of(nursing([fact('proposalSent', '2026-10-01', { what: 'COMMIT' })]), '2026-10-02', 'P-07')).toEqual([])
    expect(of(nursing([], { conditionEnd: '2028-05-01' }), '2028-01-05', 'T-04')).toEqual([])
  })
})

describe('leave, moving, measures', () => {
  const leave = (approvedBy: string) => fact('leaveApproved', '2026-05-18', { appliedOn: '2026-05-15', from: '2026-05-20', to: '2026-05-29', destinationCounty: '330106', approvedBy })
  const id = 'leaveApproved-2026-05-18'
  it('[L-02] [L-06] the office files with the county, the county tells the procuratorate', () => {
    expect(of(aCaseFile([base, leave('OFFICE')]), '2026-05-18', 'L-02')).toMatchObject([{ actor: 'OFFICE', dueOn: '2026-05-19' }])
    expect(of(aCaseFile([base, leave('CITY')]), '2026-05-18', 'L-06')).toMatchObject([{ actor: 'COUNTY' }])
    expect(of(aCaseFile([base, leave('CITY'), fact('notified', '2026-05-18', { about: id, to: 'PROCURATORATE' })]), '2026-05-18', 'L-06')).toEqual([])
  })

  it('[L-07] [L-08] a contact every few days while away, the sign-off on the last day', () => {
    const file = aCaseFile([base, leave('COUNTY')])
    expect(of(file, '2026-05-19', 'L-08')).toEqual([])
    const severity = (date: string) => of(file, date, 'L-08')[0]?.severity
    expect(['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'].map(severity)).toEqual(['coming', 'soon', 'due', 'overdue'])
    expect(of(file, '2026-05-21', 'L-07')[0]).toMatchObject({ nominalDueOn: '2026-05-23' })
    expect(of(aCaseFile([base, leave('COUNTY'), fact('contact', '2026-05-27', { leaveId: id })]), '2026-05-28', 'L-07')).toEqual([])
    expect(of(aCaseFile([base, leave('COUNTY'), fact('leaveReturned', '2026-05-29', { leaveId: id })]), '2026-05-30', 'L-08')).toEqual([])
  })

  it('[M-02] [M-03] [M-04] [M-05] [M-06] [M-07] [M-08] [M-10] each step has its clock, and stops with the next', () => {
    const step = (name: string, on: string) => fact('placeChange', on, { changeId: 'm', step: name })
    const owed = (...steps: FactInput[]) => obligations(aCaseFile([base, ...steps]), day('2026-06-30'), Policy.parse({}), holidays).filter(({ ruleId }) => ruleId.startsWith('M-')).map(({ ruleId, nominalDueOn }) => `${ruleId} ${nominalDueOn}`)
    const applied = step('APPLIED', '2026-06-01')
    expect(owed(applied)).toEqual(['M-02 2026-06-06'])
    expect(owed(applied, step('CONSULTED', '2026-06-03'))).toEqual(['M-03 2026-06-08'])
    expect(owed(applied, step('CONSULTED', '2026-06-03'), step('LETTER_RECEIVED', '2026-06-05'))).toEqual(['M-03 2026-06-10'])
    const replied = [applied, step('CONSULTED', '2026-06-03'), step('LETTER_RECEIVED', '2026-06-05')]
    expect(owed(...replied, step('REPLIED_NO', '2026-06-08'))).toEqual(['M-04 2026-06-09'])
    expect(owed(...replied, step('REPLIED_NO', '2026-06-08'), step('REFUSED', '2026-06-10'))).toEqual(['M-05 2026-06-15'])
    const granted = [...replied, step('REPLIED_YES', '2026-06-08'), step('GRANTED', '2026-06-10')]
    expect(owed(...granted)).toEqual(['M-10 2026-06-11', 'M-06 2026-06-15'])
    const all = [...granted, fact('notified', '2026-06-11', { about: 'placeChange-2026-06-10', to: 'DECISION_ORGAN' }), step('TRANSFERRED', '2026-06-12'), step('DECISION_RECEIVED', '2026-06-13'), step('FILE_RECEIVED', '2026-06-15')]
    expect(owed(...all)).toEqual(['M-07 2026-06-20', 'M-08 2026-06-20'])
    expect(owed(...all, step('RECEIPTED', '2026-06-18'), step('REPORTED_IN', '2026-06-20'))).toEqual([])
  })

  it('[V-03] both notices of a place entry', () => {
    expect(of(aCaseFile([base, fact('placeEntryApproved', '2026-05-18')]), '2026-05-18', 'V-03').map(({ action }) => action)).toEqual(['通知原审人民法院', '通知同级检察院'])
  })

  it('[E-02] [E-05] the end of positioning fifteen days ahead; an extension moves it, a removal ends it; the subject is told', () => {
    const use = (on: string, from: string, to: string, more: object = {}) => fact('positioningApproved', on, { from, to, ground: 1, groundFactId: 'b', approver: 'BUREAU_HEAD', ...more })
    const first = use('2026-03-01', '2026-03-01', '2026-06-01')
    expect(of(aCaseFile([base, first]), '2026-05-16', 'E-02')).toEqual([])
    expect(of(aCaseFile([base, first]), '2026-05-17', 'E-02')).toMatchObject([{ dueOn: '2026-06-01', severity: 'soon' }])
    expect(of(aCaseFile([base, first]), '2026-06-02', 'E-02')).toMatchObject([{ severity: 'overdue', action: '电子定位期限已过：立即解除' }])
    const second = use('2026-05-30', '2026-06-01', '2026-09-01', { extends: 'positioningApproved-2026-03-01' })
    expect(of(aCaseFile([base, first, second]), '2026-06-02', 'E-02')).toEqual([])
    expect(of(aCaseFile([base, first, fact('positioningRemoved', '2026-05-20', { positioningId: 'positioningApproved-2026-03-01' })]), '2026-06-02', 'E-02')).toEqual([])
    expect(of(aCaseFile([base, first]), '2026-03-01', 'E-05')).toHaveLength(1)
  })

  it('[G-09] [T-05] an empty seat for fifteen days; the injunction’s last fifteen days', () => {
    expect(of(aCaseFile([base, fact('seatVacated', '2026-05-04')]), '2026-05-05', 'G-09')).toMatchObject([{ nominalDueOn: '2026-05-19' }])
    expect(of(aCaseFile([base, fact('seatVacated', '2026-05-04'), fact('seatFilled', '2026-05-08', { vacancyId: 'seatVacated-2026-05-04' })]), '2026-05-08', 'G-09')).toEqual([])
    const file = aCaseFile([base], { injunction: { from: '2026-01-10', to: '2026-07-09' } })
    expect(['2026-06-23', '2026-06-24', '2026-07-09', '2026-07-10'].map((date) => of(file, date, 'T-05').length)).toEqual([0, 1, 1, 0])
  })
})

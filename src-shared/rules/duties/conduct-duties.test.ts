import { describe, expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import type { CaseFile } from '../case/case-file.ts'
import { Policy, type PolicyInput } from '../policy.ts'
import { obligations } from './obligations.ts'

const of = (file: CaseFile, date: string, ruleId: string, policy: PolicyInput = {}) => obligations(file, day(date), Policy.parse(policy), holidays).filter((one) => one.ruleId === ruleId)
const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
const base = reportedIn('2026-01-12')

describe('conduct', () => {
  it('[C-00] the cycle by level, then the decision; results told and published, a minor’s never', () => {
    expect(of(aCaseFile([base]), '2026-03-01', 'C-00')).toMatchObject([{ nominalDueOn: '2026-04-22' }])
    expect(of(aCaseFile([base], { level: 'STRICT' }), '2026-01-13', 'C-00')).toMatchObject([{ nominalDueOn: '2026-02-22', dueOn: '2026-02-24' }])
    const appraised = fact('appraised', '2026-04-10')
    expect(of(aCaseFile([base, appraised]), '2026-04-11', 'C-00').map(({ action }) => action)).toEqual(['把考核结果书面告知本人', '公示考核结果', '考核评议并报县级'])
    expect(of(aCaseFile([base, appraised], { birthDate: '2009-01-01' }), '2026-04-11', 'C-00').map(({ action }) => action)).not.toContain('公示考核结果')
  })

  it('[C-00] what was reported is the county’s to decide; once decided the next cycle is the office’s again', () => {
    const proposed = fact('appraisalProposed', '2026-04-10', { appraisalId: 'procedure-1' })
    const decided = { ...fact('appraised', '2026-04-15', { told: true, published: true }), id: 'procedure-1' } as FactInput
    const asked = (...facts: FactInput[]) => of(aCaseFile([base, ...facts]), '2026-04-20', 'C-00').map(({ actor, action, nominalDueOn }) => [actor, action, nominalDueOn])
    expect(asked(proposed)).toEqual([['COUNTY', '对考核建议作出决定', '2026-04-20']])
    expect(asked(proposed, decided)).toEqual([['OFFICE', '考核评议并报县级', '2026-07-25']])
  })

  it('[C-07] thirty days for the court, for the organ where the committal is proposed', () => {
    const sent = (what: string) => aCaseFile([base, fact('proposalSent', '2026-05-08', { what })])
    expect(of(sent('REVOKE_PROBATION'), '2026-05-09', 'C-07')).toMatchObject([{ nominalDueOn: '2026-06-07', dueOn: '2026-06-08', actor: 'COURT' }])
    expect(of(sent('COMMIT'), '2026-05-09', 'C-07')).toMatchObject([{ actor: 'DECISION_ORGAN' }])
    expect(of(aCaseFile([base, fact('proposalSent', '2026-05-08', { what: 'COMMIT' }), fact('proposalDecided', '2026-06-01', { proposalId: 'proposalSent-2026-05-08', granted: true })]), '2026-06-02', 'C-07')).toEqual([])
  })

  it('[C-08] forty-eight hours by the clock, over midnight and without regard to holidays; thirty days of custody', () => {
    const request = fact('arrestRequested', '2026-05-01', { at: '2026-05-01T16:30:00.000Z' })
    expect(of(aCaseFile([base, request]), '2026-05-02', 'C-08')).toMatchObject([{ dueOn: '2026-05-04', nominalDueOn: '2026-05-04' }])
    expect(of(aCaseFile([base, request]), '2026-05-02', 'C-08')[0]?.basis).toContain('2026年5月2日00:30起48小时，至2026年5月4日00:30')
    const facts = [base, fact('proposalSent', '2026-05-01', { what: 'REVOKE_PROBATION' }), request, fact('arrestDecided', '2026-05-03', { requestId: 'arrestRequested-2026-05-01', arrested: true })]
    expect(of(aCaseFile(facts), '2026-05-04', 'C-08')).toMatchObject([{ dueOn: '2026-06-02' }])
  })

  it('[C-09] the ladder: at once, a day, ten days; each rung goes when done', () => {
    const lost = fact('absenceStarted', '2026-05-10')
    expect(of(aCaseFile([base, lost]), '2026-05-10', 'C-09').map(({ dueOn, severity }) => `${dueOn} ${severity}`)).toEqual(['2026-05-10 due', '2026-05-11 soon', '2026-05-11 soon', '2026-05-20 coming'])
    const absenceId = 'absenceStarted-2026-05-10'
    const acted = [lost, fact('searchStarted', '2026-05-10', { absenceId }), { ...fact('notified', '2026-05-11', { about: absenceId, to: 'POLICE' }), id: 'n1' }, { ...fact('notified', '2026-05-11', { about: absenceId, to: 'PROCURATORATE' }), id: 'n2' }] as FactInput[]
    expect(of(aCaseFile([base, ...acted]), '2026-05-20', 'C-09')).toHaveLength(1)
    expect(of(aCaseFile([base, ...acted]), '2026-05-21', 'C-09')).toEqual([])
    expect(of(aCaseFile([base, lost, fact('absenceEnded', '2026-05-12', { absenceId })]), '2026-05-13', 'C-09')).toEqual([])
  })

  it('[C-04] [C-05] six days before an absence exceeds a month; a month is a month, short or long', () => {
    const listed = (start: string, date: string, category: 'PROBATION' | 'PAROLE' = 'PROBATION') => of(aCaseFile([base, fact('absenceStarted', start)], { category }), date, category === 'PROBATION' ? 'C-04' : 'C-05').map(({ dueOn }) => dueOn)
    expect([listed('2026-05-10', '2026-06-03'), listed('2026-05-10', '2026-06-04'), listed('2026-05-10', '2026-06-10'), listed('2026-05-10', '2026-06-11')]).toEqual([[], ['2026-06-10'], ['2026-06-10'], []])
    expect([listed('2026-01-31', '2026-02-28'), listed('2026-04-30', '2026-05-31', 'PAROLE'), listed('2026-03-31', '2026-04-30')]).toEqual([['2026-02-28'], ['2026-05-31'], ['2026-04-30']])
  })

  it('[C-10] [C-12] [C-13] [C-14] [S-01] [H-04] others’ notices, breaches, incidents, death, letters, complaints', () => {
    expect(of(aCaseFile([base, fact('detained', '2026-05-11')]), '2026-05-11', 'C-10')).toMatchObject([{ dueOn: '2026-05-14', actor: 'OTHER_ORGAN' }])
    expect(of(aCaseFile([base, fact('detained', '2026-05-11', { noticeReceivedOn: '2026-05-12' })]), '2026-05-12', 'C-10')).toEqual([])
    expect(of(aCaseFile([base, fact('breach', '2026-05-11', { type: 'LEAVE' })]), '2026-05-12', 'C-12')).toMatchObject([{ nominalDueOn: '2026-05-21', actor: 'OFFICE' }])
    expect(of(aCaseFile([base, fact('breach', '2026-05-11', { type: 'LEAVE' }), fact('admonition', '2026-05-15', { groundIds: ['breach-2026-05-11'] })]), '2026-05-16', 'C-12')).toEqual([])
    expect(of(aCaseFile([base, fact('incident', '2026-05-11')]), '2026-05-11', 'C-13')).toHaveLength(3)
    expect(obligations(aCaseFile([base, fact('death', '2026-05-11')]), day('2026-05-11'), Policy.parse({}), holidays).map(({ ruleId }) => ruleId)).toEqual(['C-14', 'C-14', 'C-14', 'D-06'])
    expect(of(aCaseFile([base, fact('supervisionOpinion', '2026-05-11', { replyBy: '2026-05-20' })]), '2026-05-12', 'S-01')).toMatchObject([{ dueOn: '2026-05-20' }])
    expect(of(aCaseFile([base, fact('supervisionOpinion', '2026-05-11')]), '2026-05-12', 'S-01')).toMatchObject([{ nominalDueOn: '2026-06-10' }])
    expect(of(aCaseFile([base, fact('complaint', '2026-05-11'), fact('complaintAnswered', '2026-05-12', { complaintId: 'complaint-2026-05-11' })]), '2026-05-12', 'H-04')).toEqual([])
    expect(of(aCaseFile([base, fact('complaint', '2026-05-11')]), '2026-05-12', 'H-04')).toHaveLength(1)
  })
})

describe('the end', () => {
  const actions = (facts: FactInput[], date: string, ruleId: string, subject: object = {}) => of(aCaseFile([base, ...facts], { termEnd: '2026-10-03', ...subject }), date, ruleId).map(({ dueOn, severity }) => `${dueOn} ${severity}`)
  it('[D-01] the summary thirty days before, listed fifteen days earlier', () => {
    expect(['2026-08-18', '2026-08-19', '2026-09-03', '2026-09-04'].map((date) => actions([], date, 'D-01')[0])).toEqual([undefined, '2026-09-03 soon', '2026-09-03 due', '2026-09-03 overdue'])
    expect(actions([fact('personalSummary', '2026-09-01'), fact('dischargeAppraised', '2026-09-20')], '2026-10-01', 'D-01')).toEqual([])
  })

  it('[D-02] [D-03] on the last day, also in a holiday: nobody stays a day longer; the three notices after it', () => {
    expect(['2026-10-02', '2026-10-03', '2026-10-04'].map((date) => actions([], date, 'D-03')[0])).toEqual(['2026-10-03 soon', '2026-10-03 due', '2026-10-03 overdue'])
    expect(actions([], '2026-10-03', 'D-02')).toHaveLength(1)
    const certificate = fact('certificateIssued', '2026-10-03')
    expect(of(aCaseFile([base, certificate], { termEnd: '2026-10-03' }), '2026-10-04', 'D-03').map(({ action }) => action)).toEqual(['把解除矫正的情况通知社区矫正决定机关', '把解除矫正的情况通知所在地检察院', '把解除矫正的情况通知所在地公安机关'])
    expect(obligations(aCaseFile([base, certificate], { termEnd: '2026-10-03' }), day('2026-10-04'), Policy.parse({}), holidays).every(({ ruleId }) => ruleId === 'D-03')).toBe(true)
  })

  it('[D-04] [D-05] prison or police release their own; custody or an open proposal blocks discharge', () => {
    expect([actions([], '2026-09-03', 'D-04', { category: 'TEMP_OUTSIDE', temporaryApprovedBy: 'PRISON' }), actions([], '2026-09-30', 'D-02', { category: 'TEMP_OUTSIDE', temporaryApprovedBy: 'PRISON' })]).toEqual([['2026-10-03 soon'], []])
    for (const open of [fact('detained', '2026-09-01'), fact('proposalSent', '2026-09-01', { what: 'REVOKE_PROBATION' })])
      expect([actions([open], '2026-10-03', 'D-05'), actions([open], '2026-10-03', 'D-03')]).toEqual([['2026-10-03 due'], []])
    expect(actions([fact('detained', '2026-09-01'), fact('released', '2026-09-05', { detentionId: 'detained-2026-09-01' })], '2026-10-03', 'D-05')).toEqual([])
  })

  it('[RU3] facts of later days are not known, rules not yet in force are silent, order is by day', () => {
    const file = aCaseFile([base, fact('breach', '2026-05-11', { type: 'LEAVE' })])
    expect(of(file, '2026-05-10', 'C-12')).toEqual([])
    const old = aCaseFile([{ ...base, on: '2020-05-12' } as FactInput], { termStart: '2020-05-10', termEnd: '2022-05-09' })
    expect(obligations(old, day('2020-06-30'), Policy.parse({}), holidays).map(({ ruleId }) => ruleId)).toEqual(['I-15'])
    // The exit ban rests on an older law than the rest.
    expect(obligations(old, day('2020-07-01'), Policy.parse({}), holidays).length).toBeGreaterThan(3)
    const days = obligations(file, day('2026-05-20'), Policy.parse({}), holidays).map(({ nominalDueOn }) => nominalDueOn)
    expect(days).toEqual([...days].sort())
  })
})

import { describe, expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import type { CaseFile } from '../case/case-file.ts'
import { Policy } from '../policy.ts'
import { obligations } from './obligations.ts'

const on = (file: CaseFile, date: string, policy = Policy.parse({})) => obligations(file, day(date), policy, holidays)
const of = (file: CaseFile, date: string, ruleId: string) => on(file, date).filter((one) => one.ruleId === ruleId)
const effective = (date: string) => ({ kind: 'judgmentEffective', id: 'j', on: date }) as FactInput

describe('assessment and hand-over', () => {
  it('[I-01] [I-02] ten and five working days over a holiday with worked weekends; an opinion ends it', () => {
    const commission = (expedited: boolean) => ({ kind: 'assessmentCommissioned', id: 'c', on: '2026-02-12', expedited }) as FactInput
    expect(of(aCaseFile([commission(false)]), '2026-02-12', 'I-01')).toMatchObject([{ dueOn: '2026-03-04', nominalDueOn: '2026-03-04', severity: 'coming', actor: 'COUNTY' }])
    expect(of(aCaseFile([commission(true)]), '2026-02-12', 'I-02')).toMatchObject([{ dueOn: '2026-02-26' }])
    const severity = (date: string) => of(aCaseFile([commission(false)]), date, 'I-01')[0]?.severity
    expect(['2026-02-28', '2026-03-01', '2026-03-03', '2026-03-04', '2026-03-05'].map(severity)).toEqual(['coming', 'soon', 'soon', 'due', 'overdue'])
    const done = { kind: 'assessmentSubmitted', id: 'a', on: '2026-03-05', commissionId: 'c' } as FactInput
    expect(of(aCaseFile([commission(false), done]), '2026-03-05', 'I-01')).toEqual([])
    expect(of(aCaseFile([commission(false), done]), '2026-03-04', 'I-01')).toHaveLength(1)
  })

  it('[I-03] the procuratorate is told on the day, of the commission and of the opinion', () => {
    const facts = [{ kind: 'assessmentCommissioned', id: 'c', on: '2026-03-02' }, { kind: 'assessmentSubmitted', id: 'a', on: '2026-03-05', commissionId: 'c' }] as FactInput[]
    expect(of(aCaseFile(facts), '2026-03-05', 'I-03').map(({ dueOn, severity }) => [dueOn, severity])).toEqual([['2026-03-02', 'overdue'], ['2026-03-05', 'due']])
    const told = ['c', 'a'].map((about) => ({ kind: 'notified', id: `n${about}`, on: '2026-03-05', about, to: 'PROCURATORATE' })) as FactInput[]
    expect(of(aCaseFile([...facts, ...told]), '2026-03-05', 'I-03')).toEqual([])
  })

  it('[I-04] five days to notify, ten to deliver; both are the other organ’s', () => {
    const file = aCaseFile([effective('2026-03-02')])
    expect(of(file, '2026-03-02', 'I-04').map(({ nominalDueOn, dueOn, actor }) => [nominalDueOn, dueOn, actor])).toEqual([['2026-03-07', '2026-03-09', 'DECISION_ORGAN'], ['2026-03-12', '2026-03-12', 'DECISION_ORGAN']])
    expect(of(aCaseFile([effective('2026-03-02'), { kind: 'documentsReceived', id: 'd', on: '2026-03-20' } as FactInput]), '2026-03-20', 'I-04')).toEqual([])
  })

  it('[I-05] [I-06] the receipt within five days; missing documents five days after reporting in, until complete', () => {
    const received = (complete: boolean) => ({ kind: 'documentsReceived', id: 'd', on: '2026-03-02', complete }) as FactInput
    expect(of(aCaseFile([received(true)]), '2026-03-02', 'I-05')).toMatchObject([{ nominalDueOn: '2026-03-07', dueOn: '2026-03-09' }])
    expect(of(aCaseFile([received(true), { kind: 'receiptSent', id: 'r', on: '2026-03-09' } as FactInput]), '2026-03-09', 'I-05')).toEqual([])
    expect(of(aCaseFile([reportedIn('2026-03-02')]), '2026-03-03', 'I-06')).toMatchObject([{ nominalDueOn: '2026-03-07', actor: 'COUNTY' }])
    const asked = { kind: 'organAskedForDocuments', id: 'o', on: '2026-03-03' } as FactInput
    expect(of(aCaseFile([reportedIn('2026-03-02'), asked, received(false)]), '2026-03-30', 'I-06')).toMatchObject([{ actor: 'DECISION_ORGAN', severity: 'overdue' }])
    expect(of(aCaseFile([reportedIn('2026-03-02'), received(false), received(true)]), '2026-03-30', 'I-06')).toEqual([])
  })

  it('[I-07] ten days to report in, over the Spring Festival: both days shown, late only after the rolled one', () => {
    const file = aCaseFile([effective('2026-02-06')])
    expect(of(file, '2026-02-06', 'I-07')).toMatchObject([{ nominalDueOn: '2026-02-16', dueOn: '2026-02-24', actor: 'SUBJECT', verified: true, evidence: ['j'] }])
    expect(of(file, '2026-02-06', 'I-07')[0]?.basis).toBe('《社区矫正法》第二十一条第一款：2026年2月6日起10日内（当日不算），至2026年2月16日，该日为休息日，顺延至2026年2月24日。')
    const severity = (date: string) => of(file, date, 'I-07')[0]?.severity
    expect(['2026-02-12', '2026-02-13', '2026-02-16', '2026-02-24', '2026-02-25'].map(severity)).toEqual(['coming', 'soon', 'due', 'due', 'overdue'])
    expect(of(aCaseFile([effective('2026-02-06'), reportedIn('2026-02-24')]), '2026-02-25', 'I-07')).toEqual([])
    expect(of(aCaseFile([effective('2026-02-06'), { kind: 'detained', id: 'x', on: '2026-02-07' } as FactInput]), '2026-02-08', 'I-07')[0]?.dueOn).toBe('2026-02-16')
  })

  it('[I-08] who serves outside prison is handed over, and does not report in himself', () => {
    const file = aCaseFile([effective('2026-03-02'), { kind: 'temporaryDecisionReceived', id: 't', on: '2026-03-03' } as FactInput], { category: 'TEMP_OUTSIDE' })
    expect(of(file, '2026-03-03', 'I-08')).toMatchObject([{ dueOn: '2026-03-13', actor: 'HANDOVER_ORGAN' }])
    expect(of(file, '2026-03-03', 'I-07')).toEqual([])
  })
})

describe('intake', () => {
  it('[I-09] names what is missing at the desk', () => {
    const file = aCaseFile([{ kind: 'reportedIn', id: 'in', on: '2026-03-02', documentsChecked: true, registered: true } as FactInput])
    expect(of(file, '2026-03-02', 'I-09')).toMatchObject([{ action: '补做：核实身份、建立档案', severity: 'due' }])
    expect(of(aCaseFile([reportedIn('2026-03-02')]), '2026-03-02', 'I-09')).toEqual([])
  })

  it('[I-11] [I-12] group, letter and declaration within the set working days; the office declares only if delegated', () => {
    const file = aCaseFile([reportedIn('2026-04-30')])
    expect(of(file, '2026-04-30', 'I-11').map(({ action, dueOn }) => [action, dueOn])).toEqual([['确定矫正小组', '2026-05-11'], ['与矫正小组签订责任书', '2026-05-11']])
    expect(of(file, '2026-04-30', 'I-12')).toMatchObject([{ dueOn: '2026-05-11', actor: 'COUNTY', action: '组织入矫宣告' }])
    const policy = Policy.parse({ intakeDeclarationDays: 3, delegations: [{ officeId: '331121001', power: 'INTAKE_DECLARATION', from: '2026-01-01' }] })
    expect(on(file, '2026-04-30', policy).find(({ ruleId }) => ruleId === 'I-12')).toMatchObject({ dueOn: '2026-05-08', actor: 'OFFICE' })
    expect(of(aCaseFile([reportedIn('2026-04-30')], { birthDate: '2009-01-01' }), '2026-04-30', 'I-12')[0]?.action).toContain('不公开')
    expect(of(aCaseFile([reportedIn('2026-04-30'), { kind: 'intakeDeclared', id: 'd', on: '2026-05-06' } as FactInput]), '2026-05-07', 'I-12')).toEqual([])
  })

  it('[I-13] a plan, its review each cycle, its change with the level', () => {
    const base = [reportedIn('2026-03-02')]
    expect(of(aCaseFile(base), '2026-03-03', 'I-13')).toMatchObject([{ action: '制定矫正方案', dueOn: '2026-03-12' }])
    const plan = { kind: 'planMade', id: 'p', on: '2026-03-10' } as FactInput
    expect(of(aCaseFile([...base, plan]), '2026-03-11', 'I-13')).toMatchObject([{ action: '复核矫正方案', dueOn: '2026-06-10' }])
    const changed = { kind: 'levelChanged', id: 'l', on: '2026-04-01', level: 'STRICT' } as FactInput
    expect(of(aCaseFile([...base, plan, changed]), '2026-04-02', 'I-13')).toMatchObject([{ nominalDueOn: '2026-04-11', evidence: ['l'] }])
    expect(of(aCaseFile([...base, plan, changed, { kind: 'planReviewed', id: 'r', on: '2026-04-05' } as FactInput]), '2026-04-06', 'I-13')).toMatchObject([{ action: '复核矫正方案', nominalDueOn: '2026-07-05', dueOn: '2026-07-06' }])
  })

  it('[I-15] the exit ban is reported after intake and lifted after discharge', () => {
    const base = [reportedIn('2026-03-02')]
    expect(of(aCaseFile(base), '2026-03-03', 'I-15')).toMatchObject([{ nominalDueOn: '2026-03-07' }])
    const reported = { kind: 'exitBanReported', id: 'e', on: '2026-03-05' } as FactInput
    const certificate = { kind: 'certificateIssued', id: 'z', on: '2028-01-09' } as FactInput
    expect(of(aCaseFile([...base, reported]), '2027-03-03', 'I-15')).toEqual([])
    expect(of(aCaseFile([...base, reported, certificate]), '2028-01-10', 'I-15')).toMatchObject([{ action: '已解除矫正，撤销不准出境报备' }])
    expect(of(aCaseFile([...base, reported, certificate, { kind: 'exitBanLifted', id: 'y', on: '2028-01-11' } as FactInput]), '2028-01-11', 'I-15')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import { Policy, type PolicyInput } from '../policy.ts'
import { countersOf } from './counters.ts'
import { suggestSanction } from './suggest-sanction.ts'

const base = reportedIn('2026-01-12')
const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
const breach = (on: string, more: object = {}) => fact('breach', on, { type: 'REPORTING', ...more })
const full = (facts: FactInput[], on: string, subject: object = {}, policy: PolicyInput = {}) => suggestSanction(aCaseFile([base, ...facts], subject), day(on), Policy.parse(policy), holidays)
const said = (...args: Parameters<typeof full>) => full(...args).map(({ ruleId, kind, clause }) => `${ruleId} ${kind} ${clause}`)

describe('admonition and warning', () => {
  it('[C-01] [C-02] ten days away are an admonition, eleven a warning; the first day does not count', () => {
    const away = (to: string) => [fact('absenceStarted', '2026-05-01'), fact('absenceEnded', to, { absenceId: 'absenceStarted-2026-05-01' })]
    expect(said(away('2026-05-11'), '2026-05-20')).toEqual(['C-01 ADMONITION 第（一）项'])
    expect(said(away('2026-05-12'), '2026-05-20')).toEqual(['C-02 WARNING 第（二）项'])
    expect([said([fact('absenceStarted', '2026-05-01')], '2026-05-11'), said([fact('absenceStarted', '2026-05-01')], '2026-05-12')]).toEqual([['C-01 ADMONITION 第（一）项'], ['C-02 WARNING 第（二）项']])
    expect(full(away('2026-05-11'), '2026-05-20')[0]).toMatchObject({ evidence: ['absenceStarted-2026-05-01', 'absenceEnded-2026-05-11'], verified: false, blocked: null })
    expect(said([fact('absenceStarted', '2026-05-01', { excused: true })], '2026-05-20')).toEqual([])
  })

  it('[C-01] late reporting in counts from the rolled day; a short absence that was admonished and grows is a new matter', () => {
    const late = (on: string, date: string) => suggestSanction(aCaseFile([fact('judgmentEffective', '2026-02-06'), reportedIn(on)]), day(date), Policy.parse({}), holidays).map(({ ruleId }) => ruleId)
    expect([late('2026-02-24', '2026-03-20'), late('2026-02-25', '2026-03-20'), late('2026-03-06', '2026-03-20'), late('2026-03-07', '2026-03-20')]).toEqual([[], ['C-01'], ['C-01'], ['C-02']])
    const grown = [fact('absenceStarted', '2026-05-01'), fact('admonition', '2026-05-08', { groundIds: ['absenceStarted-2026-05-01'] })]
    expect([said(grown, '2026-05-11'), said(grown, '2026-05-12')]).toEqual([[], ['C-02 WARNING 第（二）项']])
  })

  it('[C-01] [C-02] by kind and gravity; education and re-examination are taught first', () => {
    const one = (more: object) => said([breach('2026-05-11', more)], '2026-05-12')
    expect(one({})).toEqual(['C-01 ADMONITION 第（二）项'])
    expect(one({ type: 'EDUCATION' })).toEqual(['C-12 TEACHING 先行教育'])
    expect(one({ type: 'EDUCATION', afterTeaching: true })).toEqual(['C-01 ADMONITION 第（三）项'])
    expect(one({ type: 'OTHER' })).toEqual(['C-01 ADMONITION 第（四）项'])
    expect(one({ type: 'INJUNCTION' })).toEqual(['C-02 WARNING 第（一）项'])
    expect(one({ type: 'LEAVE', gravity: 'SERIOUS' })).toEqual(['C-02 WARNING 第（三）项'])
    expect(one({ type: 'MEDICAL', afterTeaching: true })).toEqual(['C-02 WARNING 第（四）项'])
    expect(one({ type: 'OTHER', gravity: 'SERIOUS' })).toEqual(['C-02 WARNING 第（六）项'])
  })

  it('[C-02] two admonitions and then a breach: a warning; one admonition, the same day, or an answered breach: not', () => {
    const two = [fact('admonition', '2026-03-01'), fact('admonition', '2026-04-01')]
    const [made] = full([...two, breach('2026-04-02')], '2026-04-03')
    expect(made).toMatchObject({ ruleId: 'C-02', clause: '第（五）项', evidence: ['admonition-2026-03-01', 'admonition-2026-04-01', 'breach-2026-04-02'] })
    expect(made?.counter).toBe('训诫 2 次（最近一次警告之后 2 次），警告 0 次')
    expect(said([...two, breach('2026-04-01')], '2026-04-03')).toEqual(['C-01 ADMONITION 第（二）项'])
    expect(said([two[1]!, breach('2026-04-02')], '2026-04-03')).toEqual(['C-01 ADMONITION 第（二）项'])
    expect(said([...two, breach('2026-04-02'), fact('warning', '2026-04-05', { groundIds: ['breach-2026-04-02'] })], '2026-04-06')).toEqual([])
    expect(said(two, '2026-04-03')).toEqual([])
    const reset = [...two, fact('warning', '2026-04-10'), breach('2026-04-12')]
    expect([said(reset, '2026-04-13'), said(reset, '2026-04-13', {}, { admonitionsResetByWarning: true })]).toEqual([['C-02 WARNING 第（五）项'], ['C-01 ADMONITION 第（二）项']])
  })

  it('[C-03] the request to the police, blocked for parole; surveillance by the injunction alone', () => {
    expect(full([breach('2026-05-11', { publicSecurity: true })], '2026-05-12').find(({ ruleId }) => ruleId === 'C-03')).toMatchObject({ kind: 'PENALTY_REQUEST', blocked: null, verified: true })
    expect(full([breach('2026-05-11', { publicSecurity: true })], '2026-05-12', { category: 'PAROLE' }).find(({ ruleId }) => ruleId === 'C-03')?.blocked).toContain('没有列假释')
    expect(said([breach('2026-05-11', { type: 'INJUNCTION', gravity: 'SERIOUS' })], '2026-05-12', { category: 'SURVEILLANCE' })).toEqual(['C-03 PENALTY_REQUEST 违反监督管理规定或者禁止令，依法应予治安管理处罚'])
  })
})

describe('revocation and committal', () => {
  const ids = (...args: Parameters<typeof full>) => full(...args).map(({ ruleId }) => ruleId)
  it('[C-04] [C-05] longer than a month by A4: months of 28, 29, 30 and 31 days', () => {
    const cases = [['2026-02-10', '2026-03-10'], ['2024-02-10', '2024-03-10'], ['2026-04-10', '2026-05-10'], ['2026-05-10', '2026-06-10'], ['2026-01-31', '2026-02-28'], ['2024-01-31', '2024-02-29'], ['2026-04-30', '2026-05-31']] as const
    for (const [from, last] of cases) {
      const file = aCaseFile([reportedIn('2024-01-02'), fact('absenceStarted', from)], { termStart: '2024-01-02', termEnd: '2028-01-01' })
      const on = (date: string) => suggestSanction(file, day(date), Policy.parse({}), holidays).some(({ ruleId }) => ruleId === 'C-04')
      const next = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
      expect([on(last), on(next)], from).toEqual([false, true])
    }
    expect(ids([fact('absenceStarted', '2026-05-10')], '2026-06-11', { category: 'PAROLE' })).toEqual(['C-02', 'C-05'])
    expect(ids([fact('absenceStarted', '2026-05-10')], '2026-06-11', { category: 'SURVEILLANCE' })).toEqual(['C-02'])
  })

  it('[C-04] two warnings and then a breach; not before it; serious injunction; penalty not heeded; nothing while a proposal is open', () => {
    const two = [fact('warning', '2026-03-01'), fact('warning', '2026-04-01')]
    expect(ids(two, '2026-04-02')).toEqual([])
    expect(full([...two, breach('2026-04-05')], '2026-04-06').find(({ ruleId }) => ruleId === 'C-04')).toMatchObject({ kind: 'REVOKE_PROBATION', clause: '第（四）项', evidence: ['warning-2026-03-01', 'warning-2026-04-01', 'breach-2026-04-05'] })
    expect(ids([two[0]!, breach('2026-04-05')], '2026-04-06')).toEqual(['C-01'])
    expect(ids([...two, breach('2026-04-05')], '2026-04-06', { category: 'PAROLE' })).toContain('C-05')
    expect(said([breach('2026-04-05', { type: 'INJUNCTION', gravity: 'SERIOUS' })], '2026-04-06')).toEqual(['C-04 REVOKE_PROBATION 第（一）项'])
    expect(said([fact('penalty', '2026-04-01'), breach('2026-04-05')], '2026-04-06')).toContain('C-04 REVOKE_PROBATION 第（三）项')
    expect(said([fact('penalty', '2026-04-01'), breach('2026-04-05')], '2026-04-06', { category: 'PAROLE' }).filter((one) => one.startsWith('C-05'))).toEqual([])
    expect(said([breach('2026-04-05', { gravity: 'GRAVE' })], '2026-04-06')).toContain('C-04 REVOKE_PROBATION 第（五）项')
    const open = fact('proposalSent', '2026-04-06', { what: 'REVOKE_PROBATION' })
    expect(ids([...two, breach('2026-04-05'), open], '2026-04-07')).not.toContain('C-04')
    expect(ids([...two, breach('2026-04-05'), open, fact('proposalDecided', '2026-05-01', { proposalId: 'proposalSent-2026-04-06', granted: false })], '2026-05-02')).toContain('C-04')
  })

  it('[C-06] at the second warning already, for a person to judge; guarantor, condition, absence after a warning', () => {
    const temporary = { category: 'TEMP_OUTSIDE', temporaryReason: 'SELF_CARE' }
    expect(said([fact('warning', '2026-03-01')], '2026-04-02', temporary)).toEqual([])
    expect(full([fact('warning', '2026-03-01'), fact('warning', '2026-04-01')], '2026-04-02', temporary)).toMatchObject([{ ruleId: 'C-06', kind: 'COMMIT', clause: '受到两次警告' }])
    expect(ids([fact('guarantorLost', '2026-04-01')], '2026-04-02', temporary)).toEqual(['C-06'])
    expect(ids([fact('guarantorLost', '2026-04-01'), fact('guarantorNamed', '2026-04-02')], '2026-04-02', temporary)).toEqual([])
    expect(ids([fact('temporaryConditionGone', '2026-04-01')], '2026-04-02', temporary)).toEqual(['C-06'])
    const absent = [fact('absenceStarted', '2026-04-01'), fact('warning', '2026-04-13', { groundIds: ['absenceStarted-2026-04-01'] })]
    expect(ids(absent, '2026-04-13', temporary)).toEqual(['C-06'])
  })

  it('[P-05] an overdue re-examination: taught, then warned, then committed', () => {
    const medical = { category: 'TEMP_OUTSIDE', temporaryReason: 'MEDICAL' }
    const review = fact('medicalReview', '2026-03-10')
    expect([said([review], '2026-06-10', medical), said([review], '2026-06-11', medical)]).toEqual([[], ['C-12 TEACHING 先行教育']])
    const taught = fact('teaching', '2026-06-12')
    expect([said([review, taught], '2026-06-12', medical), said([review, taught], '2026-06-13', medical)]).toEqual([[], ['C-02 WARNING 第（四）项']])
    const warned = [review, taught, breach('2026-06-13', { type: 'MEDICAL', afterTeaching: true }), fact('warning', '2026-06-15', { groundIds: ['breach-2026-06-13'] })]
    expect([ids(warned, '2026-06-15', medical), ids(warned, '2026-06-16', medical), ids([...warned, fact('medicalReview', '2026-06-16')], '2026-06-16', medical)]).toEqual([[], ['C-06'], []])
  })

  it('[C-08] a request for arrest only beside a revocation, and only on signs of danger', () => {
    const two = [fact('warning', '2026-03-01'), fact('warning', '2026-04-01'), breach('2026-04-05')]
    const sign = fact('dangerSign', '2026-04-06')
    expect([ids([sign], '2026-04-06'), ids(two, '2026-04-06').includes('C-08'), ids([...two, sign], '2026-04-06').includes('C-08')]).toEqual([[], false, true])
  })
})

it('[C-R1] [C-R2] six clean months to the day; a deed at any time, once', () => {
  expect([said([], '2026-07-11'), said([], '2026-07-12')]).toEqual([[], ['C-R1 COMMENDATION 接受社区矫正六个月以上']])
  const marked = [breach('2026-05-11'), fact('noSanction', '2026-05-12', { groundIds: ['breach-2026-05-11'] })]
  expect([said(marked, '2026-11-10'), said(marked, '2026-11-11')]).toEqual([[], ['C-R1 COMMENDATION 接受社区矫正六个月以上']])
  expect(said([fact('merit', '2026-02-01')], '2026-02-02')).toEqual(['C-R2 COMMENDATION 突出表现'])
  expect(said([fact('merit', '2026-02-01'), fact('commendation', '2026-02-03', { groundIds: ['merit-2026-02-01'] })], '2026-02-04')).toEqual([])
})

it('[RU4] counters come from the facts of the day', () => {
  const leave = fact('leaveApproved', '2026-05-01', { appliedOn: '2026-05-01', from: '2026-05-02', to: '2026-05-11', destinationCounty: '330106', approvedBy: 'COUNTY' })
  const file = aCaseFile([base, leave, fact('admonition', '2026-03-01'), fact('warning', '2026-04-01'), fact('admonition', '2026-05-20'), fact('absenceStarted', '2026-05-25')])
  const on = (date: string) => countersOf(file, day(date), Policy.parse({}), holidays)
  expect(on('2026-06-01')).toEqual({ admonitions: 2, admonitionsSinceWarning: 1, warnings: 1, penalties: 0, absentDays: 7, leaveDaysRolling: 10, monthsServed: 4 })
  expect([on('2026-05-05').leaveDaysRolling, on('2026-07-05').leaveDaysRolling, on('2026-08-01').leaveDaysRolling, on('2026-06-12').monthsServed]).toEqual([4, 6, 0, 5])
})

import { describe, expect, it } from 'vitest'
import { aCaseFile, day, type FactInput, holidays, reportedIn } from '../../../tests/factories/case-file.ts'
import { checkCase } from '../case/check-case.ts'
import type { CaseFile } from '../case/case-file.ts'
import { evaluateCase } from '../evaluate.ts'
import { Policy, type PolicyInput } from '../policy.ts'
import { obligations } from './obligations.ts'

const of = (file: CaseFile, date: string, ruleId: string, policy: PolicyInput = {}) => obligations(file, day(date), Policy.parse(policy), holidays).filter((one) => one.ruleId === ruleId).map(({ nominalDueOn, action }) => `${nominalDueOn} ${action}`)
const texts = (file: CaseFile, date: string, ruleId: string) => checkCase(file, day(date), Policy.parse({})).filter((one) => one.ruleId === ruleId).map(({ level }) => level)
const fact = (kind: string, on: string, more: object = {}) => ({ kind, id: `${kind}-${on}`, on, ...more }) as FactInput
const base = reportedIn('2026-01-12')
const minor = { birthDate: '2010-05-04' }

describe('duties', () => {
  it('[L-09] who is away without leave is ordered back, until he has been told or is back; lost contact is searched for instead', () => {
    const away = (cause: string) => fact('absenceStarted', '2026-05-10', { cause })
    expect(of(aCaseFile([base, away('NOT_RETURNED')]), '2026-05-10', 'L-09')).toEqual(['2026-05-10 责令立即返回（通知对象本人），并依法处理'])
    expect(of(aCaseFile([base, away('LOST_CONTACT')]), '2026-05-10', 'L-09')).toEqual([])
    for (const met of [fact('notified', '2026-05-11', { about: 'absenceStarted-2026-05-10', to: 'SUBJECT' }), fact('absenceEnded', '2026-05-11', { absenceId: 'absenceStarted-2026-05-10' })])
      expect([of(aCaseFile([base, away('UNAUTHORISED'), met]), '2026-05-10', 'L-09').length, of(aCaseFile([base, away('UNAUTHORISED'), met]), '2026-05-11', 'L-09').length]).toEqual([1, 0])
  })

  it('[V-04] what goes on and was not stopped is the police’s at once', () => {
    const breach = (more: object) => aCaseFile([base, fact('breach', '2026-05-10', { type: 'INJUNCTION', ...more })])
    expect([of(breach({ inProgress: true, stopped: false }), '2026-05-10', 'V-04').length, of(breach({ inProgress: true }), '2026-05-10', 'V-04').length, of(breach({ stopped: false }), '2026-05-10', 'V-04').length]).toEqual([1, 0, 0])
    expect(of(aCaseFile([base, fact('breach', '2026-05-10', { type: 'LEAVE', inProgress: true, stopped: false }), fact('notified', '2026-05-10', { about: 'breach-2026-05-10', to: 'POLICE' })]), '2026-05-10', 'V-04')).toEqual([])
  })

  it('[P-02] a reported change is looked into by a visit, a talk or a contact that reached him, on that day or later', () => {
    const reported = fact('eventReported', '2026-05-10', { about: 'JOB' })
    expect(of(aCaseFile([base, reported]), '2026-05-11', 'P-02')).toEqual(['2026-05-20 核实对象报告的变动'])
    const met = (kind: string, on: string, more: object = {}) => of(aCaseFile([base, reported, fact(kind, on, more)]), '2026-05-12', 'P-02').length
    expect([met('visit', '2026-05-09'), met('visit', '2026-05-10'), met('contact', '2026-05-11', { reached: false }), met('contact', '2026-05-11'), met('talk', '2026-05-12')]).toEqual([1, 0, 1, 0, 0])
  })

  it('[P-08] the county’s own review of an illness, only where it has set how often, to the day', () => {
    const subject = { category: 'TEMP_OUTSIDE', temporaryReason: 'MEDICAL' } as const
    const due = (months: number, facts: FactInput[] = [], more: object = subject) => of(aCaseFile([base, ...facts], more), '2026-04-01', 'P-08', { temporaryReviewMonths: months })
    expect([due(0), due(3), due(3, [], { ...subject, temporaryReason: 'SELF_CARE' }), due(3, [fact('temporaryReviewed', '2026-03-31')])]).toEqual([[], ['2026-04-12 组织审查是否仍符合暂予监外执行条件'], [], []])
    expect(of(aCaseFile([base], subject), '2026-03-27', 'P-08', { temporaryReviewMonths: 3 })).toEqual([])
    expect(of(aCaseFile([base], subject), '2026-03-28', 'P-08', { temporaryReviewMonths: 3 })).toHaveLength(1)
  })

  it('[M-11] handed over on the county’s day, then taken over; [M-09] prison or police tell the new county in five days', () => {
    const step = (name: string, on: string, more: object = {}) => fact('officeChange', on, { changeId: 'c', step: name, ...more })
    const granted = step('GRANTED', '2026-05-08', { toOfficeId: '331102002', effectiveOn: '2026-05-20' })
    expect(of(aCaseFile([base, granted]), '2026-05-09', 'M-11')).toEqual(['2026-05-20 向新司法所移交工作档案'])
    expect(of(aCaseFile([base, granted, step('HANDED_OVER', '2026-05-20')]), '2026-05-20', 'M-11')).toEqual(['2026-05-21 新司法所接收工作档案'])
    expect(of(aCaseFile([base, granted, step('HANDED_OVER', '2026-05-20'), step('ACCEPTED', '2026-05-21')]), '2026-05-21', 'M-11')).toEqual([])
    const moved = [fact('placeChange', '2026-05-01', { changeId: 'm', step: 'GRANTED' }), { ...fact('placeChange', '2026-05-06', { changeId: 'm', step: 'TRANSFERRED' }), id: 't' } as FactInput]
    const of9 = (temporaryApprovedBy: 'PRISON' | 'COURT', more: FactInput[] = []) => of(aCaseFile([base, ...moved, ...more], { category: 'TEMP_OUTSIDE', temporaryApprovedBy }), '2026-05-07', 'M-09').map((text) => text.slice(0, 10))
    expect([of9('PRISON'), of9('COURT'), of9('PRISON', [fact('placeChange', '2026-05-07', { changeId: 'm', step: 'CUSTODY_TOLD' })])]).toEqual([['2026-05-11'], [], []])
  })

  it('[C-11] thirty days for the ruling; the term never below half of the sentence, a half month being fifteen days', () => {
    const sent = fact('commutationSent', '2026-05-08')
    expect(of(aCaseFile([base, sent]), '2026-05-09', 'C-11')).toEqual(['2026-06-07 对减刑建议作出裁定（到期未收到的，跟进并记录）'])
    const ruled = (newEnd: string, sentenceMonths: number) => {
      const file = aCaseFile([base, sent, fact('commutationRuled', '2026-06-01', { sentId: 'commutationSent-2026-05-08', granted: true, newEnd })], { category: 'SURVEILLANCE', sentenceMonths })
      expect(of(file, '2026-06-01', 'C-11')).toEqual([])
      return texts(file, '2026-06-01', 'C-11')
    }
    expect([ruled('2027-01-08', 24), ruled('2027-01-09', 24), ruled('2026-12-23', 23), ruled('2026-12-24', 23)]).toEqual([['hard'], [], ['hard'], []])
  })

  it('[D-06] revoked, committed or dead: the county confirms the end', () => {
    const decided = (granted: boolean) => aCaseFile([base, fact('proposalSent', '2026-05-08', { what: 'REVOKE_PROBATION' }), fact('proposalDecided', '2026-06-01', { proposalId: 'proposalSent-2026-05-08', granted })])
    expect([of(decided(true), '2026-06-01', 'D-06'), of(decided(false), '2026-06-01', 'D-06')]).toEqual([['2026-06-02 确认矫正终止，办理归档'], []])
    expect(of(aCaseFile([base, fact('death', '2026-06-01')]), '2026-06-01', 'D-06')).toHaveLength(1)
    expect(of(aCaseFile([base, fact('death', '2026-06-01'), fact('closed', '2026-06-01', { reason: 'DEATH' })]), '2026-06-01', 'D-06')).toEqual([])
  })

  it('[Y-04] [Y-05] schooling of a minor; a guardian who refuses is told of, one who listens is not; nothing for an adult', () => {
    const school = (facts: FactInput[], subject: object) => of(aCaseFile([base, ...facts], { schooling: 'UNFINISHED', ...subject }), '2026-02-01', 'Y-04').length
    expect([school([], minor), school([fact('helped', '2026-01-20', { type: 'SCHOOL' })], minor), school([], {}), school([], { ...minor, schooling: 'FINISHED' })]).toEqual([1, 0, 0, 0])
    const urged = (refused: boolean, more: FactInput[] = []) => of(aCaseFile([base, fact('guardianUrged', '2026-02-02', { refused }), ...more], minor), '2026-02-03', 'Y-05').length
    expect([urged(true), urged(false), urged(true, [fact('notified', '2026-02-03', { about: 'guardianUrged-2026-02-02', to: 'AUTHORITY' })])]).toEqual([1, 0, 0])
  })

  it('[H-01] minutes of the calendar month, only where the county has set them, not in the month of intake', () => {
    const educationMinutes = { STRICT: 0, ORDINARY: 120, LENIENT: 0, BASIC: 0 }
    const left = (date: string, facts: FactInput[] = []) => of(aCaseFile([base, ...facts]), date, 'H-01', { educationMinutes })
    const lesson = (on: string, minutes: number, attended = true) => fact('educated', on, { minutes, attended })
    expect([left('2026-01-31'), left('2026-02-17'), left('2026-02-18'), of(aCaseFile([base]), '2026-02-20', 'H-01')]).toEqual([[], [], ['2026-02-28 本月教育学习还差 120 分钟'], []])
    expect([left('2026-02-20', [lesson('2026-01-31', 200)]), left('2026-02-20', [lesson('2026-02-01', 60), lesson('2026-02-02', 60, false)]), left('2026-02-20', [lesson('2026-02-01', 120)])]).toEqual([['2026-02-28 本月教育学习还差 120 分钟'], ['2026-02-28 本月教育学习还差 60 分钟'], []])
  })
})

describe('findings', () => {
  it('[I-10] what the file lacks, once the days for the plan are over; not for somebody taken over late', () => {
    expect([texts(aCaseFile([base]), '2026-01-22', 'I-10'), texts(aCaseFile([base]), '2026-01-23', 'I-10')]).toEqual([[], ['soft']])
    expect(texts(aCaseFile([base], { recordsFrom: '2026-03-01' }), '2026-03-02', 'I-10')).toEqual([])
    expect(texts(aCaseFile([base, fact('documentsReceived', '2026-01-12'), fact('intakeDeclared', '2026-01-14'), fact('visit', '2026-01-15')]), '2026-02-01', 'I-10')).toEqual([])
  })

  it('[P-02] [V-01] reported late; met somebody without leave, unless it was approved before', () => {
    const met = (...more: FactInput[]) => aCaseFile([base, fact('eventReported', '2026-05-10', { about: 'CONTACT', inTime: false }), ...more])
    expect([texts(met(), '2026-05-10', 'P-02'), texts(met(), '2026-05-10', 'V-01')]).toEqual([['soft'], ['soft']])
    expect([texts(met(fact('contactApproved', '2026-05-10')), '2026-05-11', 'V-01'), texts(met(fact('contactApproved', '2026-05-11')), '2026-05-11', 'V-01')]).toEqual([[], ['soft']])
  })

  it('[Y-01] minors with adults in one room, either way round', () => {
    const together = (kind: string, company: string, subject: object) => texts(aCaseFile([base, fact(kind, '2026-05-10', { company })], subject), '2026-05-10', 'Y-01')
    expect([together('educated', 'ADULTS', minor), together('educated', 'ADULTS', {}), together('activityHeld', 'MINORS', {}), together('activityHeld', 'MINORS', minor), together('educated', 'ALONE', minor)]).toEqual([['hard'], [], ['hard'], [], []])
  })

  it('[H-03] able, jobless, of age and not trained; the ages to the birthday', () => {
    const subject = { employment: 'UNEMPLOYED', ableToWork: true, birthDate: '1971-05-09' } as const
    const says = (more: object, facts: FactInput[] = [], date = '2026-05-09') => texts(aCaseFile([base, ...facts], { ...subject, ...more }), date, 'H-03')
    expect([says({}), says({ employment: 'EMPLOYED' }), says({ ableToWork: false }), says({ ableToWork: null }), says({}, [fact('helped', '2026-05-01', { type: 'JOB' })]), says({}, [fact('helped', '2026-05-01', { type: 'TRAINING' })])]).toEqual([['soft'], [], [], [], ['soft'], []])
    expect([says({ gender: '2' }), says({ gender: '2' }, [], '2026-05-10')]).toEqual([['soft'], []])
  })
})

it('[S-02] the self-check names what an inspection would find, matter by matter, and nothing of a clean case', () => {
  const problems = (facts: FactInput[], date: string) => evaluateCase(aCaseFile(facts), day(date), holidays).selfCheck.filter(({ problems }) => problems.length > 0).map(({ matter }) => matter)
  expect(problems([base, fact('documentsReceived', '2026-01-12'), fact('receiptSent', '2026-01-13'), fact('organNotified', '2026-01-12')], '2026-01-14')).toEqual([])
  expect(problems([base, fact('absenceStarted', '2026-01-14')], '2026-01-26')).toEqual(expect.arrayContaining(['脱离监管', '应当训诫、警告、提请治安管理处罚而没有']))
})

import { describe, expect, it } from 'vitest'
import { aSubject } from '../../../tests/factories/documents.ts'
import { aCaseAround, takeStep } from '../../../tests/factories/procedures.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Values } from '../../domain/values.ts'
import { addDays, LocalDate } from '../../kernel/time.ts'
import type { PolicyInput } from '../../rules/index.ts'
import { decideStep, openNow } from '../decide-step.ts'
import { findProcedureKind } from './index.ts'
import { routeOf as extensionRoute } from './medical-extension.ts'
import { viewProcedure, type ProcedureKind, type Surroundings } from '../procedure-kind.ts'

const d = (text: string): LocalDate => LocalDate.parse(text)
const kindOf = (name: string): ProcedureKind => {
  const kind = findProcedureKind(name)
  if (!kind) throw new Error(name)
  return kind
}
type Walk = readonly (readonly [step: string, on: string, values?: Values])[]

/** A procedure walked by these steps, whatever their forms say; facts of the case stay as they are. */
function walk(name: string, steps: Walk, around = aCaseAround()): Procedure {
  const kind = kindOf(name)
  const made = steps.reduce<Procedure | null>((known, [step, on, values]) => takeStep(kind, known, { step, around: { ...around, on: d(on) }, choice: 0, values, anyway: true }), null)
  if (!made) throw new Error('no steps')
  return made
}
const openAt = (procedure: Procedure, on: string, around = aCaseAround()) => openNow(kindOf(procedure.kind), viewProcedure(procedure, { ...around, on: d(on) }))
const dueOf = (procedure: Procedure, step: string, on: string, around?: Surroundings) => openAt(procedure, on, around).find((one) => one.step === step)?.dueOn
const codeOf = (result: ReturnType<typeof decideStep>): string => (result.ok ? 'ok' : result.error.code)
const GRANTED: Values = { outcome: 'GRANTED', agree: 'GRANTED', reason: '理由', number: '' }
const trip = (from: string, to: string): Values => ({ reason: 'WORK', detail: '结算', destinationCounty: '330782', destination: '义乌', from, to, hasProof: true })
const delegated: PolicyInput = { delegations: [{ officeId: '331121001', power: 'LEAVE_WITHIN_7_DAYS', from: d('2026-01-01') }] }

describe('leave', () => {
  const stepsOpen = (from: string, to: string, policy: PolicyInput) => openAt(walk('leave', [['apply', '2026-11-20', trip(from, to)]]), '2026-11-20', aCaseAround({ policy })).filter(({ step }) => step !== 'cancel').map(({ step, locked }) => `${step}${locked ? ' locked' : ''}`)

  it('[PR6] L-02, L-03: seven days are the delegated office’s, eight the county’s; without delegation the office’s power is visible but locked', () => {
    expect(stepsOpen('2026-11-24', '2026-11-30', delegated)).toEqual(['officeDecision'])
    expect(stepsOpen('2026-11-24', '2026-12-01', delegated)).toEqual(['opinion'])
    expect(stepsOpen('2026-11-24', '2026-11-30', {})).toEqual(['officeDecision locked', 'opinion'])
  })

  it('[PR6] L-04, L-05: thirty days are the county’s, thirty-one go up to the city', () => {
    const decided = (to: string) => openAt(walk('leave', [['apply', '2026-11-20', trip('2026-11-24', to)], ['opinion', '2026-11-20', GRANTED]]), '2026-11-20')[0]?.step
    expect([decided('2026-12-23'), decided('2026-12-24')]).toEqual(['countyDecision', 'countyForward'])
  })

  it('[PR7] L-11: approved on the day of leaving is in time, a day later only a refusal may be written', () => {
    const procedure = walk('leave', [['apply', '2026-11-10', trip('2026-11-18', '2026-11-28')], ['opinion', '2026-11-11', GRANTED]])
    const decide = (on: string, outcome: string) => codeOf(decideStep({ kind: kindOf('leave'), procedure, draft: { step: 'countyDecision', on: d(on), values: { outcome, number: '', reason: '理由' }, corrects: null }, around: aCaseAround(), at: 'county' }))
    expect([decide('2026-11-18', 'GRANTED'), decide('2026-11-19', 'GRANTED'), decide('2026-11-19', 'REFUSED'), decide('2026-11-21', 'REFUSED')]).toEqual(['ok', 'INVALID_INPUT', 'ok', 'RECORD_IN_FUTURE'])
  })

  it('[PR8] L-08, L-09: back on the last day is in time; a day later is an absence of one day from the last', () => {
    const facts = (on: string) => kindOf('leave').facts(walk('leave', [['apply', '2026-11-01', trip('2026-11-05', '2026-11-12')], ['opinion', '2026-11-01', GRANTED], ['countyDecision', '2026-11-02', GRANTED], ['return', on, { excused: false, lateReason: '误车' }]]))
    expect(facts('2026-11-12').map(({ kind }) => kind)).toEqual(['leaveApproved', 'leaveReturned'])
    expect(facts('2026-11-13').map(({ kind, on }) => [kind, on])).toEqual([['leaveApproved', '2026-11-02'], ['absenceStarted', '2026-11-12'], ['leaveReturned', '2026-11-13'], ['absenceEnded', '2026-11-13']])
  })
})

describe('clocks', () => {
  it('[PR9] I-01, I-02: ten and five working days', () => {
    const asked = (expedited: boolean) => dueOf(walk('assessment', [['commission', '2026-11-20', { from: '法院', what: 'PROBATION', expedited }]]), 'survey', '2026-11-20')
    expect([asked(false), asked(true)]).toEqual(['2026-12-04', '2026-11-27'])
  })

  it('[PR10] L-10: a recurring approval holds six months to the day', () => {
    const approved = walk('recurringTravel', [['apply', '2026-05-20', { reason: '送货', times: '每周', places: [{ county: '330782', place: '' }] }], ['opinion', '2026-05-20', GRANTED], ['countyDecision', '2026-05-21', GRANTED], ['tell', '2026-05-21', { way: 'IN_PERSON' }]])
    const locked = (on: string) => openAt(approved, on).find(({ step }) => step === 'trip')?.locked
    expect([locked('2026-11-21'), locked('2026-11-22') === '']).toEqual(['', false])
    expect(kindOf('recurringTravel').standing(viewProcedure(approved, aCaseAround({ on: d('2026-11-22') }))).ended).toBe(true)
    const trips = (on: string, to: string, county: string) => kindOf('recurringTravel').steps['trip']?.problems({ to, county }, viewProcedure(approved, aCaseAround({ on: d(on) }))).map(({ field }) => field)
    expect([trips('2026-11-20', '2026-11-21', '330782'), trips('2026-11-20', '2026-11-22', '330782'), trips('2026-11-20', '2026-11-20', '330106'), trips('2026-05-20', '2026-05-21', '330782')]).toEqual([[], ['to'], ['county'], ['on']])
  })

  it('[PR11] M-02 to M-08: five days each way, seven to report in', () => {
    const applied: Walk = [['apply', '2026-11-02', { address: '杭州', newCounty: '330106', reason: '工作', intendedOn: '2026-12-02' }], ['opinion', '2026-11-03', GRANTED]]
    const consulted: Walk = [...applied, ['consult', '2026-11-05', {}]]
    const granted: Walk = [...consulted, ['reply', '2026-11-09', GRANTED], ['decide', '2026-11-10', GRANTED]]
    expect(dueOf(walk('placeChange', applied), 'consult', '2026-11-03')).toBe('2026-11-07')
    expect(dueOf(walk('placeChange', consulted), 'reply', '2026-11-05')).toBe('2026-11-10')
    expect(dueOf(walk('placeChange', [...consulted, ['letterReceived', '2026-11-07', {}]]), 'reply', '2026-11-07')).toBe('2026-11-12')
    expect(dueOf(walk('placeChange', granted), 'transfer', '2026-11-10')).toBe('2026-11-15')
    expect(dueOf(walk('placeChange', [...granted, ['transfer', '2026-11-12', {}], ['fileReceived', '2026-11-14', {}]]), 'receipt', '2026-11-14')).toBe('2026-11-19')
    const received = walk('placeChange', [...granted, ['subjectReceived', '2026-11-11', { way: 'PAPER' }]])
    expect(dueOf(received, 'reportIn', '2026-11-11')).toBe('2026-11-18')
    expect([openAt(received, '2026-11-18'), openAt(received, '2026-11-19')].map((open) => open.some(({ step }) => step === 'notReported'))).toEqual([false, true])
    // M-04: what the new county refused is granted only when the city has brought both together.
    const refused: Walk = [...consulted, ['reply', '2026-11-09', { outcome: 'REFUSED' }]]
    const mayGrant = (steps: Walk) => kindOf('placeChange').steps['decide']?.problems({ outcome: 'GRANTED', number: '', reason: '' }, viewProcedure(walk('placeChange', steps), aCaseAround({ on: d('2026-11-12') }))).map(({ field }) => field)
    expect([mayGrant(refused), mayGrant([...refused, ['coordinate', '2026-11-10', {}], ['coordinated', '2026-11-11', GRANTED]])]).toEqual([['outcome'], []])
    expect(dueOf(walk('placeChange', [...consulted, ['reply', '2026-11-09', { outcome: 'REFUSED' }], ['decide', '2026-11-10', { outcome: 'REFUSED', reason: '不符' }]]), 'tell', '2026-11-10')).toBe('2026-11-15')
  })

  it('[PR12] P-06: under a month the county, from a month the city, from exactly three months the province', () => {
    const routes = ['2026-12-19', '2026-12-20', '2027-02-19', '2027-02-20'].map((until) => extensionRoute(d('2026-11-20'), d(until)))
    expect(routes).toEqual(['COUNTY', 'CITY', 'CITY', 'PROVINCE'])
  })

  it('[PR13] E-01 to E-03: a linked ground, the bureau’s head, three months to the day, each renewal from the old end and before it', () => {
    const kind = kindOf('positioning')
    const around = aCaseAround()
    const view = (steps: Walk, on: string) => viewProcedure(walk('positioning', steps), { ...around, on: d(on) })
    const applied: Walk = [['apply', '2026-11-20', { ground: '3', evidence: ['01JZZZZZZZZZZZZZZZZZZZZZZZ'], facts: '事实' }], ['review', '2026-11-20', GRANTED]]
    const decided = (to: string) => kind.steps['decide']?.problems({ outcome: 'GRANTED', from: '2026-11-30', to, head: '负责人' }, view(applied, '2026-11-20')).length
    expect([decided('2027-02-28'), decided('2027-03-01')]).toEqual([0, 1])
    const used: Walk = [...applied, ['decide', '2026-11-20', { outcome: 'GRANTED', from: '2026-11-20', to: '2027-02-20', head: '负责人' }]]
    const renewed = (on: string, to: string) => kind.steps['renew']?.problems({ outcome: 'GRANTED', to, head: '负责人', reason: '理由' }, view(used, on)).length
    expect([renewed('2027-02-20', '2027-05-20'), renewed('2027-02-20', '2027-05-21'), renewed('2027-02-21', '2027-05-20')]).toEqual([0, 1, 1])
    expect(kind.steps['apply']?.problems({ ground: '1', evidence: [], facts: '事实' }, view(applied, '2026-11-20'))).toContainEqual({ field: 'evidence', text: '请填写所依据的记录' })
    expect(kind.steps['decide']?.organ).toBe('BUREAU_HEAD')
  })

  it('[PR14] C-07, C-08: thirty days from what the organ received, forty-eight hours from the hour', () => {
    const sent = walk('revokeProbation', [['propose', '2026-11-02', { clause: '4', evidence: ['x'], facts: '事实' }], ['decide', '2026-11-03', GRANTED], ['send', '2026-11-04', { organ: '法院', receivedOn: '2026-11-06' }]])
    expect(dueOf(sent, 'ruling', '2026-11-06')).toBe('2026-12-06')
    const asked = walk('arrest', [['propose', '2026-11-18', { ground: 'ESCAPE', evidence: ['x'], facts: '事实' }], ['request', '2026-11-18', { at: '2026-11-18T15:30:00.000Z', court: '法院' }]])
    expect(dueOf(asked, 'ruling', '2026-11-18')).toBe('2026-11-20')
    const later = walk('arrest', [['propose', '2026-11-18', { ground: 'ESCAPE', evidence: ['x'], facts: '事实' }], ['request', '2026-11-18', { at: '2026-11-18T16:30:00.000Z', court: '法院' }]])
    // 23:30 and 00:30 in China: the civil day is another.
    expect(dueOf(later, 'ruling', '2026-11-19')).toBe('2026-11-21')
    expect(openAt(later, '2026-11-19').find(({ step }) => step === 'ruling')?.dueAt).toBe('2026-11-20T16:30:00.000Z')
    const held = walk('arrest', [['propose', '2026-11-18', { ground: 'ESCAPE', evidence: ['x'], facts: '事实' }], ['request', '2026-11-18', { at: '2026-11-18T01:00:00.000Z', court: '法院' }], ['ruling', '2026-11-19', { outcome: 'GRANTED', at: '2026-11-19T01:00:00.000Z' }], ['custody', '2026-11-20', { where: '看守所' }]])
    expect(dueOf(held, 'ended', '2026-11-20')).toBe('2026-12-20')
  })

  it('[PR15] D-02, D-03, D-05: not before the last day, not while in custody until the county has spoken', () => {
    const subject = aSubject({ termEnd: d('2026-11-20') })
    const around = aCaseAround({ subject })
    const held = { ...around, caseFile: { ...around.caseFile, facts: [...around.caseFile.facts, { kind: 'detained' as const, id: 'held', on: d('2026-11-10'), noticeReceivedOn: null }] } }
    const drafted: Walk = [['draft', '2026-11-01', { why: 'EXPIRED', performance: '好' }], ['appraise', '2026-11-10', { text: '好' }]]
    const locked = (on: string, where: Surroundings, steps: Walk = drafted) => openAt(walk('discharge', steps, where), on, where).find(({ step }) => step === 'certificate')?.locked
    expect(locked('2026-11-20', around)).toBe('')
    expect(locked('2026-11-19', around)).toContain('2026-11-20')
    expect(locked('2026-11-20', held)).toContain('请示县级')
    expect(locked('2026-11-20', held, [...drafted, ['instruct', '2026-11-20', { proceed: 'PROCEED', reason: '理由' }]])).toBe('')
    expect(openAt(walk('discharge', drafted, around), '2026-11-20', around).find(({ step }) => step === 'officeDeclare')?.locked).toContain('委托')
  })

  it('[PR16] C-00, Y-03: a minor’s appraisal is never published, a sanction is told before his guardian', () => {
    const minor = aCaseAround({ subject: aSubject({ minorRegime: true }) })
    const decided: Walk = [['propose', '2026-11-01', { from: '2026-10-01', to: '2026-10-31', grade: 'PASS', facts: '好' }], ['decide', '2026-11-05', { grade: 'PASS' }]]
    const publish = (around: Surroundings) => openAt(walk('appraisal', decided, around), '2026-11-05', around).find(({ step }) => step === 'publish')
    expect(publish(minor)).toMatchObject({ ruleId: 'Y-03', optional: true })
    expect([publish(minor)?.locked === '', publish(aCaseAround())?.locked]).toEqual([false, ''])
    const told = (guardian: string) => kindOf('admonition').steps['tell']?.problems({ way: 'IN_PERSON', guardian }, viewProcedure(walk('admonition', [['propose', '2026-11-01', {}]], minor), minor)).length
    expect([told(''), told('林大山')]).toEqual([1, 0])
  })

  it('[PR17] C-03: a penalty is barred for parole, with the reason; S-01 by the paper’s day or the policy’s', () => {
    expect(kindOf('penalty').barred(aCaseAround({ subject: aSubject({ category: 'PAROLE' }) }))).toContain('没有列假释')
    expect(kindOf('penalty').barred(aCaseAround())).toBe('')
    const received = (replyBy: string | null) => dueOf(walk('opinion', [['receive', '2026-11-02', { kind: 'ADVICE', number: '1', content: '内容', replyBy }]]), 'measures', '2026-11-02')
    expect([received('2026-11-12'), received(null)]).toEqual(['2026-11-12', addDays(d('2026-11-02'), 30)])
  })
})

describe('corrections', () => {
  it('[PR18] a correction takes the step’s place, keeps what follows grounded, and is the writer’s alone', () => {
    const kind = kindOf('complaint')
    const filed = walk('complaint', [['receive', '2026-11-10', { kind: 'APPEAL', by: '林晓峰', content: '内容' }], ['handle', '2026-11-12', { result: '已办' }]])
    const office: Procedure = { ...filed, steps: filed.steps.map((step) => ({ ...step, deviceId: '01JZZZZZZZZZZZZZZZZZZZZZZZ' as Procedure['steps'][number]['deviceId'] })) }
    const correct = (stepId: string, step: string, at: 'office' | 'county', values: Values) => codeOf(decideStep({ kind, procedure: office, draft: { step, on: d('2026-11-10'), values, corrects: { stepId: stepId as Procedure['steps'][number]['id'], reason: '写错' } }, around: aCaseAround(), at }))
    const [first, second] = office.steps
    const values: Values = { kind: 'REPORT', by: '林晓峰', content: '更正后的内容' }
    expect([correct(first?.id ?? '', 'receive', 'office', values), correct(first?.id ?? '', 'receive', 'county', values), correct(second?.id ?? '', 'receive', 'office', values), correct(first?.id ?? '', 'receive', 'office', {})]).toEqual(['ok', 'STEP_NOT_OPEN', 'STEP_NOT_OPEN', 'INVALID_INPUT'])
    const trips = walk('leave', [['apply', '2026-11-10', trip('2026-11-14', '2026-11-24')], ['opinion', '2026-11-10', GRANTED], ['countyDecision', '2026-11-11', GRANTED]])
    const shorter = decideStep({ kind: kindOf('leave'), procedure: trips, draft: { step: 'apply', on: d('2026-11-10'), values: trip('2026-11-14', '2026-12-31'), corrects: { stepId: (trips.steps[0] ?? filed.steps[0])?.id ?? ('' as never), reason: '写错' } }, around: aCaseAround(), at: 'county' })
    expect(codeOf(shorter)).toBe('STEP_NOT_OPEN')
  })
})

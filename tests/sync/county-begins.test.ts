import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import { type ProcedureId, SubjectId } from '#shared/kernel/ids.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { newId } from '../server/support/documents.ts'
import { logInTo, type TestConsole } from '../server/support/test-console.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine
let desk: TestConsole

beforeAll(async () => void (cluster = await openCluster()))
afterAll(async () => cluster.close())
beforeEach(async () => {
  county = await openTestCounty(cluster)
  office = await officeAtLine(county.clock.now)
  desk = await logInTo(county)
  await value(office.client().enrolment.enrol({ address: county.url, code: (await createCode(county.county.county, offices.nanming, 'test'))!.code }))
})
afterEach(async () => {
  await office.close()
  await county.close()
})

const on = LocalDate.parse('2026-11-20')
const draftId = newId()

/** Exchanges until the procedure stands at so many steps: what another transaction of the cluster hides comes with the next one. */
async function receive(id: ProcedureId, steps: number): Promise<ProcedureSheet> {
  for (let tries = 0; ; tries++) {
    await value(office.client().sync.now({}))
    const sheet = await office.client().procedure.get({ id })
    if (tries === 20 || (sheet.ok && sheet.value.track.length >= steps)) return value(Promise.resolve(sheet))
  }
}

it('[PR22] the county begins a procedure; the office receives it and goes on with it; the same form twice is one', async () => {
  const subjectId = SubjectId.parse((await office.subject()).id)
  const evidence = await office.visit(subjectId)
  await value(office.client().sync.now({}))

  const kinds = await value(desk.procedure.kinds({ subjectId }))
  expect(kinds.kinds.map(({ kind }) => kind)).not.toContain('leave')
  expect(kinds.kinds.find(({ kind }) => kind === 'revokeParole')?.barred).not.toBe('')
  const form: Parameters<typeof desk.procedure.begin>[0] = { subjectId, kind: 'warning', step: 'propose', on, values: { evidence: [evidence], facts: '两次训诫后又不按时报到。', clause: '5' }, attachments: [], draftId }
  expect((await value(desk.procedure.previewBegin({ subjectId, kind: 'warning', on, values: {} }))).problems.length).toBeGreaterThan(0)
  const begun = await value(desk.procedure.begin(form))
  expect(begun.track[0]).toMatchObject({ label: '县级提出', step: { organ: 'COUNTY', deviceId: null } })
  expect((await value(desk.procedure.begin(form))).procedure.id).toBe(begun.procedure.id)
  expect(await desk.procedure.begin({ ...form, on: LocalDate.parse('2026-11-19') })).toMatchObject({ error: { code: 'ALREADY_LOGGED' } })
  // What a person himself asks for is not the county's to begin; nor what is barred; nor tomorrow's act.
  expect(await desk.procedure.begin({ ...form, kind: 'leave', step: 'apply', draftId: null })).toMatchObject({ error: { code: 'STEP_NOT_OPEN' } })
  expect(await desk.procedure.begin({ ...form, kind: 'revokeParole', draftId: null })).toMatchObject({ error: { code: 'PROCEDURE_BARRED' } })
  expect(await desk.procedure.begin({ ...form, on: LocalDate.parse('2026-11-30'), draftId: null })).toMatchObject({ error: { code: 'RECORD_IN_FUTURE' } })

  const decided = await value(desk.procedure.addStep({ id: begun.procedure.id, step: 'decide', on: LocalDate.parse('2026-11-21'), values: { outcome: 'GRANTED', number: '莲司警〔2026〕1号' }, attachments: [], draftId: null, corrects: null }))
  expect(decided.track).toHaveLength(2)
  const sheet = await receive(begun.procedure.id, 2)
  const { rows } = await value(office.client().procedure.list({ subjectId, kind: null, ended: false, offset: 0, limit: 10 }))
  expect(rows).toMatchObject([{ id: begun.procedure.id, kind: 'warning' }])
  // Begun by the county, it is not the office's to withdraw; its own step it writes, and the county sees it.
  expect(await office.client().procedure.withdraw({ id: begun.procedure.id, reason: '误开' })).toMatchObject({ error: { code: 'STEP_NOT_OPEN' } })
  const mine = sheet.open.find(({ here, locked }) => here && !locked)
  expect(mine?.organ).toBe('OFFICE')
  await value(office.client().procedure.addStep({ id: begun.procedure.id, step: mine!.step, on: LocalDate.parse('2026-11-21'), values: { way: 'IN_PERSON', signedBy: '本人' }, attachments: [], draftId: null, corrects: null }))
  await value(office.client().sync.now({}))
  expect((await value(desk.procedure.get({ id: begun.procedure.id }))).sheet.track).toHaveLength(3)
})

it('[PR23] a move within the county names the new office, of the county\'s list, and its day as facts', async () => {
  const subjectId = SubjectId.parse((await office.subject()).id)
  const begun = await value(office.client().procedure.begin({ subjectId, kind: 'officeChange', step: 'apply', on, values: { address: '万象街 2 号', office: '万象司法所', reason: '租房到期' }, attachments: [], draftId: null }))
  const { id } = begun.procedure
  await value(office.client().procedure.addStep({ id, step: 'opinion', on, values: { agree: 'GRANTED', opinion: '情况属实' }, attachments: [], draftId: null, corrects: null }))
  await value(office.client().sync.now({}))
  // The county names its offices at every exchange; the own one is no place to move to.
  expect(await value(office.client().procedure.offices({}))).toEqual([{ id: offices.wanxiang, name: expect.stringContaining('司法所') }])
  const decide = (values: object) => desk.procedure.addStep({ id, step: 'decide', on: LocalDate.parse('2026-11-21'), values: { outcome: 'GRANTED', ...values }, attachments: [], draftId: null, corrects: null })
  for (const [wrong, problem] of [[{}, '新司法所'], [{ toOfficeId: '12', effectiveOn: '2026-11-30' }, '名单里选'], [{ toOfficeId: '万象司法所', effectiveOn: '2026-11-30' }, '名单里选'], [{ toOfficeId: offices.nanming, effectiveOn: '2026-11-30' }, '现在的司法所'], [{ toOfficeId: '330106001', effectiveOn: '2026-11-30' }, '不在本县'], [{ toOfficeId: offices.wanxiang, effectiveOn: '2026-11-20' }, '早于']] as const)
    expect(await decide(wrong)).toMatchObject({ error: { code: 'INVALID_INPUT', params: { problem: expect.stringContaining(problem) } } })
  await value(decide({ toOfficeId: offices.wanxiang, effectiveOn: '2026-11-30' }))
  const { open } = await receive(id, 3)
  expect(open.find(({ step }) => step === 'handOver')).toMatchObject({ dueOn: '2026-11-30', here: true })
  expect((await value(office.client().duty.ofSubject({ subjectId }))).rows.find(({ ruleId }) => ruleId === 'M-11')).toMatchObject({ dueOn: '2026-11-30', address: expect.stringContaining(id) })
})

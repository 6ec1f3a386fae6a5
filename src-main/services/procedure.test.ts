import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProcedureSheet } from '#shared/contract/procedure.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { DocumentId, FileId, ProcedureId } from '#shared/kernel/ids.ts'
import { type Result, say } from '#shared/kernel/result.ts'
import { enrolmentSetting } from '../sync/sync-settings.ts'
import { AT, aSubject, newId } from '../../tests/factories/documents.ts'
import { aPdf } from '../../tests/factories/pictures.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'

let office: TestOffice
let officer: Person
let volunteer: Person
let subject: Subject
const today = '2026-11-20'

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer', { name: '周敏' })
  volunteer = await office.hire('volunteer', { name: '叶青' })
})
beforeEach(async () => {
  office.clock.now = Date.parse(AT)
  office.events.length = 0
  subject = aSubject()
  await office.office().data.subjects.insert(subject)
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code} ${JSON.stringify(result.error)}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const values = { kind: 'APPEAL', by: '林晓峰', content: '对考核结果有意见' }
const form = { step: 'receive', on: today, values, attachments: [], draftId: null }
const begin = async (over: { draftId?: string } = {}): Promise<ProcedureSheet> => must(await office.desk(officer).procedure.begin({ subjectId: subject.id, kind: 'complaint', ...form, ...over }))
const handle = { step: 'handle', on: today, values: { result: '已复核' }, attachments: [], draftId: null, corrects: null }

describe('procedures at the office', () => {
  it('[PR19] the same form twice is one step; its draft is gone; another form under its id is refused', async () => {
    const desk = office.desk(officer)
    const draft = must(await desk.draft.save({ kind: 'procedure:complaint:receive', subjectId: subject.id, content: { values } }))
    const sheet = await begin({ draftId: draft.id })
    expect(sheet.procedure.steps[0]?.id).toBe(draft.id)
    expect(must(await desk.draft.find({ kind: 'procedure:complaint:receive', subjectId: subject.id }))).toBeNull()
    expect((await begin({ draftId: draft.id })).procedure.id).toBe(sheet.procedure.id)
    expect(codeOf(await desk.procedure.begin({ subjectId: subject.id, kind: 'complaint', ...form, values: { ...values, by: '别人' }, draftId: draft.id }))).toBe('ALREADY_LOGGED')
    expect(must(await desk.procedure.list({ subjectId: subject.id, kind: null, ended: null, offset: 0, limit: 10 })).total).toBe(1)
    // What a kill left between storing and clearing up is recognised and not shown.
    await office.office().data.drafts.insert({ id: draft.id, kind: 'procedure:complaint:receive', subjectId: subject.id, content: {}, savedAt: office.office().now(), personId: officer.id })
    expect(must(await desk.draft.list({})).filter((one) => one.draft.subjectId === subject.id)).toEqual([])
  })

  it('[PR19] a step grows the list where it is: what the county wrote meanwhile stays', async () => {
    const { procedure } = await begin()
    const document = await office.office().data.procedures.findOne(procedure.id).exec(true)
    const adding = office.desk(officer).procedure.addStep({ id: procedure.id, ...handle })
    const county = { ...procedure.steps[0]!, id: newId(DocumentId), step: 'tell', deviceId: null, values: {} }
    await document.incrementalModify((data) => ({ ...data, steps: [...data.steps, county] }))
    must(await adding)
    const stored = (await office.office().data.procedures.findOne(procedure.id).exec(true)).toMutableJSON()
    expect(stored.steps.map(({ step }) => step).sort()).toEqual(['handle', 'receive', 'tell'])
    expect(stored.receivedAt).toBeNull()
    expect(codeOf(await office.desk(officer).procedure.withdraw({ id: procedure.id, reason: '误建' }))).toBe('STEP_NOT_OPEN')
  })

  it('[PR5] the county’s step, a step out of turn and a day to come are refused; a volunteer sees nothing', async () => {
    const desk = office.desk(officer)
    const { procedure, open } = await begin()
    expect(open.map(({ step, dueOn, here }) => [step, dueOn, here])).toEqual([['handle', '2026-12-20', true]])
    expect(codeOf(await desk.procedure.addStep({ id: procedure.id, ...handle, step: 'tell', values: {} }))).toBe('STEP_NOT_OPEN')
    expect(codeOf(await desk.procedure.addStep({ id: procedure.id, ...handle, on: '2026-11-21' }))).toBe('RECORD_IN_FUTURE')
    expect(codeOf(await desk.procedure.addStep({ id: procedure.id, ...handle, values: {} }))).toBe('INVALID_INPUT')
    expect(codeOf(await desk.procedure.addStep({ id: newId(ProcedureId), ...handle }))).toBe('NOT_AVAILABLE')
    expect(codeOf(await office.desk(volunteer).procedure.get({ id: procedure.id }))).toBe('NOT_ALLOWED')
    const leave = must(await desk.procedure.begin({ subjectId: subject.id, kind: 'leave', ...form, step: 'apply', values: { reason: 'WORK', detail: '结算', destinationCounty: '330782', destination: '义乌', from: '2026-11-25', to: '2026-12-10', hasProof: true } }))
    must(await desk.procedure.addStep({ id: leave.procedure.id, ...handle, step: 'opinion', values: { agree: 'GRANTED', opinion: '同意' } }))
    expect(codeOf(await desk.procedure.addStep({ id: leave.procedure.id, ...handle, step: 'countyDecision', values: { outcome: 'GRANTED', number: '', reason: '' } }))).toBe('STEP_NOT_OPEN')
  })

  it('[PR18] a correction stands in the place of its step, the old one is kept and marked', async () => {
    const desk = office.desk(officer)
    const { procedure } = await begin()
    const [first] = procedure.steps
    const sheet = must(await desk.procedure.addStep({ id: procedure.id, ...form, values: { ...values, kind: 'REPORT' }, corrects: { stepId: first!.id, reason: '类别写错' } }))
    expect(sheet.track.map(({ replaced, correctable }) => [replaced, correctable])).toEqual([[true, false], [false, true]])
    expect(sheet.summary).toContain('检举')
    expect(codeOf(await desk.procedure.addStep({ id: procedure.id, ...form, corrects: { stepId: first!.id, reason: '再改' } }))).toBe('STEP_NOT_OPEN')
  })

  it('[PR24] a step bears scans; a correction carries them on, whoever writes it; the staff read them, a volunteer does not', async () => {
    const [desk, other] = [office.desk(officer), office.desk(await office.hire('officer', { name: '王海' }))]
    const pdf = aPdf()
    const { handle: sending } = must(await desk.bytes.begin({ name: '申诉书.pdf', size: pdf.length }))
    must(await desk.bytes.append({ handle: sending, base64: pdf.toString('base64') }))
    const scan = must(await desk.bytes.keep({ handle: sending }))
    const { procedure } = must(await desk.procedure.begin({ subjectId: subject.id, kind: 'complaint', ...form, attachments: [scan] }))
    expect(procedure.steps[0]?.attachments).toEqual([scan])
    const corrects = { stepId: procedure.steps[0]!.id, reason: '内容写错' }
    const corrected = must(await other.procedure.addStep({ id: procedure.id, ...form, values: { ...values, content: '对训诫有意见' }, attachments: [scan], corrects }))
    expect(corrected.procedure.steps[1]?.attachments).toEqual([scan])
    expect(must(await other.bytes.read({ fileId: scan.fileId, offset: 0 })).base64.length).toBeGreaterThan(0)
    expect(codeOf(await office.desk(volunteer).bytes.read({ fileId: scan.fileId, offset: 0 }))).toBe('NOT_AVAILABLE')
    // Somebody else's file, or one that nobody kept, is no attachment.
    expect(codeOf(await other.procedure.addStep({ id: procedure.id, ...handle, attachments: [{ ...scan, fileId: newId(FileId) }] }))).toBe('INVALID_INPUT')
  })

  it('[PR6] the form hears days, sums and route while it is filled, and bars what cannot be', async () => {
    const desk = office.desk(officer)
    const said = must(await desk.procedure.preview({ subjectId: subject.id, id: null, kind: 'leave', step: 'apply', on: today, values: { from: '2026-11-24', to: '2026-12-01', destinationCounty: '330782' } }))
    expect(said.notes[0]).toMatchObject({ text: '本次 8 天，两个月内累计 8 天（含本次），由县级社区矫正机构批准。' })
    expect(said.problems.map(({ field }) => field)).toContain('reason')
    expect(must(await desk.procedure.kinds({ subjectId: subject.id })).find(({ kind }) => kind === 'medicalExtension')?.barred).toContain('暂予监外执行')
    expect(codeOf(await desk.procedure.begin({ subjectId: subject.id, kind: 'medicalExtension', ...form, step: 'apply' }))).toBe('PROCEDURE_BARRED')
  })

  it('[PR25] without a county the director alone writes the county’s act down from its letter, with a scan; a case can end so; an enrolled office may not', async () => {
    const [director, clerk] = [office.desk(await office.hire('director', { name: '陈立' })), office.desk(officer)]
    const pdf = aPdf()
    const { handle: sending } = must(await director.bytes.begin({ name: '终止通知书.pdf', size: pdf.length }))
    must(await director.bytes.append({ handle: sending, base64: pdf.toString('base64') }))
    const scan = must(await director.bytes.keep({ handle: sending }))
    const { procedure, open } = must(await clerk.procedure.begin({ subjectId: subject.id, kind: 'termination', ...form, step: 'report', values: { reason: 'COMMITTED', happenedOn: today, basis: '', facts: '收监执行' } }))
    expect(open.map(({ step, here, recordable }) => [step, here, recordable])).toEqual([['confirm', false, true]])
    const letter = { id: procedure.id, ...form, step: 'confirm', values: { number: '样司矫终〔2026〕3号', remark: '' }, corrects: null, recordedFor: { documentNo: '样司矫终〔2026〕3号', decidedBy: '县司法局局长' } }
    expect(codeOf(await clerk.procedure.recordForCounty({ ...letter, attachments: [scan] }))).toBe('NOT_ALLOWED')
    expect(await director.procedure.recordForCounty(letter)).toMatchObject({ error: { code: 'INVALID_INPUT', params: { field: 'attachments' } } })
    expect(codeOf(await director.procedure.addStep({ ...handle, id: procedure.id, step: 'confirm', values: letter.values }))).toBe('STEP_NOT_OPEN')
    const written = must(await director.procedure.recordForCounty({ ...letter, attachments: [scan] }))
    expect(written.track.at(-1)).toMatchObject({ organLabel: '县级社区矫正机构', step: { recordedFor: letter.recordedFor, by: { name: '陈立' }, attachments: [scan] } })
    await expect.poll(async () => must(await clerk.subject.get({ id: subject.id })).state).toBe('TERMINATED')
    expect(codeOf(await clerk.procedure.withdraw({ id: procedure.id, reason: '误建' }))).toBe('STEP_NOT_OPEN')
    // A step of the office's own is never written so; and with a line the county speaks for itself.
    const own = await begin()
    expect(codeOf(await director.procedure.recordForCounty({ ...letter, id: own.procedure.id, step: 'handle', values: handle.values, attachments: [scan] }))).toBe('STEP_NOT_OPEN')
    await office.office().settings.set(enrolmentSetting.id, { address: 'http://127.0.0.1:9/', countyName: '样板县', officeId: '331102001', officeName: '样板司法所', epoch: 'e', countyPublicKey: 'k', serverTime: AT })
    const late = await director.procedure.recordForCounty({ ...letter, step: 'organ', values: { way: 'PAPER', number: '' }, attachments: [scan] })
    expect(late.ok ? '' : say(late.error)).toContain('不能代录')
    expect(must(await director.procedure.get({ id: procedure.id })).open.some(({ recordable }) => recordable)).toBe(false)
  })
})

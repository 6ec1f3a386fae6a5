import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { item, enrolledDevice } from '../server/support/test-device.ts'
import { logInTo } from '../server/support/test-console.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine
beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  office = await officeAtLine(county.clock.now)
})
afterAll(async () => {
  await office.close()
  await county.close()
  await cluster.close()
})

describe('what the county says comes back to the desk that wrote', () => {
  it('[S39] [S40] a lost edit is a task in 退回 with both values, the reason and the officer; an objection goes out with the document', async () => {
    const code = (await createCode(county.county.county, offices.nanming, 'test'))?.code ?? ''
    await value(office.client().enrolment.enrol({ address: county.url.replace(/\/$/, ''), code }))
    const made = await office.subject({ phone: '1' })
    await value(office.client().sync.now({}))
    const other = await enrolledDevice(county, offices.nanming)
    const held = (await other.pullAll()).changes.find(({ id }) => id === made.id)
    await other.send([item('subjects', { ...held?.document, phone: '11' }, { baseRevision: held?.revision ?? 0 })])
    const subject = await value(office.client().subject.get({ id: made.id as never }))
    const { id: _id, source: _source, withdrawn: _withdrawn, createdAt: _createdAt, editedAt, editedBy: _by, revision: _revision, receivedAt: _receivedAt, refused: _refused, rulings: _rulings, remarks: _remarks, ...facts } = subject
    office.clock.now += 1000
    await value(office.client().subject.edit({ id: subject.id, editedAt, facts: { ...facts, phone: '22', note: '只有本机改了备注' } }))
    await value(office.client().sync.now({}))
    expect(await value(office.client().sync.returned({}))).toMatchObject([{ kind: 'conflict', by: '', fields: [{ path: 'phone', field: '电话', mine: '22', current: '11', taken: null }] }])
    expect(await value(office.client().subject.get({ id: subject.id }))).toMatchObject({ phone: '11', note: '只有本机改了备注' })

    const desk = await logInTo(county)
    const [row] = (await value(desk.conflict.list({ officeId: null, collection: null, state: 'open', offset: 0, limit: 10 }))).rows
    const file = await value(desk.conflict.get({ id: row?.id ?? '' }))
    await value(desk.conflict.decide({ id: file.row.id, turn: file.turn, revision: file.revision, reason: '号码以派出所登记为准', choices: [{ path: 'phone', taken: 'own', value: '33' }] }))
    await value(office.client().sync.now({}))
    const [task] = await value(office.client().sync.returned({}))
    expect(task).toMatchObject({ kind: 'decided', by: '林一', reason: '号码以派出所登记为准', fields: [{ field: '电话', mine: '22', current: '33', taken: 'own' }] })
    expect(await value(office.client().sync.status({}))).toMatchObject({ returned: 1, waiting: 0 })

    await value(office.client().sync.answer({ collection: 'subjects', id: subject.id, about: task?.about ?? null, field: 'phone', text: '这个号码已停机', returnId: task?.returnId ?? null }))
    expect(await value(office.client().sync.status({}))).toMatchObject({ returned: 0, waiting: 1 })
    await value(office.client().sync.now({}))
    expect(await value(desk.conflict.get({ id: file.row.id }))).toMatchObject({ row: { state: 'objected' }, remarks: [{ text: '这个号码已停机', by: '周敏' }] })
    await value(office.client().sync.now({}))
    expect(await value(office.client().sync.returned({}))).toEqual([])
  })

  it('[S41] a question at a field of a record stands in 退回 until it is answered; the answer reaches the officer, the fact stays as it was', async () => {
    const subject = await office.subject()
    const id = await office.visit(subject.id, '在家，一切正常。')
    await value(office.client().sync.now({}))
    const desk = await logInTo(county)
    await value(desk.record.review({ ids: [id as never], state: 'ISSUES', comment: '', comments: [{ field: 'text', text: '写具体些：见到谁' }] }))
    county.clock.now += 60_000
    office.clock.now += 120_000
    await value(office.client().sync.now({}))
    const [task] = await value(office.client().sync.returned({}))
    expect(task).toMatchObject({ kind: 'issues', id, by: '林一', comments: [{ field: 'text', text: '写具体些：见到谁' }] })
    const filter = { officeId: null, subjectId: null, kind: 'visit', since: null } as const
    expect((await value(desk.record.list({ filter: { ...filter, review: 'ISSUES' }, offset: 0, limit: 10 }))).total).toBe(1)

    await value(office.client().sync.answer({ collection: 'records', id: id as never, about: task?.about ?? null, field: 'text', text: '见到本人和他母亲', returnId: null }))
    expect(await value(office.client().sync.returned({}))).toEqual([])
    await value(office.client().sync.now({}))
    expect(await value(office.client().record.get({ id: id as never }))).toMatchObject({ syncState: 'inReview', record: { text: '在家，一切正常。', review: { state: 'ISSUES' }, remarks: [{ text: '见到本人和他母亲' }] } })
    expect((await value(desk.record.list({ filter: { ...filter, review: 'ANSWERED' }, offset: 0, limit: 10 }))).rows.map(({ record }) => record.remarks?.[0]?.text)).toEqual(['见到本人和他母亲'])
    expect(await value(desk.record.figures({ officeId: offices.nanming as never }))).toMatchObject([{ issues: 0, answered: 1, returned: 0, approved: 0 }])
    await value(desk.record.review({ ids: [id as never], state: 'APPROVED', comment: '' }))
    await value(office.client().sync.now({}))
    expect(await value(office.client().record.get({ id: id as never }))).toMatchObject({ syncState: 'received', record: { review: { state: 'APPROVED', comments: [{ text: '写具体些：见到谁' }] } } })
  })
})

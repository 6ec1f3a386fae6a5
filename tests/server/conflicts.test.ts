import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { officer, logInTo, type TestConsole } from './support/test-console.ts'
import { aGroup, aMember, aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'
import { newId } from './support/documents.ts'

let cluster: TestCluster
let test: TestCounty
let desk: TestConsole
let one: TestDevice
let other: TestDevice
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  desk = await logInTo(test)
  one = await enrolledDevice(test, offices.nanming)
  other = await enrolledDevice(test, offices.nanming)
})
afterEach(() => test.close())

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const everything = { officeId: null, collection: null, state: null, offset: 0, limit: 50 } as const
type Choice = Parameters<TestConsole['conflict']['decide']>[0]['choices'][number]
const take = (path: string, taken: Choice['taken'], own: Choice['value'] = null): Choice => ({ path, taken, value: own })

/** Two devices that changed the telephone and, each, something else. */
async function aConflict() {
  const subject = aSubject({ more: { ethnic: '汉族' } })
  await one.send([item('subjects', subject)])
  await one.send([item('subjects', { ...subject, phone: '11', note: '甲写', editedAt: '2026-11-21T01:00:00.000Z', editedBy: '甲' }, { baseRevision: 1 })])
  const sent = { ...subject, phone: '22', village: '上村', editedAt: '2026-11-21T02:00:00.000Z', editedBy: '乙' }
  const receipt = await other.send([item('subjects', sent, { baseRevision: 1 })])
  const [row] = value(await desk.conflict.list(everything)).rows
  if (!row) throw new Error('no conflict')
  return { subject, receipt, row, file: value(await desk.conflict.get({ id: row.id })) }
}

describe('conflict desk', () => {
  it('[CD1] [S38] what does not overlap is joined at once; the rest stands beside each other with base, authors, devices and batch', async () => {
    const { receipt, row, file } = await aConflict()
    expect(receipt.items[0]).toMatchObject({ verdict: 'conflict', revision: 3, fields: ['phone'], current: { phone: '11', note: '甲写', village: '上村' } })
    expect(row).toMatchObject({ state: 'open', labels: ['电话'], sentBy: '乙', officeName: '南明司法所' })
    expect(file.fields).toEqual([{ path: 'phone', label: '电话', base: '（空）', office: '22', county: '11', own: { type: 'text' } }])
    expect(file.joined.map(({ label, now }) => `${label} ${now}`)).toEqual(['备注 甲写', '村（居） 上村'])
    expect([file.base?.revision, file.county.revision, file.office.revision]).toEqual([1, 2, 1])
    expect([file.base?.by, file.county.by, file.office.by]).toEqual(['陈二', '甲', '乙'])
    expect(file.office.from).toContain('第 1 批')
    expect(file.county.from).toContain('南明司法所')
  })

  it('[CD2] a decision is a new version with the county as author, which both devices pull; the losing value stays in the history', async () => {
    const { row, file } = await aConflict()
    const decided = value(await desk.conflict.decide({ id: row.id, turn: file.turn, revision: file.revision, reason: '与本人核对过', choices: [take('phone', 'office')] }))
    expect(decided.row).toMatchObject({ state: 'decided', decidedBy: '林一' })
    expect(decided.acts).toMatchObject([{ kind: 'decided', by: '林一', reason: '与本人核对过', choices: [{ label: '电话', taken: 'office' }] }])
    const [change] = (await one.pullAll()).changes
    expect(change).toMatchObject({ revision: 4, document: { phone: '22', note: '甲写', village: '上村', editedBy: '县局 林一', rulings: [{ deviceId: other.id, number: 1, reason: '与本人核对过', by: '林一', fields: [{ field: 'phone', taken: 'office' }] }] } })
    expect(decided.history.map(({ values, by }) => [values[0], by.slice(0, 2)])).toEqual([['（空）', '南明'], ['11', '南明'], ['11', '南明'], ['22', '县局']])
    const audit = await test.sql("select operation, object, purpose from county_audit where operation like 'conflict.%' order by sequence")
    expect(audit).toEqual([{ operation: 'conflict.get', object: row.id, purpose: '' }, { operation: 'conflict.decide', object: row.id, purpose: '与本人核对过' }])
    await expect(test.sql("update conflict_acts set reason = ''")).rejects.toThrow('never changed')
  })

  it('[CD3] base and an own value; what the schema refuses is refused by its name, and nothing is stored', async () => {
    const { row, file } = await aConflict()
    const decide = (choices: Choice[]) => desk.conflict.decide({ id: row.id, turn: file.turn, revision: file.revision, reason: '核对', choices })
    expect(await decide([])).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    expect(await decide([take('phone', 'own', '9'.repeat(200))])).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', params: { field: '电话' } } })
    expect(await decide([take('name', 'own', '某某')])).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    expect(value(await desk.conflict.get({ id: row.id })).row.state).toBe('open')
    value(await decide([take('phone', 'own', '0578-33')]))
    expect((await one.pullAll()).changes[0]?.document).toMatchObject({ phone: '0578-33' })
  })

  it('[CD4] two officers at once: one decides, the other is told and decides nothing; a document that moved on is looked at again', async () => {
    const { row, file } = await aConflict()
    const choices = [take('phone', 'office')]
    value(await desk.user.create({ login: officer.login, name: officer.name, role: officer.role, password: officer.password }))
    const second = await logInTo(test, officer)
    const answers = await Promise.all([desk, second].map((who) => who.conflict.decide({ id: row.id, turn: file.turn, revision: file.revision, reason: '核对', choices })))
    expect(answers.map((answer) => (answer.ok ? 'decided' : answer.error.code)).sort()).toEqual(['STALE_EDIT', 'decided'])
    expect(await test.sql('select count(*)::int as n from conflict_acts')).toEqual([{ n: 1 }])
    expect(await desk.conflict.decide({ id: row.id, turn: 1, revision: file.revision, reason: '核对', choices })).toMatchObject({ ok: false, error: { code: 'STALE_EDIT' } })
  })

  it('[CD5] reopening leaves the document alone and asks for a new decision; every act stays', async () => {
    const { row, file } = await aConflict()
    value(await desk.conflict.decide({ id: row.id, turn: 0, revision: file.revision, reason: '先按所里', choices: [take('phone', 'office')] }))
    const open = value(await desk.conflict.reopen({ id: row.id, turn: 1, reason: '本人来电说明' }))
    expect([open.row.state, open.turn, open.revision]).toEqual(['open', 2, 4])
    const again = value(await desk.conflict.decide({ id: row.id, turn: 2, revision: 4, reason: '按县局', choices: [take('phone', 'county')] }))
    expect(again.acts.map(({ kind, reason }) => [kind, reason])).toEqual([['decided', '先按所里'], ['reopened', '本人来电说明'], ['decided', '按县局']])
    expect((await one.pullAll()).changes[0]?.document).toMatchObject({ phone: '11' })
  })

  it('[CD6] an objection is an edit with a remark: the conflict is marked, the filter finds it', async () => {
    const { row, file } = await aConflict()
    value(await desk.conflict.decide({ id: row.id, turn: 0, revision: file.revision, reason: '核对', choices: [take('phone', 'county')] }))
    const current = (await other.pullAll()).changes.find(({ id }) => id === row.documentId)
    const rulings = current?.document['rulings']
    const about = Array.isArray(rulings) && rulings[0] && typeof rulings[0] === 'object' && 'id' in rulings[0] ? rulings[0].id : null
    const remark = { id: newId(), about: about ?? null, field: 'phone', text: '号码已停机', by: '乙', at: '2026-11-22T02:00:01.000Z' }
    const receipt = await other.send([item('subjects', { ...current?.document, remarks: [remark], rulings: [] }, { baseRevision: 4 })])
    expect(receipt.items[0]).toMatchObject({ verdict: 'accepted', current: { remarks: [remark], rulings: [{ reason: '核对' }] } })
    expect(value(await desk.conflict.list({ ...everything, state: 'objected' })).rows.map(({ id }) => id)).toEqual([row.id])
    expect(value(await desk.conflict.get({ id: row.id })).remarks).toEqual([remark])
    expect(value(await desk.conflict.list({ ...everything, state: 'open' }))).toMatchObject({ total: 0, open: 0 })
  })

  it('[CD7] a withdrawn subject that somebody edited lives until a person decides; a member is decided by himself', async () => {
    const subject = { ...aSubject() }
    const member = aMember({ name: '王某' })
    const group = aGroup({ id: subject.id, members: [member] })
    await one.send([item('subjects', subject), item('groups', group)])
    await one.send([item('subjects', { ...subject, withdrawn: { at: '2026-11-21T01:00:00.000Z', by: '甲', reason: '撤销导入' } }, { baseRevision: 1 }), item('groups', { ...group, members: [{ ...member, phone: '1' }] }, { baseRevision: 1 })])
    const another = aMember({ seat: 'X', kind: 'VOLUNTEER' })
    const receipt = await other.send([item('subjects', { ...subject, note: '还在管' }, { baseRevision: 1 }), item('groups', { ...group, members: [{ ...member, phone: '2' }, another] }, { baseRevision: 1 })])
    expect(receipt.items).toMatchObject([{ verdict: 'conflict', fields: ['withdrawn'], revision: 3 }, { verdict: 'conflict', fields: [`members/${member.personId}`] }])
    expect((await one.pullAll()).changes.find(({ collection }) => collection === 'subjects')?.document).toMatchObject({ withdrawn: null, note: '还在管' })
    const { rows } = value(await desk.conflict.list(everything))
    const ofGroup = rows.find(({ collection }) => collection === 'groups')
    expect(ofGroup?.labels).toEqual(['小组成员 王某'])
    const file = value(await desk.conflict.get({ id: ofGroup?.id ?? '' }))
    value(await desk.conflict.decide({ id: file.row.id, turn: 0, revision: file.revision, reason: '核对', choices: [take(`members/${member.personId}`, 'office')] }))
    const decided = (await one.pullAll()).changes.find(({ collection }) => collection === 'groups')
    expect(decided?.document['members']).toEqual([{ ...member, phone: '2' }, another])
  })
})

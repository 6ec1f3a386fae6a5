import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOffice } from '../../src-server/services/set-up.ts'
import { mergeOffices } from '../../src-server/services/hand-over/merge-offices.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aGroup, aMember, aSubject, aVisit, newId } from './support/documents.ts'
import { aChange, told, verdicts } from './support/hand-over.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let old: TestDevice
let fresh: TestDevice
beforeAll(async () => void (cluster = await openCluster()))
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  old = await enrolledDevice(test, offices.nanming)
  fresh = await enrolledDevice(test, offices.wanxiang)
})
afterEach(() => test.close())

const officer = newId()
const later = '2026-11-30T02:00:00.000Z'
const wanxiang = { toOfficeId: offices.wanxiang, effectiveOn: '2026-11-22' }
const ids = (changes: { id: string }[]) => changes.map(({ id }) => id).sort()

/** A person with file, group, brother and a visit at the old office, and somebody else's file. */
async function aCase() {
  const subject = aSubject({ responsibleOfficerId: officer })
  const brother = { id: newId(), name: '周某河', gender: '1', kind: 'FAMILY', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: subject.id, relation: '兄', active: true, account: null, createdAt: '2026-01-05T01:00:00.000Z', editedAt: '2026-01-05T01:00:00.000Z', editedBy: '陈二' }
  const group = aGroup({ id: subject.id, formedOn: '2026-01-08', members: [aMember({ personId: officer }), aMember({ personId: brother.id, seat: 'FIXED_FAMILY', kind: 'FAMILY', name: '周某河', isLeader: false })] })
  const visit = aVisit({ subjectId: subject.id })
  const other = aSubject()
  await old.send([item('subjects', subject), item('people', brother), item('groups', group), item('records', visit), item('subjects', other)])
  return { subject, brother, group, visit, other }
}

describe('a person goes to another office', () => {
  it('[HO1] [HO2] on the day of the decision, with everything; no pull of the new office skips it, and its group is to be formed anew', async () => {
    const { subject, brother, visit, other } = await aCase()
    // The new office has pulled long after: its cursor lies behind all of this.
    await fresh.send([item('subjects', aSubject())])
    const { cursor } = await fresh.pullAll()
    const change = aChange(old, subject.id, { ...wanxiang, effectiveOn: '2026-11-25' })
    await old.send([change])
    expect((await told(old)).handOvers).toEqual([])
    expect((await fresh.pullAll(100, cursor)).changes).toEqual([])
    test.clock.now += 3 * 86_400_000
    const [gone] = (await told(old)).handOvers
    expect(gone).toMatchObject({ subjectId: subject.id, gone: true, toOfficeName: '万象司法所', effectiveOn: '2026-11-25', documents: 5 })
    expect((await told(fresh)).handOvers).toMatchObject([{ subjectId: subject.id, gone: false, fromOfficeName: '南明司法所' }])
    const { changes } = await fresh.pullAll(2, cursor)
    expect(ids(changes)).toEqual([subject.id, subject.id, brother.id, visit.id, change.id].sort())
    expect(changes.find(({ collection }) => collection === 'subjects')).toMatchObject({ revision: 2, document: { responsibleOfficerId: null, name: subject['name'] } })
    expect(changes.find(({ collection }) => collection === 'groups')).toMatchObject({ document: { formedOn: null, members: [{ personId: brother.id }], former: [{ personId: officer, endedOn: '2026-11-25', note: '对象转到万象司法所' }] } })
    expect(ids((await old.pullAll()).changes)).toEqual([other.id])
    // Carried out once: neither the next day nor the same batch again does it twice.
    test.clock.now += 86_400_000
    await told(old)
    expect(await test.sql('select number from hand_overs')).toHaveLength(1)
  })

  it('[HO3] [HO4] what the old office had not sent yet follows him: facts, joined edits, and overlapping ones to the desk of his new office', async () => {
    const { subject } = await aCase()
    await old.send([aChange(old, subject.id, wanxiang)])
    await fresh.send([item('subjects', { ...subject, responsibleOfficerId: null, phone: '1', residence: '万象街 2 号' }, { baseRevision: 2 })])
    const visit = aVisit({ subjectId: subject.id, occurredAt: later })
    const leave = { ...aChange(old, subject.id, wanxiang).document, id: newId(), kind: 'leave', steps: [] }
    const receipt = await old.send([item('records', visit), item('subjects', { ...subject, phone: '2', note: '已电话核实' }, { baseRevision: 1 }), item('procedures', leave)])
    expect(receipt.items).toMatchObject([{ verdict: 'accepted', revision: 1, current: null }, { verdict: 'conflict', fields: ['phone'], revision: 0, current: null }, { verdict: 'accepted' }])
    const { changes } = await fresh.pullAll()
    expect(changes.find(({ id }) => id === visit.id)).toBeDefined()
    // What did not overlap has joined; the new office's word stands where it did.
    expect(changes.find(({ collection, id }) => collection === 'subjects' && id === subject.id)).toMatchObject({ document: { note: '已电话核实', phone: '1', residence: '万象街 2 号' } })
    expect(await test.sql('select office_id, fields from conflicts')).toEqual([{ office_id: offices.wanxiang, fields: ['phone'] }])
    expect(await test.sql('select came_after from hand_overs')).toEqual([{ came_after: 3 }])
  })

  it('[HO5] once a device has said that it has sent all, facts of the old time still follow; what came after is not its to write', async () => {
    const { subject } = await aCase()
    await old.send([aChange(old, subject.id, wanxiang)])
    const number = (await told(old)).handOvers[0]?.number ?? 0
    expect(number).toBeGreaterThan(0)
    expect((await told(old, { known: number, closed: number })).handOvers).toEqual([])
    const edit = item('subjects', { ...subject, note: '迟到的改动' }, { baseRevision: 1 })
    const before = item('records', aVisit({ subjectId: subject.id }))
    const after = item('records', aVisit({ subjectId: subject.id, occurredAt: later }))
    const receipt = await old.send([edit, before, after])
    expect(receipt.items.map(({ verdict }) => verdict)).toEqual(['quarantined', 'accepted', 'quarantined'])
    expect(receipt.items[2]?.reason).toContain('移交万象司法所')
    // A device out of a backup may hold what was never sent: it is believed again.
    await told(old, { known: 0, closed: 0 })
    expect(await verdicts(old, [{ ...edit, document: { ...subject, note: '再说一遍' } }])).toEqual(['quarantined'])
    await told(old, { known: 0, closed: 0 }, true)
    expect(await verdicts(old, [{ ...edit, document: { ...subject, note: '从备份里来' } }])).toEqual(['merged'])
  })

  it('[HO3] the decision, late work of two PCs and the new office all at once: nothing is lost and nothing stays behind', async () => {
    const { subject } = await aCase()
    const second = await enrolledDevice(test, offices.nanming)
    // The other way round as well, so that both offices bring late work about each other's persons.
    const back = aSubject()
    await fresh.send([item('subjects', back), aChange(fresh, back.id, { ...wanxiang, toOfficeId: offices.nanming })])
    const visit = (id: string) => item('records', aVisit({ subjectId: id }))
    const sent: string[] = []
    const bring = async (device: TestDevice, id: string) => {
      for (let round = 0; round < 4; round++) {
        const one = visit(id)
        sent.push(one.id)
        expect(await verdicts(device, [one])).toEqual(['accepted'])
      }
    }
    await Promise.all([old.send([aChange(old, subject.id, wanxiang)]), bring(second, subject.id), bring(fresh, back.id)])
    expect((await test.sql('select id from documents where id = any($1)', [sent])).length).toBe(sent.length)
    expect(await test.sql("select id from documents where (document ->> 'subjectId' = $1 or id = $1) and office_id <> $2", [subject.id, offices.wanxiang])).toEqual([])
    expect(await test.sql("select id from documents where (document ->> 'subjectId' = $1 or id = $1) and office_id <> $2", [back.id, offices.nanming])).toEqual([])
  })

  it('[HO6] goes on to a third office and comes back; a stranger to him writes nothing', async () => {
    const third = '331102003'
    await createOffice(test.county.county, { id: third, name: '白云司法所' })
    const last = await enrolledDevice(test, third)
    const { subject } = await aCase()
    const record = () => item('records', aVisit({ subjectId: subject.id }))
    expect(await verdicts(last, [record()])).toEqual(['quarantined'])
    await old.send([aChange(old, subject.id, wanxiang)])
    await fresh.send([aChange(fresh, subject.id, { ...wanxiang, toOfficeId: third })])
    const late = record()
    expect(await verdicts(old, [late])).toEqual(['accepted'])
    expect(ids((await last.pullAll()).changes)).toContain(late.id)
    expect(ids((await fresh.pullAll()).changes)).not.toContain(late.id)
    await last.send([aChange(last, subject.id, { ...wanxiang, toOfficeId: offices.nanming })])
    expect((await told(old)).handOvers.map(({ gone }) => gone)).toEqual([true, false])
    expect(await verdicts(old, [item('subjects', { ...subject, responsibleOfficerId: null, phone: '9' }, { baseRevision: 2 })])).toEqual(['merged'])
    expect(ids((await old.pullAll()).changes)).toContain(late.id)
  })
})

describe('an office is joined to another', () => {
  it('[HO7] its devices bring what they had under the old name and are given everything of the new one', async () => {
    const { subject, other } = await aCase()
    const theirs = aSubject()
    await fresh.send([item('subjects', theirs)])
    const built = old.build([item('records', aVisit({ subjectId: subject.id }))])
    const code = await createCode(test.county.county, offices.nanming, 'test')
    expect(await mergeOffices(test.county.county, { id: offices.nanming, into: offices.wanxiang, reason: '乡镇撤并' }, '林一')).toMatchObject({ ok: true, value: { documents: 5, devices: 1 } })
    expect(await mergeOffices(test.county.county, { id: offices.nanming, into: offices.wanxiang, reason: '再来一次' }, '林一')).toMatchObject({ error: { code: 'OFFICE_MERGED' } })
    expect(await createCode(test.county.county, offices.nanming, 'test')).toBeNull()
    expect(await told(old)).toMatchObject({ office: offices.wanxiang, devices: 2, handOvers: [{ subjectId: null, gone: false, fromOfficeName: '南明司法所' }] })
    expect((await old.push(built)).ok).toBe(true)
    expect(ids((await old.pullAll()).changes)).toEqual(ids((await fresh.pullAll()).changes))
    expect(ids((await fresh.pullAll()).changes)).toEqual(expect.arrayContaining([subject.id, other.id, theirs.id]))
    const joined = await enrolledDevice(test, offices.wanxiang)
    expect((await joined.enrol(code?.code ?? '')).ok).toBe(true)
    // A third office's name is still nobody else's to speak in.
    const foreign = fresh.build([item('subjects', aSubject())], { officeId: '331102009' })
    expect(await fresh.push(foreign)).toMatchObject({ error: { code: 'BATCH_MALFORMED' } })
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { verifyOffice } from '../../src-main/host/verify-office.ts'
import { aVillage, aVisitOf, blue, director, red, swap } from './village.ts'
import { RecordId } from '../../src-shared/kernel/ids.ts'
import { newId } from '../factories/documents.ts'
import { closeDesks } from '../faults/a-desk.ts'
import { valueOf } from '../contract/a-host.ts'

afterEach(closeDesks)

async function afterTwoSessions() {
  const village = await aVillage()
  const { desk, staff, volunteer, clocks, wang } = village
  for (let i = 0; i < 2; i++) {
    await swap(staff, volunteer, blue)
    valueOf(await volunteer.record.log({ record: aVisitOf(wang, `第${i}次`, clocks), draftId: null }))
    valueOf(await volunteer.session.lock({}))
    await swap(volunteer, staff, director)
  }
  const opened = desk.opened()
  if (!opened) throw new Error('closed')
  return { ...village, opened, audit: opened.office.data.audit }
}

describe('what a volunteer did', () => {
  it('[VO10] goes into a chain of his own, over all his files, and lies in the office, anchored in its chain', async () => {
    const { opened, audit, blueId } = await afterTwoSessions()
    const copied = (await audit.find({ selector: { id: { $gt: 'v/', $lt: 'v/~' } }, sort: [{ id: 'asc' }] }).exec()).map((one) => one.toMutableJSON())
    expect(copied.map(({ sequence, operation }) => [sequence, operation])).toEqual([[1, 'session.logIn'], [2, 'record.log'], [3, 'session.lock'], [4, 'session.logIn'], [5, 'record.log'], [6, 'session.lock']])
    expect(copied.every(({ personId, role }) => personId === blueId && role === 'volunteer')).toBe(true)
    const anchors = (await audit.find({ selector: { operation: { $eq: 'volunteer.takeOver' } }, sort: [{ id: 'asc' }] }).exec()).map(({ objectId }) => objectId)
    expect(anchors).toEqual([`${blueId}/3/${copied[2]?.hash}`, `${blueId}/6/${copied[5]?.hash}`])
    expect(await verifyOffice(opened)).toMatchObject({ audit: { ok: true }, volunteers: { ok: true, chains: 1, entries: 6, bad: [] } })
  })

  it('[VO11] an entry changed, taken away or cut off the end is found, and the check says whose and where', async () => {
    const { opened, audit, blueId } = await afterTwoSessions()
    const idOf = (sequence: number) => `v/${blueId}/${String(sequence).padStart(12, '0')}`
    const found = async () => (await verifyOffice(opened)).volunteers.bad
    const document = await audit.findOne(idOf(2)).exec(true)
    const whole = document.toMutableJSON()
    await document.incrementalPatch({ operation: 'record.list' })
    expect(await found()).toEqual([{ personId: blueId, firstBad: 2 }])
    await (await audit.findOne(idOf(2)).exec(true)).incrementalPatch({ operation: whole.operation })
    expect(await found()).toEqual([])
    await (await audit.findOne(idOf(6)).exec(true)).remove()
    expect(await found()).toEqual([{ personId: blueId, firstBad: 6 }])
    await (await audit.findOne(idOf(4)).exec(true)).remove()
    expect(await found()).toEqual([{ personId: blueId, firstBad: 4 }])
  })
})

describe('a companion\'s word', () => {
  it('[VO12] is given by password at either desk, and taken over with its seal', async () => {
    const { staff, volunteer, clocks, wang, blueId, me } = await aVillage()
    const asked = valueOf(await staff.record.log({ record: aVisitOf(wang, '请蓝田确认', clocks, [blueId]), draftId: null })).record.id
    expect((await staff.record.confirm({ recordId: asked, personId: blueId, password: red.password })).ok).toBe(false)
    valueOf(await staff.record.confirm({ recordId: asked, personId: blueId, password: blue.password }))
    await swap(staff, volunteer, blue)
    const own = valueOf(await volunteer.record.log({ record: aVisitOf(wang, '和所长一起去的', clocks, [me.personId]), draftId: null })).record.id
    expect(await volunteer.record.confirm({ recordId: own, personId: me.personId, password: blue.password })).toMatchObject({ error: { code: 'WRONG_PASSWORD' } })
    expect(valueOf(await volunteer.record.confirm({ recordId: own, personId: me.personId, password: director.password })).confirmed).toHaveLength(1)
    await swap(volunteer, staff, director)
    const { entries } = valueOf(await staff.subject.timeline({ id: wang, before: null, limit: 9 }))
    expect(new Map(entries.map(({ record, confirmed }) => [record.id, confirmed.map(({ personId }) => personId)]))).toEqual(new Map([[own, [me.personId]], [asked, [blueId]]]))
  })

  it('[VO13] what a volunteer could write into his file himself is not taken: a word without seal, a subject not his, another author', async () => {
    const { desk, staff, volunteer, clocks, wang, ji, me } = await aVillage()
    await swap(staff, volunteer, blue)
    const own = valueOf(await volunteer.record.log({ record: aVisitOf(wang, '真的', clocks, [me.personId]), draftId: null })).record
    const opened = desk.opened()
    if (!opened || own.kind !== 'visit') throw new Error('closed')
    const { records } = opened.office.data
    const fresh = () => newId(RecordId)
    await records.insert({ ...own, id: fresh(), subjectId: ji, text: '不是他的对象' })
    await records.insert({
      kind: 'confirmation', id: fresh(), subjectId: wang, occurredAt: own.occurredAt, recordId: own.id, personId: me.personId, method: 'PASSWORD', recordedAt: own.recordedAt,
      author: { personId: me.personId, name: '张所长', role: 'director' }, deviceId: own.deviceId, corrects: null, late: false, clockDoubt: '', review: null, revision: 0, receivedAt: null, refused: null,
    })
    await records.insert({ ...own, id: fresh(), author: { personId: me.personId, name: '张所长', role: 'director' }, text: '别人写的' })
    await swap(volunteer, staff, director)
    expect(valueOf(await staff.subject.timeline({ id: wang, before: null, limit: 9 })).entries.map(({ record, confirmed }) => [record.id, confirmed])).toEqual([[own.id, []]])
    expect(valueOf(await staff.subject.timeline({ id: ji, before: null, limit: 9 })).entries).toEqual([])
    const returned = valueOf(await staff.sync.returned({}))
    expect(returned.map(({ kind, id }) => [kind, id])).toHaveLength(2)
    expect(returned.every(({ reason }) => reason.includes('来历不符'))).toBe(true)
  })
})

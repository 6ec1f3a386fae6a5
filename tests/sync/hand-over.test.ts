import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { SubjectId } from '#shared/kernel/ids.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { mergeOffices } from '../../src-server/services/hand-over/merge-offices.ts'
import { logInTo } from '../server/support/test-console.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { createFaultyLine } from './faulty-line.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
const opened: OfficeAtLine[] = []

beforeAll(async () => void (cluster = await openCluster()))
afterAll(async () => cluster.close())
beforeEach(async () => void (county = await openTestCounty(cluster)))
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  await county.close()
})

const on = LocalDate.parse('2026-11-22')

/** A PC of an office with its line; the others are stopped meanwhile, because RxDB opens 13 collections in one process. */
async function aDesk(officeId: string, address = county.url): Promise<OfficeAtLine> {
  for (const one of opened) await one.stop()
  const desk = await officeAtLine(county.clock.now)
  opened.push(desk)
  await value(desk.client().enrolment.enrol({ address, code: (await createCode(county.county.county, officeId, 'test'))!.code }))
  await value(desk.client().sync.now({}))
  return desk
}

async function turnTo(desk: OfficeAtLine): Promise<void> {
  for (const one of opened) if (one !== desk) await one.stop()
  await desk.restart()
}

/** Exchanges until it is so; what a pull may not show yet comes with the next one. */
async function syncUntil<T>(desk: OfficeAtLine, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 30; tries++) {
    // One that began while the line was down may still be under way and is shared: its failure is no news.
    await desk.client().sync.now({})
    const found = await look()
    if (found) return found
  }
  throw new Error('it did not come to be so')
}

it('[HO8] [HO9] [HO10] the old office keeps a person until all of his is sent, is told, and the new office has him whole', async () => {
  const old = await aDesk(offices.nanming)
  const subjectId = SubjectId.parse((await old.subject({ name: '柳长青' })).id)
  const stays = (await old.subject({ name: '柳小青' })).id
  await old.visit(subjectId, '第一次走访')
  const draft = await value(old.client().draft.save({ kind: 'visit', subjectId, content: { text: '写了一半' } }))
  const begun = await value(old.client().procedure.begin({ subjectId, kind: 'officeChange', step: 'apply', on, values: { address: '万象街 2 号', office: '万象司法所', reason: '租房到期' }, attachments: [], draftId: null }))
  await value(old.client().procedure.addStep({ id: begun.procedure.id, step: 'opinion', on, values: { agree: 'GRANTED', opinion: '情况属实' }, attachments: [], draftId: null, corrects: null }))
  await value(old.client().sync.now({}))
  const console_ = await logInTo(county)
  const decide = (toOfficeId: string) => console_.procedure.addStep({ id: begun.procedure.id, step: 'decide', on, values: { outcome: 'GRANTED', toOfficeId, effectiveOn: on }, attachments: [], draftId: null, corrects: null })
  expect(await decide('331102099')).toMatchObject({ error: { code: 'INVALID_INPUT' } })
  await value(decide(offices.wanxiang))

  // It was decided; the desk does not know of it yet, and afterwards a form that somebody has begun keeps him here.
  const [told] = await syncUntil(old, async () => {
    const notices = await value(old.client().sync.handOvers({}))
    return notices.length > 0 && notices
  })
  expect(told).toMatchObject({ name: '柳长青', gone: true, officeName: '万象司法所', drafts: 1, removedAt: null })
  const late = await old.visit(subjectId, '移交以后才写完的走访')
  await syncUntil(old, async () => (await value(old.client().sync.handOvers({})))[0]?.after === 1)
  await value(old.client().draft.discard({ id: draft.id }))
  await syncUntil(old, async () => (await value(old.client().sync.handOvers({})))[0]?.removedAt)
  expect(await old.client().subject.get({ id: subjectId })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
  expect((await value(old.client().subject.list({ text: '', offset: 0, limit: 10 } as never))).rows.map(({ id }) => id)).toEqual([stays])
  expect(await value(old.client().sync.status({}))).toMatchObject({ waiting: 0, returned: 0 })
  await value(old.client().sync.readHandOver({ number: told!.number }))

  const fresh = await aDesk(offices.wanxiang)
  const timeline = await syncUntil(fresh, async () => {
    const answer = await fresh.client().subject.timeline({ id: subjectId, before: null, limit: 50 })
    return answer.ok && answer.value.entries.some(({ record }) => record.id === late) && answer.value
  })
  expect(timeline.entries.filter(({ record }) => record.kind === 'visit')).toHaveLength(2)
  expect((await value(fresh.client().procedure.list({ subjectId, kind: null, ended: false, offset: 0, limit: 10 }))).rows).toHaveLength(1)
  expect(await value(fresh.client().sync.handOvers({}))).toMatchObject([{ name: '柳长青', gone: false, officeName: '南明司法所' }])
  expect((await value(console_.handOver.list({ limit: 10 })))[0]).toMatchObject({ subjectName: '柳长青', cameAfter: 1, reason: '县内迁居' })
})

it('[HO11] [HO12] two PCs of one office: each has what the other wrote, edits join, a group built on both is one group; joined to another office, both go on', async () => {
  const line = await createFaultyLine(county.url.replace(/\/$/, ''))
  const first = await aDesk(offices.nanming, line.url)
  const subject = await first.subject()
  const id = SubjectId.parse(subject.id)
  await value(first.client().sync.now({}))
  const second = await aDesk(offices.nanming)
  const seen = await syncUntil(second, async () => {
    const answer = await second.client().subject.get({ id })
    return answer.ok && answer.value
  })
  const editAt = async (desk: OfficeAtLine, change: object) => {
    const { id: _id, source: _s, withdrawn: _w, sealed: _x, createdAt: _c, editedAt, editedBy: _e, revision: _r, receivedAt: _a, refused: _f, remarks: _m, rulings: _g, ...facts } = await value(desk.client().subject.get({ id }))
    await value(desk.client().subject.edit({ id, editedAt, facts: { ...facts, ...change } as never }))
  }
  const directorOf = async (desk: OfficeAtLine) => (await value(desk.client().person.list({ kind: 'STAFF', activeOnly: true }))).map(({ person }) => person.id)
  const me = (await value(second.client().session.state({}))).me?.personId as never
  await editAt(second, { phone: '13900000002' })
  await value(second.client().group.save({ subjectId: id, members: [{ personId: me, seat: 'FIXED_OFFICE', isLeader: true }], exceptionReason: '', form: false }))
  const blocks = await value(second.client().sync.now({}))
  expect(blocks.waiting).toBe(0)

  line.set('down')
  await turnTo(first)
  const other = (await value(first.client().session.state({}))).me?.personId as never
  expect((await value(first.client().group.get({ subjectId: id }))).group).toBeNull()
  await editAt(first, { residence: '南明街 8 号' })
  await value(first.client().group.save({ subjectId: id, members: [{ personId: other, seat: 'FIXED_OFFICE', isLeader: true }], exceptionReason: '', form: false }))
  line.set('open')
  const joined = await syncUntil(first, async () => {
    const one = await value(first.client().subject.get({ id }))
    return one.phone === '13900000002' && one.residence === '南明街 8 号' && one.receivedAt && one
  })
  expect(joined.revision).toBeGreaterThan(seen.revision)
  expect((await value(first.client().group.get({ subjectId: id }))).group?.members.map(({ personId }) => personId).sort()).toEqual([me, other].sort())
  expect(await value(first.client().sync.status({}))).toMatchObject({ returned: 0 })
  expect((await directorOf(first)).length).toBe(2)
  expect((await value(first.client().sync.devices({})))?.devices).toMatchObject([{ here: true }, { here: false }])

  expect((await mergeOffices(county.county.county, { id: offices.nanming, into: offices.wanxiang, reason: '乡镇撤并' }, '林一')).ok).toBe(true)
  const visit = await first.visit(id, '并所以后的第一次走访')
  await syncUntil(first, async () => (await value(first.client().session.state({}))).officeName === '万象司法所')
  expect(await value(first.client().sync.status({}))).toMatchObject({ waiting: 0, problem: '' })
  const theirs = await aDesk(offices.wanxiang)
  await syncUntil(theirs, async () => {
    const answer = await theirs.client().subject.timeline({ id, before: null, limit: 10 })
    return answer.ok && answer.value.entries.some(({ record }) => record.id === visit)
  })
  await line.close()
})

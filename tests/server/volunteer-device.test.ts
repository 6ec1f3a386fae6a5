import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { aConfirmation, aGroup, aMember, aSubject, aVisit, newId } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { aDevice, enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let office: TestDevice
let device: TestDevice
beforeAll(async () => void (cluster = await openCluster()))
afterAll(() => cluster.close())
afterEach(() => test.close())

const volunteer = newId()
const mine = aSubject({ idNo: '332501199003071234', note: '只给工作人员看的话' })
const others = aSubject()
const himself = { id: volunteer, name: '吴三', gender: '1', kind: 'VOLUNTEER', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false, relativeOf: null, relation: '', active: true, account: { login: '志愿者', role: 'volunteer', active: true }, createdAt: '2026-01-05T01:00:00.000Z', editedAt: '2026-01-05T01:00:00.000Z', editedBy: '陈二' }
const theirs = aVisit({ subjectId: mine.id, text: '工作人员自己的走访' })
const author = { personId: volunteer, name: '吴三', role: 'volunteer' }

beforeEach(async () => {
  test = await openTestCounty(cluster)
  office = await enrolledDevice(test, offices.nanming)
  const group = (subject: { id: string }, personId: string) => aGroup({ id: subject.id, members: [aMember({ personId, seat: 'X', kind: 'VOLUNTEER', name: '吴三', isLeader: false })] })
  await office.send([item('subjects', mine), item('subjects', others), item('people', himself), item('groups', group(mine, volunteer)), item('groups', group(others, newId())), item('records', theirs)])
  device = aDevice({ url: test.url, officeId: offices.nanming, now: () => test.clock.now })
  const made = await createCode(test.county.county, offices.nanming, 'test', volunteer)
  expect(await device.enrol(made?.code ?? '')).toMatchObject({ error: { code: 'CODE_INVALID' } })
  expect((await device.enrol(made?.code ?? '', true)).ok).toBe(true)
})

it('[HO13] a volunteer\'s own device is given the projection of his groups\' subjects and nothing else', async () => {
  const { changes, cursor } = await device.pullAll(2)
  expect(changes.map(({ collection, id }) => `${collection}/${id}`).sort()).toEqual([`subjects/${mine.id}`, `people/${volunteer}`, `groups/${mine.id}`].sort())
  expect(JSON.stringify(changes)).not.toContain('332501199003071234')
  expect(JSON.stringify(changes)).not.toContain('只给工作人员看的话')
  expect((await device.pullAll(100, cursor)).changes).toEqual([])
  // A group that lets him go takes everything of that person out of what he is given.
  await office.send([item('groups', aGroup({ id: mine.id, members: [aMember()] }), { baseRevision: 1 })])
  const after = await device.pullAll(100, cursor)
  expect(after.changes.map(({ collection }) => collection)).toEqual(['people'])
  for (const call of [{ name: 'sync.repair', input: { protocol: PROTOCOL_VERSION, collection: 'subjects', ids: [mine.id] } }, { name: 'sync.numbers', input: { protocol: PROTOCOL_VERSION, series: ['A'], year: 2026 } }])
    expect(await device.post(call)).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
  expect(await createCode(test.county.county, offices.wanxiang, 'test', volunteer)).toBeNull()
})

it('[HO14] it may bring his own visits, talks and confirmations about them; anything else is refused with a reason that shows nothing', async () => {
  const own = aVisit({ subjectId: mine.id, author, text: '到家看过' })
  const refused: ReturnType<typeof item>[] = [
    item('subjects', { ...mine, note: '志愿者改的' }, { baseRevision: 1 }),
    item('groups', aGroup({ id: mine.id }), { baseRevision: 1 }),
    item('records', aVisit({ subjectId: others.id, author })),
    item('records', aVisit({ subjectId: mine.id })),
    item('records', { ...theirs, author, text: '冒充' }),
    item('records', aVisit({ subjectId: mine.id, author, corrects: { recordId: theirs.id, reason: '替别人更正' } })),
    item('records', aConfirmation({ subjectId: mine.id, recordId: theirs.id, author })),
  ]
  const receipt = await device.send([item('records', own), ...refused])
  expect(receipt.items.map(({ verdict }) => verdict)).toEqual(['accepted', ...refused.map(() => 'quarantined')])
  for (const one of receipt.items.slice(1)) expect(one).toMatchObject({ current: null, revision: 0, reason: expect.stringContaining('县局没有采用') })
  expect((await office.pullAll()).changes.find(({ id }) => id === own.id)).toBeDefined()
  expect((await device.pullAll()).changes.map(({ id }) => id)).toContain(own.id)
  const correction = aVisit({ subjectId: mine.id, author, corrects: { recordId: own.id, reason: '写错了时间' } })
  expect((await device.send([item('records', correction)])).items[0]).toMatchObject({ verdict: 'accepted' })
})

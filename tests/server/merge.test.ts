import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WireDocument } from '#shared/sync/protocol.ts'
import { aGroup, aMember, aSubject } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let [a, b]: TestDevice[] = []
const device = (one: TestDevice | undefined): TestDevice => {
  if (!one) throw new Error('no device')
  return one
}
beforeAll(async () => {
  cluster = await openCluster()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  test = await openTestCounty(cluster)
  ;[a, b] = [await enrolledDevice(test, offices.nanming), await enrolledDevice(test, offices.nanming)]
})
afterEach(() => test.close())

describe('two devices of one office', () => {
  it('[C13] edit different fields: both edits stand, and both receipts say so', async () => {
    const subject = aSubject()
    await device(a).send([item('subjects', subject)])
    const phone = { ...subject, phone: '0578-000001' }
    const residence = { ...subject, residence: '南明街 2 号' }
    expect((await device(a).send([item('subjects', phone, { baseRevision: 1 })])).items[0]).toMatchObject({ verdict: 'accepted', revision: 2, current: null })
    const merged = { ...subject, phone: '0578-000001', residence: '南明街 2 号' }
    expect((await device(b).send([item('subjects', residence, { baseRevision: 1 })])).items[0]).toMatchObject({ verdict: 'merged', revision: 3, current: merged })
    expect((await device(a).pullAll()).changes.map((change) => change.document)).toEqual([merged])
    const [row] = await test.sql("select sent from batch_items where verdict = 'merged'")
    expect(JSON.parse(String(row?.['sent']))).toEqual(residence)
  })

  it('[C13] add different members to a group: both members are in it', async () => {
    const [one, two] = [aMember({ seat: 'FIXED_VILLAGE', kind: 'VILLAGE' }), aMember({ seat: 'X', kind: 'VOLUNTEER' })]
    const group = aGroup()
    const { members } = group
    const first = Array.isArray(members) ? members : []
    await device(a).send([item('groups', group)])
    await device(a).send([item('groups', { ...group, members: [...first, one] }, { baseRevision: 1 })])
    const receipt = await device(b).send([item('groups', { ...group, members: [...first, two] }, { baseRevision: 1 })])
    expect(receipt.items[0]).toMatchObject({ verdict: 'merged', current: { members: [...first, ...[one, two].sort((x, y) => (x.personId < y.personId ? -1 : 1))] } })
  })

  it('[C14] edit the same field: the county keeps its own, stores the other and says which fields', async () => {
    const subject = aSubject()
    await device(a).send([item('subjects', subject)])
    const mine = { ...subject, phone: '1', village: '上村' }
    const theirs = { ...subject, phone: '2', village: '下村' }
    await device(a).send([item('subjects', mine, { baseRevision: 1 })])
    const receipt = await device(b).send([item('subjects', theirs, { baseRevision: 1 })])
    expect(receipt.items[0]).toMatchObject({ verdict: 'conflict', revision: 2, current: mine })
    expect(receipt.items[0]?.reason).toContain('冲突')
    const [row] = await test.sql('select fields, sent, current_revision, office_id from conflicts')
    expect(row).toEqual({ fields: ['phone', 'village'], sent: theirs, current_revision: 2, office_id: offices.nanming })
    expect((await device(b).pullAll()).changes.map((change) => change.document)).toEqual([mine])
  })

  it('[C15] a second edit made before the first was receipted rests on the first', async () => {
    const subject = aSubject()
    await device(a).send([item('subjects', subject)])
    await device(b).send([item('subjects', { ...subject, note: '乙改' }, { baseRevision: 1 })])
    const first = { ...subject, phone: '1' }
    const second = { ...first, phone: '2' }
    expect((await device(a).send([item('subjects', first, { baseRevision: 1 })])).items[0]?.verdict).toBe('merged')
    const receipt = await device(a).send([item('subjects', second, { baseRevision: 1, baseBatch: 2 })])
    expect(receipt.items[0]).toMatchObject({ verdict: 'merged', current: { ...second, note: '乙改' } })
    // Without the hint the county could only see two different phone numbers.
    const blind = await device(a).send([item('subjects', { ...subject, phone: '3' }, { baseRevision: 1 })])
    expect(blind.items[0]?.verdict).toBe('conflict')
  })

  it('[C16] send what the county already has: unchanged, no new version', async () => {
    const subject = aSubject()
    await device(a).send([item('subjects', subject)])
    expect((await device(b).send([item('subjects', subject)])).items[0]).toMatchObject({ verdict: 'unchanged', revision: 1, current: null })
    expect(await test.sql('select count(*)::int as n from document_versions')).toEqual([{ n: 1 }])
  })

  it('[C14] never lose an edit whose base the county does not know', async () => {
    const subject = aSubject()
    await device(a).send([item('subjects', subject)])
    const receipt = await device(b).send([item('subjects', { ...subject, phone: '9' }, { baseRevision: 7 })])
    expect(receipt.items[0]?.verdict).toBe('conflict')
    const [row] = await test.sql('select sent from conflicts')
    expect(WireDocument.parse(row?.['sent'])['phone']).toBe('9')
  })

  it('[C13] several edits of one document in one batch each have their revision', async () => {
    const subject = aSubject()
    const receipt = await device(a).send([item('subjects', subject), item('subjects', { ...subject, phone: '1' }, { baseRevision: 0 })])
    // The second one names no base, so the county cannot tell who is right: both are kept.
    expect(receipt.items.map((one) => one.verdict)).toEqual(['accepted', 'conflict'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldClasses, fieldClassLabels } from '../../src-shared/authz/field-class.ts'
import { actionWords } from '../../src-shared/authz/action-words.ts'
import { matrix } from '../../src-shared/authz/matrix.ts'
import { sights } from '../../src-shared/authz/sight.ts'
import type { Client } from '../../src-shared/contract/define.ts'
import type { OfficeContract } from '../../src-shared/contract/office.ts'
import { syncedCollections } from '../../src-shared/domain/collections.ts'
import { CorrectionRecord } from '../../src-shared/domain/record.ts'
import type { Host, Session } from '../../src-main/host/create-host.ts'
import { aClient, aHost, director, firstRun, personFacts, subjectFacts, valueOf } from '../contract/a-host.ts'

const password = '春江潮水连海平海上'
const start = Date.parse('2026-11-23T02:00:00.000Z')

describe('the tables', () => {
  it('[RT1] every field of every synced document has a class, and no class is seen by nobody', () => {
    for (const collection of ['subjects', 'groups', 'people', 'procedures'] as const) expect(Object.keys(fieldClasses[collection]).sort()).toEqual(Object.keys(syncedCollections[collection].shape).sort())
    const fields = new Set(CorrectionRecord.options.flatMap((one) => Object.keys(one.shape)))
    expect([...fields].sort()).toEqual(Object.keys(fieldClasses.records).sort())
    for (const one of Object.keys(fieldClassLabels)) expect([one, Object.values(sights).some((seen) => seen.some((other) => other === one))]).toEqual([one, true])
    for (const action of Object.keys(matrix)) expect(Object.keys(actionWords)).toContain(action)
  })
})

describe('cases of others', () => {
  let host: Host
  let session: Session
  let client: Client<OfficeContract>
  const clock = { now: start }
  const ids = { officer: '', worker: '', mine: '', his: '', nobodys: '' }
  const as = async (login: string): Promise<void> => void valueOf(await client.session.logIn({ login, password: login === director.login ? director.password : password }))
  const reaches = async (id: string): Promise<boolean> => (await client.subject.get({ id: id as never })).ok

  beforeAll(async () => {
    host = await aHost({ now: () => clock.now })
    session = host.openSession()
    client = aClient(session)
    valueOf(await client.session.setUp(firstRun))
    const hire = async (role: 'officer' | 'socialWorker', login: string) => valueOf(await client.account.create({ personId: null, person: personFacts(login), login, role, password })).personId
    ids.officer = await hire('officer', 'officer')
    ids.worker = await hire('socialWorker', 'worker')
    const make = async (over: Record<string, unknown>) => valueOf(await client.subject.create(subjectFacts(over))).id
    ids.mine = await make({ responsibleOfficerId: ids.worker })
    ids.his = await make({ responsibleOfficerId: ids.officer })
    ids.nobodys = await make({ name: '钱金雀', idNo: '331102199001011000' })
  })
  afterAll(async () => {
    await session.close()
    await host.close()
  })

  it('[RT7] a social worker reaches and counts what he is in charge of, writes about it, and nothing else', async () => {
    await as(director.login)
    const due = valueOf(await client.duty.list({ days: 400 })).rows.filter(({ subjectId }) => subjectId === ids.mine).length
    await as('worker')
    expect([await reaches(ids.mine), await reaches(ids.his), await reaches(ids.nobodys)]).toEqual([true, false, false])
    expect(valueOf(await client.subject.list({})).rows.map(({ id }) => id)).toEqual([ids.mine])
    expect(valueOf(await client.subject.counts({})).onBooks).toBe(1)
    expect(valueOf(await client.duty.list({ days: 400 })).rows.map(({ subjectId }) => String(subjectId))).toEqual(Array.from({ length: due }, () => ids.mine))
    expect(valueOf(await client.group.list({})).map(({ subjectId }) => subjectId)).toEqual([ids.mine])
    const education = (subjectId: string) => client.record.log({ record: { kind: 'contact', subjectId: subjectId as never, occurredAt: new Date(clock.now - 3_600_000).toISOString() as never, place: '', text: '通话', participants: [], attachments: [], values: { channel: 'PHONE', answered: true } }, draftId: null })
    expect(await education(ids.his)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    const wrote = await education(ids.mine)
    expect(wrote.ok || wrote.error.code).not.toBe('NOT_ALLOWED')
  })

  it('[RT8] standing in counts from its first to its last day, and ends earlier by the director', async () => {
    await as(director.login)
    expect(await client.standIn.begin({ absentId: ids.officer as never, deputyId: ids.officer as never, from: '2026-11-24' as never, to: '2026-11-25' as never, reason: '培训' })).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(await client.standIn.begin({ absentId: ids.officer as never, deputyId: ids.worker as never, from: '2026-11-20' as never, to: '2026-11-21' as never, reason: '培训' })).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    valueOf(await client.standIn.begin({ absentId: ids.officer as never, deputyId: ids.worker as never, from: '2026-11-24' as never, to: '2026-11-25' as never, reason: '培训' }))
    const seen: boolean[] = []
    for (const day of [0, 1, 2, 3]) {
      clock.now = start + day * 86_400_000
      await as('worker')
      seen.push(await reaches(ids.his))
    }
    expect(seen).toEqual([false, true, true, false])
    clock.now = start + 86_400_000
    await as(director.login)
    const [arranged] = valueOf(await client.standIn.list({}))
    expect(arranged).toMatchObject({ running: true, absentName: 'officer', deputyName: 'worker' })
    valueOf(await client.standIn.end({ id: arranged?.id as never }))
    expect(valueOf(await client.standIn.list({}))).toMatchObject([{ running: false, ended: true }])
    await as('worker')
    expect(await reaches(ids.his)).toBe(false)
  })

  it('[RT9] an emergency look needs the whole name, number and a reason, is written down and waits for the county before anything is shown, and ends by itself', async () => {
    await as('worker')
    const asked = { name: '钱金雀', idNo: '331102199001011000', reason: '对象情绪失控，承办人联系不上', minutes: 15 } as const
    expect(await client.emergency.open({ ...asked, name: '钱金' })).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    expect(await client.emergency.open({ ...asked, reason: '急' })).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(await reaches(ids.nobodys)).toBe(false)
    expect(valueOf(await client.emergency.open(asked)).subjectId).toBe(ids.nobodys)
    expect(await reaches(ids.nobodys)).toBe(true)
    expect(await client.emergency.open(asked)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } })
    clock.now += 16 * 60_000
    await as('worker')
    expect(await reaches(ids.nobodys)).toBe(false)
    await as('officer')
    expect(await client.emergency.open(asked)).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
    await as(director.login)
    expect(valueOf(await client.emergency.list({ limit: 10 }))).toMatchObject([{ by: 'worker', about: '钱**', kind: 'emergencyLook', words: asked.reason, acknowledged: false }])
    expect(valueOf(await client.sync.outbox({ limit: 100 })).items.map(({ title }) => title)).toContainEqual(expect.stringContaining('紧急查阅'))
  })

  it('[RT6] another role at the office holds at once: who has it logs in again; the last director stays one', async () => {
    await as(director.login)
    const me = valueOf(await client.session.state({})).me
    expect(await client.account.setRole({ personId: me?.personId as never, role: 'officer' })).toMatchObject({ error: { code: 'LAST_DIRECTOR' } })
    const other = host.openSession()
    const worker = aClient(other)
    valueOf(await worker.session.logIn({ login: 'worker', password }))
    valueOf(await client.account.setRole({ personId: ids.worker as never, role: 'officer' }))
    await expect.poll(async () => (await worker.subject.get({ id: ids.nobodys as never })).ok).toBe(false)
    valueOf(await worker.session.logIn({ login: 'worker', password }))
    expect((await worker.subject.get({ id: ids.nobodys as never })).ok).toBe(true)
    await other.close()
  })
})

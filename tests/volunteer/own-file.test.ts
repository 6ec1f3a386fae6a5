import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join as path } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { closeDesks } from '../faults/a-desk.ts'
import { personFacts, valueOf } from '../contract/a-host.ts'
import { admission, aVillage, aVisitOf, blue, director, join, red, swap } from './village.ts'

afterEach(closeDesks)

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }): string => (answer.ok ? 'ok' : answer.error.code)
const databases = (dataDir: string, personId: string): string[] => readdirSync(path(dataDir, 'volunteers', personId)).filter((name) => name.endsWith('.sqlite'))

describe('a volunteer\'s own file', () => {
  it('[VO1] one database is open at a time: who logs in to the other one locks the first out', async () => {
    const { desk, staff, volunteer, clocks, wang } = await aVillage()
    const key = desk.opened()?.dataKey ?? new Uint8Array()
    valueOf(await volunteer.session.logIn(blue))
    expect([...key].every((byte) => byte === 0)).toBe(true)
    expect(codeOf(await staff.subject.list({}))).toBe('NOT_SIGNED_IN')
    expect(valueOf(await volunteer.subject.list({})).rows.map(({ name }) => name)).toEqual(['王树生'])
    const own = desk.opened()?.dataKey ?? new Uint8Array()
    expect([...own].some((byte) => byte !== 0)).toBe(true)
    valueOf(await volunteer.record.log({ record: aVisitOf(wang, '院里晒着茶叶。', clocks), draftId: null }))
    valueOf(await staff.session.logIn(director))
    expect([...own].every((byte) => byte === 0)).toBe(true)
    expect(codeOf(await volunteer.record.list({ kind: null, syncState: null, offset: 0, limit: 9 }))).toBe('NOT_SIGNED_IN')
    valueOf(await staff.session.lock({}))
    valueOf(await volunteer.session.logIn(blue))
    valueOf(await volunteer.session.logIn(red))
    expect(valueOf(await volunteer.subject.list({})).rows.map(({ name }) => name)).toEqual(['季红英'])
  })

  it('[VO2] what he writes is in the office after the next log-in of staff, once, and he sees how far it is', async () => {
    const { staff, volunteer, clocks, wang, blueId } = await aVillage()
    await swap(staff, volunteer, blue)
    const logged = valueOf(await volunteer.record.log({ record: aVisitOf(wang, '院里晒着茶叶。', clocks), draftId: null }))
    valueOf(await volunteer.draft.save({ kind: 'talk', subjectId: wang, content: { text: '还没写完' } }))
    expect(valueOf(await volunteer.sync.status({})).waiting).toBe(1)
    expect(codeOf(await volunteer.sync.now({}))).toBe('NOT_ALLOWED')
    for (let i = 0; i < 2; i++) {
      await swap(volunteer, staff, director)
      const { entries } = valueOf(await staff.subject.timeline({ id: wang, before: null, limit: 9 }))
      expect(entries.map(({ record, syncState }) => [record.id, record.author, record.receivedAt, syncState])).toEqual([[logged.record.id, { personId: blueId, name: '蓝田', role: 'volunteer' }, null, 'waiting']])
      await swap(staff, volunteer, blue)
    }
    expect(valueOf(await volunteer.record.list({ kind: null, syncState: null, offset: 0, limit: 9 })).rows.map(({ entry }) => entry.record.id)).toEqual([logged.record.id])
    expect(valueOf(await volunteer.draft.find({ kind: 'talk', subjectId: wang }))?.content).toEqual({ text: '还没写完' })
  })

  it('[VO3] access ends with the membership and with the discharge', async () => {
    const { desk, staff, volunteer, wang, wu, blueId, me, clocks } = await aVillage()
    const names = async () => valueOf(await volunteer.subject.list({})).rows.map(({ name }) => name)
    await join(staff, wu, [blueId])
    await swap(staff, volunteer, blue)
    expect(await names()).toEqual(['王树生', '吴小海'].sort((a, b) => a.localeCompare(b, 'zh-CN')))
    const draft = valueOf(await volunteer.draft.save({ kind: 'visit', subjectId: wang, content: { text: '草稿' } }))
    await swap(volunteer, staff, director)
    await join(staff, wang, [me.personId])
    const death = { kind: 'death' as const, subjectId: wu, occurredAt: new Date(clocks.wall - 60_000).toISOString(), place: '', text: '', participants: [], attachments: [], values: { cause: 'ILLNESS', certificate: '镇卫生院1号', reportedBy: '吴二' } }
    valueOf(await staff.record.log({ record: death, draftId: null }))
    await vi.waitFor(async () => expect(valueOf(await staff.subject.get({ id: wu })).state).toBe('TERMINATED'), { timeout: 5000, interval: 50 })
    await swap(staff, volunteer, blue)
    expect(await names()).toEqual([])
    expect(codeOf(await volunteer.subject.brief({ id: wang }))).toBe('NOT_AVAILABLE')
    expect(codeOf(await volunteer.record.log({ record: aVisitOf(wu, '还想写', clocks), draftId: null }))).toBe('NOT_AVAILABLE')
    // The draft is not lost: it waits in the office for the day he is back in the group.
    await swap(volunteer, staff, director)
    expect((await desk.opened()?.office.data.drafts.findOne(draft.id).exec())?.content).toEqual({ text: '草稿' })
    await join(staff, wang, [me.personId, blueId])
    await swap(staff, volunteer, blue)
    expect(valueOf(await volunteer.draft.find({ kind: 'visit', subjectId: wang }))?.content).toEqual({ text: '草稿' })
  })

  it('[VO4] without training and undertaking on record nobody gets in; the director enters them and he does', async () => {
    const { dataDir, staff, volunteer } = await aVillage()
    const who = { login: 'green', password: '不知天上宫阙今夕' }
    const row = valueOf(await staff.account.create({ personId: null, person: { ...personFacts('青山'), kind: 'VOLUNTEER' }, role: 'volunteer', ...who }))
    expect(row.admission).toBeNull()
    expect(codeOf(await volunteer.session.logIn(who))).toBe('VOLUNTEER_NOT_READY')
    expect(existsSync(path(dataDir, 'volunteers', row.personId))).toBe(false)
    expect(valueOf(await staff.session.state({})).phase).toBe('open')
    expect(codeOf(await staff.account.admit({ personId: row.personId, admission: { ...admission, trainedOn: '2036-01-01' } }))).toBe('INVALID_INPUT')
    expect(valueOf(await staff.account.admit({ personId: row.personId, admission })).admission).toEqual(admission)
    expect(valueOf(await volunteer.session.logIn(who)).me?.name).toBe('青山')
  })

  it('[VO5] a stopped volunteer has no file any more, what he wrote is there, and started again he is back', async () => {
    const { dataDir, staff, volunteer, clocks, wang, blueId } = await aVillage()
    await swap(staff, volunteer, blue)
    valueOf(await volunteer.record.log({ record: aVisitOf(wang, '最后一次', clocks), draftId: null }))
    await swap(volunteer, staff, director)
    valueOf(await staff.account.setActive({ personId: blueId, active: false }))
    expect(databases(dataDir, blueId)).toEqual([])
    expect(codeOf(await volunteer.session.logIn(blue))).toBe('ACCOUNT_DISABLED')
    expect(valueOf(await staff.subject.timeline({ id: wang, before: null, limit: 9 })).entries).toHaveLength(1)
    valueOf(await staff.account.setActive({ personId: blueId, active: true }))
    expect(databases(dataDir, blueId)).toHaveLength(1)
    await swap(staff, volunteer, blue)
    expect(valueOf(await volunteer.subject.list({})).total).toBe(1)
  })

  it('[VO6] he changes his own password, the director resets it, and the old ones open nothing', async () => {
    const { staff, volunteer, blueId } = await aVillage()
    await swap(staff, volunteer, blue)
    const next = { login: blue.login, password: '不知天上宫阙今夕' }
    expect(codeOf(await volunteer.account.changePassword({ current: '不是它不是它', next: next.password }))).toBe('WRONG_PASSWORD')
    valueOf(await volunteer.account.changePassword({ current: blue.password, next: next.password }))
    valueOf(await volunteer.session.lock({}))
    expect(codeOf(await volunteer.session.logIn(blue))).toBe('WRONG_PASSWORD')
    valueOf(await volunteer.session.logIn(next))
    await swap(volunteer, staff, director)
    valueOf(await staff.account.resetPassword({ personId: blueId, password: '海上生明月天涯共此时' }))
    await swap(staff, volunteer, { login: blue.login, password: '海上生明月天涯共此时' })
    expect(valueOf(await volunteer.subject.list({})).total).toBe(1)
    valueOf(await volunteer.session.lock({}))
    expect(codeOf(await volunteer.session.logIn(next))).toBe('WRONG_PASSWORD')
  })

  it('[VO16] a file that cannot be read is set aside, not removed, and a new one takes its place', async () => {
    const { dataDir, staff, volunteer, blueId, log } = await aVillage()
    valueOf(await staff.session.lock({}))
    const folder = path(dataDir, 'volunteers', blueId)
    const [file = ''] = databases(dataDir, blueId)
    const { size } = statSync(path(folder, file))
    writeFileSync(path(folder, file), Buffer.alloc(size, 7))
    await swap(staff, staff, director)
    valueOf(await staff.account.admit({ personId: blueId, admission }))
    expect(readdirSync(folder)).toContain(`${file}.unread`)
    expect(statSync(path(folder, `${file}.unread`)).size).toBe(size)
    expect(log.some((line) => line.includes('set aside'))).toBe(true)
    await swap(staff, volunteer, blue)
    expect(valueOf(await volunteer.subject.list({})).total).toBe(1)
  })
})

import { chmodSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../src-main/host/verify-audit.ts'
import { aClient, aDataDir, aHost, director, firstRun, personFacts, subjectFacts, valueOf } from '../contract/a-host.ts'
import { aDesk, auditOf, closeDesks } from './a-desk.ts'

afterEach(closeDesks)

const volunteer = { login: 'zhao', password: '春江潮水连海平海上' }
const admission = { trainedOn: '2026-11-02', undertakingOn: '2026-11-02' } as const

async function setUp(given: Parameters<typeof aDesk>[0] = {}) {
  const made = aDesk(given)
  const session = made.session()
  const client = aClient(session)
  valueOf(await client.session.setUp(firstRun))
  return { ...made, first: session, client }
}

const isDatabaseOpen = (dataDir: string) =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === join(dataDir, 'office.sqlite')
    } catch {
      return false
    }
  })

describe('sessions', () => {
  it('[H10] the office is open while somebody is signed in; the last one out closes it and zeroes the key', async () => {
    const { desk, dataDir, client, session } = await setUp()
    const second = aClient(session())
    valueOf(await second.session.logIn(director))
    const key = desk.opened()?.dataKey ?? new Uint8Array()
    expect(key.some((byte) => byte !== 0)).toBe(true)
    valueOf(await client.session.lock({}))
    expect(await client.subject.list({})).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
    expect(valueOf(await second.subject.list({})).total).toBe(0)
    expect(isDatabaseOpen(dataDir)).toBe(true)
    valueOf(await second.session.lock({}))
    expect(desk.opened()).toBeNull()
    expect(isDatabaseOpen(dataDir)).toBe(false)
    expect([...key]).toEqual(Array.from({ length: 32 }, () => 0))
    valueOf(await client.session.logIn(director))
    expect(isDatabaseOpen(dataDir)).toBe(true)
    valueOf(await client.session.lock({}))
  })

  it('[H10] ending a session without a word locks it, and a running call is finished first', async () => {
    const { desk, client, first } = await setUp()
    const saving = client.subject.create(subjectFacts())
    await first.close()
    expect((await saving).ok).toBe(true)
    expect(desk.opened()).toBeNull()
  })

  it('[H11] five idle minutes lock staff, two lock a volunteer, and asking for the state is no work', async () => {
    const { desk, clocks, client, session } = await setUp()
    const colleague = { login: 'qian', password: '春江潮水连海平海上' }
    valueOf(await client.account.create({ personId: null, person: personFacts('钱同事'), role: 'officer', ...colleague }))
    valueOf(await client.account.create({ personId: null, person: personFacts('赵志愿'), role: 'volunteer', admission, ...volunteer }))
    const other = aClient(session())
    valueOf(await other.session.logIn(colleague))
    const heard: string[] = []
    client.session.changed(({ reason }) => heard.push(`staff ${reason}`))
    other.session.changed(({ reason }) => heard.push(`colleague ${reason}`))
    const look = async (): Promise<string[]> => [(await client.sync.status({})).ok, (await other.sync.status({})).ok].map((isOpen) => (isOpen ? 'open' : 'locked'))

    clocks.running += 200_000
    valueOf(await client.subject.list({}))
    clocks.running += 99_000
    await desk.lockIdle()
    expect(await look()).toEqual(['open', 'open'])
    valueOf(await other.session.state({}))
    clocks.running += 1_000
    await desk.lockIdle()
    expect(await look()).toEqual(['open', 'locked'])
    clocks.running += 199_000
    await desk.lockIdle()
    expect((await look())[0]).toBe('open')
    clocks.running += 1_000
    await desk.lockIdle()
    expect(await look()).toEqual(['locked', 'locked'])
    expect(heard).toEqual(['colleague locked', 'staff locked'])
    expect(desk.opened()).toBeNull()
    valueOf(await other.session.logIn(volunteer))
    clocks.running += 119_000
    await desk.lockIdle()
    expect((await look())[1]).toBe('open')
    clocks.running += 1_000
    await desk.lockIdle()
    expect((await look())[1]).toBe('locked')
    expect(desk.opened()).toBeNull()
  })

  it('[H11] the first call after the idle time is refused even before anybody looked', async () => {
    const { clocks, client } = await setUp()
    clocks.running += 300_000
    expect(await client.subject.list({})).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
  })

  it('[H11] the audit says who was locked out for being away, once each, however it was noticed', async () => {
    const { desk, clocks, client, session } = await setUp()
    const second = aClient(session())
    const me = valueOf(await second.session.logIn(director)).me
    clocks.running += 300_000
    await Promise.all([desk.lockIdle(), second.subject.list({}), desk.lockIdle()])
    expect(desk.opened()).toBeNull()
    valueOf(await client.session.logIn(director))
    clocks.running += 300_000
    expect((await client.subject.list({})).ok).toBe(false)
    valueOf(await client.session.logIn(director))
    const locks = (await auditOf(desk)).filter(({ operation }) => operation === 'session.idleLock')
    expect(locks.map(({ personId, role, outcome }) => [personId, role, outcome])).toEqual(Array.from({ length: 3 }, () => [me?.personId, 'director', 'intent']))
  })

  it('[H8] a stopped colleague is out at once and cannot come back; the last director stays', async () => {
    const { client, session } = await setUp()
    const row = valueOf(await client.account.create({ personId: null, person: personFacts('赵同事'), role: 'officer', ...volunteer }))
    const other = aClient(session())
    const out = new Promise((resolve) => other.session.changed(({ reason }) => reason === 'locked' && resolve(true)))
    valueOf(await other.session.logIn(volunteer))
    valueOf(await client.account.setActive({ personId: row.personId, active: false }))
    await out
    expect(await other.session.logIn(volunteer)).toMatchObject({ ok: false, error: { code: 'ACCOUNT_DISABLED' } })
    expect(valueOf(await other.session.state({})).users.map((user) => user.login)).toEqual(['zhang'])
    valueOf(await client.account.setActive({ personId: row.personId, active: true }))
    valueOf(await other.session.logIn(volunteer))
    const me = valueOf(await client.session.state({})).me
    if (!me) throw new Error('not signed in')
    expect(await client.account.setActive({ personId: me.personId, active: false })).toMatchObject({ ok: false, error: { code: 'LAST_DIRECTOR' } })
    expect(await client.account.create({ personId: null, person: personFacts('重名'), role: 'officer', ...volunteer })).toMatchObject({ ok: false, error: { code: 'LOGIN_TAKEN' } })
  })

  it('[H5] changing and resetting a password: the old one is of no use any more', async () => {
    const { client } = await setUp()
    const { personId } = valueOf(await client.account.create({ personId: null, person: personFacts('赵志愿'), role: 'volunteer', admission, ...volunteer }))
    expect(await client.account.changePassword({ current: '不是它不是它', next: '不知天上宫阙今夕' })).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } })
    expect(await client.account.changePassword({ current: director.password, next: '12345678' })).toMatchObject({ ok: false, error: { code: 'PASSWORD_TOO_WEAK' } })
    valueOf(await client.account.changePassword({ current: director.password, next: '不知天上宫阙今夕' }))
    valueOf(await client.account.resetPassword({ personId, password: '滟滟随波千万里' + '何处' }))
    valueOf(await client.session.lock({}))
    expect(await client.session.logIn(director)).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } })
    expect(await client.session.logIn(volunteer)).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } })
    expect(valueOf(await client.session.logIn({ login: 'zhao', password: '滟滟随波千万里何处' })).me?.role).toBe('volunteer')
    valueOf(await client.session.logIn({ login: 'zhang', password: '不知天上宫阙今夕' }))
  })
})

describe('the data directory', () => {
  it('[H2] is for this user of the machine only, and holds no text that anybody wrote', async () => {
    const dataDir = aDataDir()
    chmodSync(dataDir, 0o755)
    const host = await aHost({ dataDir })
    const client = aClient(host.openSession())
    valueOf(await client.session.setUp(firstRun))
    valueOf(await client.subject.create(subjectFacts({ name: '独一无二名' })))
    await client.session.logIn({ ...director, password: '不对的密码' })
    await host.close()
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    const files = readdirSync(dataDir)
    expect(files.filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0)).toEqual([])
    for (const name of files) expect([name, readFileSync(join(dataDir, name)).includes('独一无二名')]).toEqual([name, false])
  })

  it('[H9] a first run cut off before its keyring was written is a first run again', async () => {
    const { dataDir, client } = await setUp()
    valueOf(await client.session.lock({}))
    for (const name of ['keyring.json', 'keyring.spare.json']) rmSync(join(dataDir, name))
    writeFileSync(join(dataDir, 'set-up.unfinished'), '')
    const again = aClient(aDesk({ dataDir }).session())
    expect(valueOf(await again.session.state({})).phase).toBe('new')
    valueOf(await again.session.setUp(firstRun))
    valueOf(await again.session.lock({}))
    valueOf(await again.session.logIn(director))
    valueOf(await again.session.lock({}))
  })

  it('[H9] a finished first run whose marker stayed is finished', async () => {
    const { dataDir, client } = await setUp()
    valueOf(await client.session.lock({}))
    writeFileSync(join(dataDir, 'set-up.unfinished'), '')
    const again = aClient(aDesk({ dataDir }).session())
    expect(valueOf(await again.session.logIn(director)).phase).toBe('open')
    valueOf(await again.session.lock({}))
  })

  it('[H9] a database that lost its keyring is not set up anew', async () => {
    const { dataDir, client } = await setUp()
    valueOf(await client.session.lock({}))
    for (const name of ['keyring.json', 'keyring.spare.json']) rmSync(join(dataDir, name))
    const before = readFileSync(join(dataDir, 'office.sqlite'))
    const again = aClient(aDesk({ dataDir }).session())
    const state = valueOf(await again.session.state({}))
    expect([state.phase, state.notices[0]]).toEqual(['locked', '密钥文件读不出来，数据没有改动。请不要删除任何文件，联系县局管理员用备份恢复。'])
    expect(await again.session.setUp(firstRun)).toMatchObject({ ok: false, error: { code: 'ALREADY_SET_UP' } })
    expect(await again.session.logIn(director)).toMatchObject({ ok: false, error: { code: 'KEYRING_DAMAGED' } })
    expect(readFileSync(join(dataDir, 'office.sqlite')).equals(before)).toBe(true)
  })
})

describe('a damaged database', () => {
  it('[H28] is one sentence, and the file is left as it is', async () => {
    const { dataDir, client } = await setUp()
    valueOf(await client.session.lock({}))
    const file = join(dataDir, 'office.sqlite')
    const whole = readFileSync(file)
    const damages: [string, Buffer][] = [['first page', Buffer.concat([whole.subarray(0, 64), Buffer.alloc(512, 7), whole.subarray(576)])], ['all noise', Buffer.alloc(whole.length, 7)], ['plain text', Buffer.from('SQLite format 3\0'.padEnd(8192, 'x'))]]
    for (const [kind, content] of damages) {
      writeFileSync(file, content)
      expect([kind, await client.session.logIn(director)]).toEqual([kind, { ok: false, error: { code: 'DATABASE_DAMAGED', params: {} } }])
      expect([kind, readFileSync(file).equals(content)]).toEqual([kind, true])
    }
    writeFileSync(file, whole)
    valueOf(await client.session.logIn(director))
  })
})

describe('the audit', () => {
  it('[H14] commands and looks at restricted data leave an entry before they happen, lists and polling leave none', async () => {
    const { desk, client } = await setUp()
    const { id } = valueOf(await client.subject.create(subjectFacts()))
    valueOf(await client.subject.list({}))
    valueOf(await client.subject.counts({}))
    valueOf(await client.sync.status({}))
    valueOf(await client.subject.get({ id }))
    valueOf(await client.subject.timeline({ id, before: null, limit: 10 }))
    valueOf(await client.subject.brief({ id }))
    const entries = await auditOf(desk)
    expect(entries.map(({ operation, outcome, objectId }) => [operation, outcome, objectId === id])).toEqual([
      ['session.logIn', 'intent', false], ['subject.create', 'intent', false], ['subject.get', 'intent', true], ['subject.timeline', 'intent', true], ['subject.brief', 'intent', true],
    ])
    expect(verifyAudit(entries).firstBad).toBeNull()
    expect(JSON.stringify(entries)).not.toMatch(/[一-鿿]/)
    valueOf(await client.session.lock({}))
  })

  it('[H14] an act whose entry cannot be written does not happen', async () => {
    const { desk, client } = await setUp()
    const entries = await auditOf(desk)
    const last = entries.at(-1)
    if (!last) throw new Error('empty chain')
    // The place of the next entry is taken, as by a second writer: the store refuses the insert.
    await desk.opened()?.office.data.audit.insert({ ...last, id: String(last.sequence + 1).padStart(12, '0'), sequence: last.sequence + 1 })
    const answer = await client.subject.create(subjectFacts())
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(valueOf(await client.subject.list({})).total).toBe(0)
  })

  it('[H14] entries of calls made at once form one chain', async () => {
    const { desk, client } = await setUp()
    const made = await Promise.all(Array.from({ length: 20 }, () => client.subject.create(subjectFacts())))
    expect(made.every((answer) => answer.ok)).toBe(true)
    const entries = await auditOf(desk)
    expect(entries.length).toBe(21)
    expect(verifyAudit(entries).firstBad).toBeNull()
    valueOf(await client.session.lock({}))
  })

  it('[H15] refusals, and wrong passwords typed while the office was closed', async () => {
    const { desk, client, clocks } = await setUp()
    const { personId } = valueOf(await client.account.create({ personId: null, person: personFacts('赵同事'), role: 'officer', ...volunteer }))
    valueOf(await client.session.lock({}))
    for (const login of ['zhao', 'zhang']) {
      clocks.wall += 60_000
      expect(await client.session.logIn({ login, password: '不对不对不对' })).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } })
    }
    valueOf(await client.session.logIn(volunteer))
    expect(await client.account.resetPassword({ personId, password: volunteer.password })).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    const entries = (await auditOf(desk)).slice(-4)
    expect(entries.map(({ operation, outcome, role }) => [operation, outcome, role])).toEqual([
      ['session.logIn', 'failed', ''], ['session.logIn', 'failed', ''], ['session.logIn', 'intent', 'officer'], ['account.resetPassword', 'refused', 'officer'],
    ])
    expect(entries[0]?.personId).toBe(personId)
    expect(Date.parse(entries[1]?.at ?? '') - Date.parse(entries[0]?.at ?? '')).toBe(60_000)
    valueOf(await client.session.lock({}))
    valueOf(await client.session.logIn(director))
    expect((await auditOf(desk)).filter(({ outcome }) => outcome === 'failed').length).toBe(2)
    valueOf(await client.session.lock({}))
  })
})

describe('the device clock', () => {
  const years = (count: number) => count * 365 * 86_400_000
  const doubts = (notices: string[]) => notices.filter((notice) => notice.includes('时钟'))

  it('[H24] two years back is named, marked on the record, and forgiven once the clock is right', async () => {
    const { client, clocks, desk } = await setUp()
    const { id } = valueOf(await client.subject.create(subjectFacts({ termStart: '2020-01-01' })))
    expect(doubts(valueOf(await client.session.state({})).notices)).toEqual([])
    const visit = () => ({
      kind: 'visit' as const, subjectId: id, occurredAt: new Date(clocks.wall - 3_600_000).toISOString(), place: '家中', text: '一切正常，在家务农。', participants: [], attachments: [],
      visitType: 'ONSITE' as const, reason: 'ROUTINE' as const, met: [], findings: [], nextVisitOn: null,
    })
    expect(valueOf(await client.record.log({ record: visit(), draftId: null })).record.clockDoubt).toBe('')
    valueOf(await client.session.lock({}))
    clocks.wall -= years(2)
    expect(doubts(valueOf(await client.session.logIn(director)).notices)[0]).toMatch(/^本机时钟早于上一条操作记录（20\d\d-\d\d-\d\d \d\d:\d\d）。请先在系统设置里校准日期时间/)
    expect(valueOf(await client.record.log({ record: visit(), draftId: null })).record.clockDoubt).toContain('本机时钟早于')
    // Entries written with the wrong time do not make it right.
    valueOf(await client.session.lock({}))
    expect(doubts(valueOf(await client.session.logIn(director)).notices).length).toBe(1)
    valueOf(await client.session.lock({}))
    clocks.wall += years(2)
    expect(doubts(valueOf(await client.session.logIn(director)).notices)).toEqual([])
    expect(verifyAudit(await auditOf(desk)).firstBad).toBeNull()
    valueOf(await client.session.lock({}))
  })

  it('[H24] turned back while the office is open, or before the county time', async () => {
    const { client, clocks, desk } = await setUp()
    const noticed = async () => doubts(valueOf(await client.session.state({})).notices)
    clocks.running += 60_000
    clocks.wall += 60_000
    expect(await noticed()).toEqual([])
    clocks.wall -= 11 * 60_000
    expect((await noticed())[0]).toContain('本机时钟在使用中被往回调过')
    clocks.wall += 11 * 60_000
    await desk.opened()?.office.settings.set('county-clock', { offsetSeconds: 3600, lastServerTime: new Date(clocks.wall + 3_600_000).toISOString() })
    expect((await noticed())[0]).toContain('早于上次连接县局的时间')
    await desk.opened()?.office.settings.set('county-clock', { offsetSeconds: 5400, lastServerTime: new Date(clocks.wall).toISOString() })
    expect((await noticed())[0]).toBe('本机时钟与县局时间相差约 90 分钟。请先在系统设置里校准日期时间；记录仍可保存，但会标明时钟异常。')
    valueOf(await client.session.lock({}))
  })

  it('[H24] years ahead: once the county has found the clock right, what was written before does not count', async () => {
    const { client, clocks, desk } = await setUp()
    clocks.wall += years(2)
    valueOf(await client.session.lock({}))
    valueOf(await client.session.logIn(director))
    valueOf(await client.session.lock({}))
    clocks.wall -= years(2)
    expect(doubts(valueOf(await client.session.logIn(director)).notices).length).toBe(1)
    await desk.opened()?.office.settings.set('county-clock', { offsetSeconds: 0, lastServerTime: new Date(clocks.wall).toISOString() })
    expect(doubts(valueOf(await client.session.state({})).notices)).toEqual([])
    valueOf(await client.session.lock({}))
    expect(doubts(valueOf(await client.session.logIn(director)).notices)).toEqual([])
    valueOf(await client.session.lock({}))
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reachOf } from '../../src-shared/authz/matrix.ts'
import type { Slice } from '../../src-shared/contract/define.ts'
import { officeContract } from '../../src-shared/contract/office.ts'
import type { Client } from '../../src-shared/contract/define.ts'
import type { OfficeContract } from '../../src-shared/contract/office.ts'
import type { Host } from '../../src-main/host/create-host.ts'
import { MAX_CALL_BYTES } from '../../src-main/transport/limits.ts'
import { aClient, aHost, director, firstRun, personFacts, subjectFacts, valueOf } from './a-host.ts'
import { type Door, doors } from './doors.ts'

const operations = Object.entries<Slice>(officeContract).flatMap(([slice, members]) =>
  Object.entries(members).flatMap(([name, declared]) => (declared.kind === 'event' ? [] : [{ name: `${slice}.${name}`, action: declared.action }])),
)

/** A call whose JSON text `{"name":…,"input":…}` has exactly this many bytes. */
function callOfSize(bytes: number) {
  const empty = JSON.stringify({ name: 'session.state', input: { filler: '' } }).length
  return { name: 'session.state', input: { filler: 'x'.repeat(bytes - empty) } }
}

describe.each(Object.keys(doors) as (keyof typeof doors)[])('through %s', (kind) => {
  let host: Host
  let door: Door
  let client: Client<OfficeContract>

  beforeAll(async () => {
    host = await aHost()
    door = await doors[kind](host)
    client = aClient(door.transport)
  })
  afterAll(async () => {
    await door.close()
    await host.close()
  })

  it('[H13] answers nobody but where the matrix opens the operation to anyone', async () => {
    const opened: string[] = []
    for (const { name, action } of operations) {
      const answer = await door.transport.call({ name, input: { notAField: true } })
      const mayAnyone = reachOf('anyone', action) !== null
      if (mayAnyone) opened.push(name)
      expect([name, answer.ok ? 'ok' : answer.error.code]).toEqual([name, mayAnyone ? 'INVALID_INPUT' : 'NOT_SIGNED_IN'])
    }
    expect(opened.sort()).toEqual([
      'backup.adopt', 'backup.cancelRestore', 'backup.compare', 'backup.find', 'backup.inspect', 'backup.restore', 'backup.restoring', 'keys.applyRecovery', 'keys.cancelRotation', 'keys.requestRecovery',
      // A stopped desk has nobody who could sign in; what was not sent is sealed to the county already.
      'revocation.carry', 'revocation.handIn',
      'session.lock', 'session.logIn', 'session.setUp', 'session.state',
    ])
    expect(operations.length).toBeGreaterThan(30)
  })

  it('[H17] first run, result and event', async () => {
    const heard: unknown[] = []
    const told = new Promise<void>((resolve) => client.session.changed((payload) => { heard.push(payload); resolve() }))
    expect(valueOf(await client.session.state({}))).toMatchObject({ phase: 'new', users: [], me: null })
    const state = valueOf(await client.session.setUp(firstRun))
    expect(state).toMatchObject({ phase: 'open', officeName: '测试司法所', me: { name: '张所长', login: 'zhang', role: 'director' } })
    await told
    expect(heard).toEqual([{ reason: 'opened' }])
    expect(await client.session.setUp(firstRun)).toEqual({ ok: false, error: { code: 'ALREADY_SET_UP', params: {} } })
  })

  it('[H17] a written subject is read back equal', async () => {
    const written = valueOf(await client.subject.create(subjectFacts({ name: '王 “引号” \u{1F33E}\n第二行' })))
    expect(valueOf(await client.subject.get({ id: written.id }))).toEqual(written)
  })

  it('[H17] refusals are the same values', async () => {
    expect(await client.subject.get({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })).toEqual({ ok: false, error: { code: 'NOT_AVAILABLE', params: {} } })
    expect(await door.transport.call({ name: 'subject.steal', input: {} })).toEqual({ ok: false, error: { code: 'UNKNOWN_OPERATION', params: {} } })
    expect(await door.transport.call({ name: 'constructor', input: {} })).toEqual({ ok: false, error: { code: 'UNKNOWN_OPERATION', params: {} } })
    expect(await door.transport.call({ name: 'subject.get', input: { id: 'x' } })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', params: { field: 'id' } } })
    expect(await door.transport.call({ name: 'subject.get', input: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', extra: 1 } })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    for (const input of [null, undefined, 1, 'text', []]) expect(await door.transport.call({ name: 'subject.get', input })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  })

  it('[H17] one byte over the limit is too large, the limit itself is read', async () => {
    expect(await door.transport.call(callOfSize(MAX_CALL_BYTES + 1))).toEqual({ ok: false, error: { code: 'TOO_LARGE', params: {} } })
    expect(await door.transport.call(callOfSize(MAX_CALL_BYTES))).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  })

  it('[H12] an event reaches who may hear it, over this door too', async () => {
    const other = host.openSession()
    const unheard: unknown[] = []
    other.on('subject.changed', (payload) => unheard.push(payload))
    const told = new Promise<unknown>((resolve) => client.subject.changed(resolve))
    const { id } = valueOf(await client.subject.create(subjectFacts()))
    expect(await told).toEqual({ subjectId: id })
    expect(unheard).toEqual([])
    await other.close()
  })

  it('[H17] a volunteer is refused what the matrix refuses him', async () => {
    valueOf(await client.account.create({ personId: null, person: personFacts('赵志愿'), login: 'zhao', role: 'volunteer', password: '春江潮水连海平海上', admission: { trainedOn: '2026-01-05', undertakingOn: '2026-01-05' } }))
    valueOf(await client.session.logIn({ login: 'zhao', password: '春江潮水连海平海上' }))
    for (const { name, action } of operations) {
      if (reachOf('volunteer', action) !== null) continue
      expect([name, await door.transport.call({ name, input: {} })]).toEqual([name, { ok: false, error: { code: 'NOT_ALLOWED', params: {} } }])
    }
  })

  it('[H17] lock takes the access and says so', async () => {
    const told = new Promise<unknown>((resolve) => client.session.changed(resolve))
    expect(valueOf(await client.session.lock({}))).toMatchObject({ phase: 'locked', me: null })
    expect(await told).toEqual({ reason: 'locked' })
    expect(await client.subject.list({})).toEqual({ ok: false, error: { code: 'NOT_SIGNED_IN', params: {} } })
    expect(await client.session.logIn({ ...director, password: '不对的密码' })).toEqual({ ok: false, error: { code: 'WRONG_PASSWORD', params: {} } })
    expect(valueOf(await client.session.logIn(director)).phase).toBe('open')
  })
})

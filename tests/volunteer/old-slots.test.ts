import { join as path } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { demoLogIns } from '../../build/demo/offices.ts'
import { isOwnKeyed, openSlot } from '../../src-main/host/keyring/key-slot.ts'
import { loadKeyring } from '../../src-main/host/keyring/keyring-file.ts'
import { oldSlotNotices } from '../../src-main/host/volunteer/old-slots.ts'
import { aClient, valueOf } from '../contract/a-host.ts'
import { aDesk, closeDesks } from '../faults/a-desk.ts'
import { aFrozenOffice } from '../migrations/a-frozen-office.ts'
import { everythingReadable, keysWithPassword } from './thief.ts'

afterEach(closeDesks)

/** Before the fixture was frozen. */
const admission = { trainedOn: '2020-01-02', undertakingOn: '2020-01-02' } as const
const only = ({ login, password }: { login: string; password: string }) => ({ login, password })
const director = only(demoLogIns.director)
const volunteer = only(demoLogIns.volunteer)

/** An office of the version before, in which a volunteer's password opens everything. */
function anOldOffice() {
  const { dataDir, facts } = aFrozenOffice('office-59e9dfe')
  const made = aDesk({ dataDir, clocks: { wall: Date.parse(facts.clock) + 86_400_000, running: 0 } })
  const slot = () => {
    const loaded = loadKeyring(dataDir)
    if (loaded.state !== 'good') throw new Error(loaded.state)
    const found = loaded.content.slots.find(({ login }) => login === volunteer.login)
    if (!found) throw new Error('no slot')
    return { found, deviceId: loaded.content.deviceId }
  }
  const opens = async () => Object.keys((await openSlot(slot().found, volunteer.password, slot().deviceId)) ?? {})
  const told = async () => {
    const opened = made.desk.opened()
    return opened ? await oldSlotNotices(opened, made.desk.keyring) : []
  }
  return { ...made, slot, opens, told, staff: aClient(made.session()), other: aClient(made.session()) }
}

it('[VO14] a volunteer of the version before logs in: the host alone uses his old slot, once, and it is gone', async () => {
  const { desk, dataDir, opens, told, staff, other, slot } = anOldOffice()
  expect(await opens()).toEqual(['office'])
  expect(await other.session.logIn(volunteer)).toMatchObject({ ok: false, error: { code: 'VOLUNTEER_NOT_READY' } })
  expect(desk.opened()).toBeNull()
  expect(isOwnKeyed(slot().found)).toBe(true)
  expect(await opens()).toEqual(['volunteers'])
  expect([...everythingReadable(dataDir, await keysWithPassword(dataDir, volunteer.password)).keys()]).toEqual([])
  valueOf(await staff.session.logIn(director))
  expect(await told()).toEqual([expect.stringContaining('更换一次数据密钥')])
  const row = valueOf(await staff.account.list({})).find(({ role }) => role === 'volunteer')
  if (!row) throw new Error('no volunteer')
  valueOf(await staff.account.admit({ personId: row.personId, admission }))
  const before = valueOf(await staff.subject.list({ limit: 500 })).total
  expect(valueOf(await other.session.logIn(volunteer)).me?.role).toBe('volunteer')
  const seen = valueOf(await other.subject.list({ limit: 500 })).total
  expect(seen).toBeGreaterThan(0)
  expect(seen).toBeLessThan(before)
  const plain = everythingReadable(dataDir, await keysWithPassword(dataDir, volunteer.password))
  expect([...plain.keys()].every((file) => file.startsWith(path(dataDir, 'volunteers', row.personId)))).toBe(true)
})

it('[VO15] staff are told of an old slot until its owner has logged in or his password was reset', async () => {
  const { opens, told, staff, other } = anOldOffice()
  valueOf(await staff.session.logIn(director))
  expect(await told()).toEqual([expect.stringContaining(demoLogIns.volunteer.name)])
  const row = valueOf(await staff.account.list({})).find(({ role }) => role === 'volunteer')
  if (!row) throw new Error('no volunteer')
  valueOf(await staff.account.admit({ personId: row.personId, admission }))
  valueOf(await staff.account.resetPassword({ personId: row.personId, password: '不知天上宫阙今夕' }))
  expect(await opens()).toEqual([])
  expect(await told()).toEqual([expect.stringContaining('更换一次数据密钥')])
  valueOf(await other.session.logIn({ login: volunteer.login, password: '不知天上宫阙今夕' }))
})

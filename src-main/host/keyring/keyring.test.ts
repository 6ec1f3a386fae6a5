import { argon2Sync, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync, renameSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashRaw } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { DeviceId, makeId, PersonId } from '#shared/kernel/ids.ts'
import { type Keyring, openKeyring } from './keyring.ts'
import { loadKeyring } from './keyring-file.ts'
import { openSlot } from './key-slot.ts'
import { newBoxKeys } from './sealed-box.ts'

const kdf = { memoryKiB: 32, passes: 1, lanes: 1 }
const anId = <T>(schema: { parse(text: string): T }): T => schema.parse(makeId(1_800_000_000_000, randomBytes(10)))
const owner = { personId: anId(PersonId), login: 'zhang', name: '张所长' }
const colleague = { personId: anId(PersonId), login: 'li', name: '李干事' }
const password = '明月几时有把酒问青天'
const next = '不知天上宫阙今夕是何年'

/** A machine whose clocks the test turns by hand. */
function aMachine() {
  const clocks = { wall: 1_800_000_000_000, running: 0 }
  const dataDir = mkdtempSync(join(tmpdir(), 'keyring-'))
  const start = (): Keyring => openKeyring({ dataDir, randomBytes, kdf, now: () => clocks.wall, monotonic: () => clocks.running })
  return { clocks, dataDir, start, path: (name: string) => join(dataDir, name) }
}

async function setUp() {
  const machine = aMachine()
  const dataKey = randomBytes(32)
  const keyring = machine.start()
  await keyring.create(owner, { dataKey, password }, { deviceId: anId(DeviceId), officeName: '测试司法所' })
  return { ...machine, keyring, dataKey }
}

async function keyOf(keyring: Keyring, login: string, typed: string): Promise<string> {
  const unlocked = await keyring.unlock(login, typed)
  return unlocked.ok ? Buffer.from(unlocked.value.dataKey).toString('hex') : unlocked.error.code
}

describe('the keyring', () => {
  it('[H3] the right password gives the data key, also after a restart; a wrong one gives nothing', async () => {
    const { start, dataKey } = await setUp()
    expect(await keyOf(start(), 'zhang', password)).toBe(dataKey.toString('hex'))
    expect(await keyOf(start(), 'zhang', `${password} `)).toBe('WRONG_PASSWORD')
    expect(await keyOf(start(), 'nobody', password)).toBe('WRONG_PASSWORD')
  })

  it('[H3] the same characters typed by another input method open as well', async () => {
    const { keyring, dataKey, start } = await setUp()
    await keyring.put(owner, { dataKey, password: 'ｐａｓｓ-é-長城' })
    expect(await keyOf(start(), 'zhang', 'pass-e\u0301-長城')).toBe(dataKey.toString('hex'))
  })

  it('[H3] Argon2id agrees with an implementation that is not ours', async () => {
    const salt = randomBytes(16)
    for (const [memoryKiB, passes, lanes] of [[32, 1, 1], [256, 3, 4], [1024, 2, 2]] as const) {
      const theirs = argon2Sync('argon2id', { message: password, nonce: salt, memory: memoryKiB, passes, parallelism: lanes, tagLength: 32 })
      expect(await hashRaw(password, { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32, salt })).toEqual(theirs)
    }
  })

  it('[H3] a slot opens only for its own device, login, person and generation', async () => {
    const { keyring } = await setUp()
    const { slots: [slot], deviceId } = keyring.content()
    if (!slot) throw new Error('no slot')
    expect(await openSlot(slot, password, deviceId)).not.toBeNull()
    for (const changed of [{ login: 'li' }, { personId: colleague.personId }, { generation: slot.generation + 1 }, { salt: Buffer.alloc(16).toString('base64') }, { publicKey: newBoxKeys(randomBytes).publicKey }, { kdf: { ...kdf, passes: 2 } }])
      expect([Object.keys(changed), await openSlot({ ...slot, ...changed }, password, deviceId)]).toEqual([Object.keys(changed), null])
    expect(await openSlot(slot, password, anId(DeviceId))).toBeNull()
  })

  it('[H3] neither key nor password nor a hash of it is in any file', async () => {
    const { dataDir, dataKey, keyring } = await setUp()
    await keyring.put(colleague, { dataKey, password: next })
    const all = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1')).join('\n')
    expect(all).toContain('wrapped')
    for (const secret of [dataKey.toString('hex'), dataKey.toString('base64'), Buffer.from(password).toString('latin1'), Buffer.from(password).toString('base64'), 'argon2id$']) expect(all).not.toContain(secret)
  })

  it('[H4] a damaged newest copy is replaced by the other one', async () => {
    const { path, start, dataKey } = await setUp()
    const whole = readFileSync(path('keyring.json'))
    const damages: [string, Buffer | string][] = [['empty', ''], ['half', whole.subarray(0, whole.length / 2)], ['zeros', Buffer.alloc(whole.length)], ['one bit', Buffer.from(whole.map((byte, i) => (i === Math.floor(whole.length / 2) ? byte ^ 1 : byte)))], ['text', 'not a keyring']]
    for (const [kind, content] of damages) {
      writeFileSync(path('keyring.json'), content)
      expect([kind, await keyOf(start(), 'zhang', password)]).toEqual([kind, dataKey.toString('hex')])
    }
  })

  it('[H4] when no copy can be read nothing is overwritten and the state says damaged', async () => {
    const { path, start } = await setUp()
    for (const name of ['keyring.json', 'keyring.spare.json']) writeFileSync(path(name), '{}')
    const keyring = start()
    expect(keyring.state()).toBe('damaged')
    expect(await keyOf(keyring, 'zhang', password)).toBe('KEYRING_DAMAGED')
    await expect(keyring.create(owner, { dataKey: randomBytes(32), password }, { deviceId: anId(DeviceId), officeName: '' })).rejects.toThrow()
    expect(readFileSync(path('keyring.json'), 'utf8')).toBe('{}')
  })

  it('[H4] what a kill leaves at any step of a password change opens with the old or the new password, never with neither', async () => {
    const { path, keyring, dataKey, start } = await setUp()
    const old = path('old')
    copyFileSync(path('keyring.json'), old)
    await keyring.put(owner, { dataKey, password: next })
    const fresh = path('fresh')
    copyFileSync(path('keyring.json'), fresh)
    const half = readFileSync(fresh).subarray(0, 100)
    const steps: Record<string, () => void> = {
      'half a file aside': () => { copyFileSync(old, path('keyring.json')); copyFileSync(old, path('keyring.spare.json')); writeFileSync(path('keyring.json.tmp'), half) },
      'whole aside, not renamed': () => { copyFileSync(fresh, path('keyring.json.tmp')) },
      'renamed, spare old': () => { renameSync(path('keyring.json.tmp'), path('keyring.json')) },
      'renamed, spare half aside': () => { writeFileSync(path('keyring.spare.json.tmp'), half) },
      'all written': () => { copyFileSync(fresh, path('keyring.spare.json')) },
    }
    const opens: string[] = []
    for (const [step, leave] of Object.entries(steps)) {
      leave()
      const right = await Promise.all([password, next].map(async (typed) => (await keyOf(start(), 'zhang', typed)) === dataKey.toString('hex')))
      expect([step, right.filter(Boolean).length]).toEqual([step, 1])
      opens.push(right[0] ? 'old' : 'new')
    }
    expect(opens).toEqual(['old', 'old', 'new', 'new', 'new'])
  })

  it('[H5] after a change no file opens with the old password', async () => {
    const { dataDir, keyring, dataKey, path } = await setUp()
    const before = readFileSync(path('keyring.json'), 'utf8')
    await keyring.put(owner, { dataKey, password: next })
    for (const name of readdirSync(dataDir).filter((one) => one.startsWith('keyring'))) {
      expect(readFileSync(path(name), 'utf8')).not.toBe(before)
      writeFileSync(path(name), readFileSync(path(name)))
      const loaded = loadKeyring(dataDir)
      if (loaded.state !== 'good') throw new Error(loaded.state)
      for (const slot of loaded.content.slots) expect(await openSlot(slot, password, loaded.content.deviceId)).toBeNull()
    }
    expect(existsSync(path('keyring.json.tmp'))).toBe(false)
  })

  it('[H8] a stopped account opens nothing until it is started again', async () => {
    const { keyring, dataKey, start } = await setUp()
    await keyring.put(colleague, { dataKey, password: next })
    await keyring.setSuspended(colleague.personId, true, { dataKey })
    expect(await keyOf(start(), 'li', next)).toBe('ACCOUNT_DISABLED')
    const { slots, deviceId } = keyring.content()
    const slot = slots.find((one) => one.login === 'li')
    if (!slot) throw new Error('no slot')
    expect((await openSlot({ ...slot, suspended: false }, next, deviceId))?.office).toBeUndefined()
    await keyring.setSuspended(colleague.personId, false, { dataKey })
    expect(await keyOf(start(), 'li', next)).toBe(dataKey.toString('hex'))
  })

  it('[H2] every file is for this user only', async () => {
    const { dataDir, keyring } = await setUp()
    await keyring.unlock('zhang', 'wrong')
    const modes = readdirSync(dataDir).map((name) => [name, (statSync(join(dataDir, name)).mode & 0o777).toString(8)])
    expect(modes.length).toBeGreaterThanOrEqual(4)
    expect(modes.filter(([, mode]) => mode !== '600')).toEqual([])
  })
})

describe('guessing', () => {
  const guess = async (keyring: Keyring, login = 'zhang') => {
    const answer = await keyring.unlock(login, '猜的密码猜的密码')
    if (answer.ok) throw new Error('guessed')
    return answer.error.code === 'TRY_LATER' ? answer.error.params.seconds : answer.error.code
  }
  const fiveTimes = async (keyring: Keyring) => {
    for (let i = 0; i < 5; i++) expect(await guess(keyring)).toBe('WRONG_PASSWORD')
  }

  it('[H6] five failures make the sixth wait, right or wrong', async () => {
    const { keyring } = await setUp()
    await fiveTimes(keyring)
    expect(await guess(keyring)).toBe(30)
    expect(await keyOf(keyring, 'zhang', password)).toBe('TRY_LATER')
  })

  it('[H6] the wait doubles to 15 minutes and ends with a success', async () => {
    const { keyring, clocks, dataKey } = await setUp()
    await fiveTimes(keyring)
    const waits: unknown[] = []
    for (let i = 0; i < 7; i++) {
      const seconds = await guess(keyring)
      waits.push(seconds)
      clocks.running += Number(seconds) * 1000
      expect(await guess(keyring)).toBe('WRONG_PASSWORD')
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
    clocks.running += 900_000
    expect(await keyOf(keyring, 'zhang', password)).toBe(dataKey.toString('hex'))
    await fiveTimes(keyring)
  })

  it('[H6] a restart and ten years of clock in either direction shorten nothing', async () => {
    const { keyring, clocks, start } = await setUp()
    await fiveTimes(keyring)
    clocks.running += 10_000
    expect(await guess(keyring)).toBe(20)
    for (const years of [-10, 10]) {
      clocks.wall += years * 365 * 86_400_000
      expect([years, await guess(keyring)]).toEqual([years, 20])
      expect([years, await guess(start())]).toEqual([years, 30])
    }
  })

  it('[H6] the attempt is on disk before the password is looked at', async () => {
    const { keyring, start } = await setUp()
    // What a kill in the middle of each check leaves: `begin` has run, `succeeded` never does.
    for (let i = 0; i < 5; i++) keyring.guessing.begin(owner.personId, '2027-01-15T08:00:00.000Z')
    expect(await keyOf(start(), 'zhang', password)).toBe('TRY_LATER')
  })

  it('[H6] a password that is just being looked at is no failed log-in of anybody, a wrong one is', async () => {
    const { keyring, start } = await setUp()
    const failed = () => keyring.guessing.failed().map(({ personId }) => personId)
    keyring.guessing.begin('wrong', '2027-01-15T08:00:00.000Z')
    keyring.guessing.begin(owner.personId, '2027-01-15T08:00:01.000Z')
    // Somebody else enters the office meanwhile, and the audit takes over what failed before.
    expect(failed()).toEqual(['wrong'])
    keyring.guessing.forgetFailed(1)
    expect(failed()).toEqual([])
    keyring.guessing.succeeded(owner.personId)
    expect([failed(), start().guessing.failed()]).toEqual([[], []])
  })

  it('[H6] removing or damaging one of the two files does not help', async () => {
    const { keyring, start, path } = await setUp()
    await fiveTimes(keyring)
    for (const [name, content] of [['guesses.json', '{}'], ['guesses.spare.json', JSON.stringify({ device: { failures: 0, waitMs: 0 }, users: {}, failed: [] })]] as const) {
      const kept = readFileSync(path(name))
      writeFileSync(path(name), content)
      expect([name, await guess(start())]).toEqual([name, 30])
      writeFileSync(path(name), kept)
    }
  })

  it('[H6] a colleague is not locked out, but trying many names is', async () => {
    const { keyring, dataKey } = await setUp()
    await keyring.put(colleague, { dataKey, password: next })
    await fiveTimes(keyring)
    expect(await keyOf(keyring, 'li', next)).toBe(dataKey.toString('hex'))
    const others = await Promise.all([1, 2, 3, 4].map(async (i) => {
      const one = { personId: anId(PersonId), login: `user${i}`, name: `某${i}` }
      await keyring.put(one, { dataKey, password: next })
      return one.login
    }))
    for (const login of others) for (let i = 0; i < 5; i++) expect(await guess(keyring, login)).toBe('WRONG_PASSWORD')
    expect(await keyOf(keyring, 'li', next)).toBe('TRY_LATER')
  })
})

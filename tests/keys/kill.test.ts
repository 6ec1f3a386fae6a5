import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PersonId, DeviceId, makeId } from '#shared/kernel/ids.ts'
import { derivedKey } from '../../src-main/host/derive-key.ts'
import { openKeyring } from '../../src-main/host/keyring/keyring.ts'
import { finishSwaps } from '../../src-main/host/rotation/finish-swaps.ts'
import { openSqliteStore } from '../../src-main/store/rx-storage-sqlite/index.ts'
import { openCollections } from '../../src-main/store/collections.ts'
import { cheapKdf } from '../contract/a-host.ts'

const anId = <T>(schema: { parse(text: string): T }): T => schema.parse(makeId(1_800_000_000_000, randomBytes(10)))
const deviceId = anId(DeviceId)
const owner = { personId: anId(PersonId), login: 'zhang', name: '张所长' }
const colleague = { personId: anId(PersonId), login: 'li', name: '李干事' }
const facts = { owner, colleague, password: '明月几时有把酒问青天', next: '不知天上宫阙今夕是何年' }
const name = `office-${deviceId.toLowerCase()}`
/** A process for each kill is dear: a few moments every time, every single one in the long run (KEY_KILLS_EACH=1). */
const each = (calls: number): number => Number(process.env['KEY_KILLS_EACH'] ?? Math.ceil(calls / 4))
let base = ''

const keyringOf = (dataDir: string) => openKeyring({ dataDir, now: () => Date.now(), monotonic: () => performance.now(), randomBytes, kdf: cheapKdf })

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'keys-'))
  const dataKey = new Uint8Array(randomBytes(32))
  const keyring = keyringOf(base)
  await keyring.create(owner, { dataKey, password: facts.password }, { deviceId, officeName: '测试司法所' })
  await keyring.put(colleague, { dataKey, password: facts.password })
  const store = openSqliteStore({ filename: join(base, 'office.sqlite'), key: derivedKey(dataKey, deviceId, 'database') })
  const database = await openCollections(name, store.storage)
  await database.settings.bulkInsert(Array.from({ length: 300 }, (_, index) => ({ id: `s${index}`, value: JSON.stringify('x'.repeat(500)) })))
  await database.close()
  await store.close()
})

function run(dataDir: string, work: string, stopAt: number) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'key-child.ts'), dataDir, work, String(stopAt), JSON.stringify(facts)], { encoding: 'utf8' })
}

function aCopy(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'keys-'))
  cpSync(base, dataDir, { recursive: true })
  return dataDir
}

/** Starts as the host does and tells what each password opens: every setting, or nothing. */
async function opened(dataDir: string, login: string): Promise<{ old: boolean; next: boolean; key: string }> {
  finishSwaps(dataDir)
  const found = { old: false, next: false, key: '' }
  for (const [which, password] of [['old', facts.password], ['next', facts.next]] as const) {
    const unlocked = await keyringOf(dataDir).unlock(login, password)
    if (!unlocked.ok) continue
    const { dataKey } = unlocked.value
    const store = openSqliteStore({ filename: join(dataDir, 'office.sqlite'), key: derivedKey(dataKey, deviceId, 'database') })
    const database = await openCollections(name, store.storage)
    found[which] = (await database.settings.find().exec()).length === 300 && store.verify().ok
    found.key = Buffer.from(dataKey).toString('hex')
    await database.close()
    await store.close()
  }
  return found
}

describe('a kill before any call to the file system', () => {
  it.each([['password', 'zhang'], ['add', 'li'], ['remove', 'li'], ['recovery', 'zhang'], ['rotate', 'zhang']])('[H4][H41] during %s: what was opens or what is to be, never neither, never both', async (work, login) => {
    const whole = aCopy()
    const before = await opened(whole, 'zhang')
    const ended = run(whole, work, 0)
    const calls = Number(ended.stdout)
    expect([ended.stderr, calls > 10]).toEqual(['', true])
    const states: string[] = []
    for (let stopAt = 1; stopAt <= calls; stopAt += each(calls)) {
      const dataDir = aCopy()
      expect([stopAt, run(dataDir, work, stopAt).signal]).toEqual([stopAt, 'SIGKILL'])
      const owners = await opened(dataDir, 'zhang')
      // Whatever happens to one slot, the office opens for its owner.
      expect([stopAt, owners.old !== owners.next]).toEqual([stopAt, true])
      const found = await opened(dataDir, login)
      const isNew = work === 'rotate' ? found.key !== before.key : work === 'recovery' ? keyringOf(dataDir).content().recovery !== null : work === 'remove' ? !found.old : found.next
      expect([stopAt, found.old && found.next]).toEqual([stopAt, false])
      if (work === 'remove') expect(found.next).toBe(false)
      else expect([stopAt, found.old !== found.next]).toEqual([stopAt, true])
      states.push(isNew ? 'new' : 'old')
      expect(readdirSync(dataDir).filter((one) => one.includes('.next'))).toEqual([])
      expect(existsSync(join(dataDir, 'office.sqlite'))).toBe(true)
    }
    // Once new, always new: the moment it counts is one.
    expect(states).toEqual([...states].sort().reverse())
    expect(states[0]).toBe('old')
  }, 4 * 3_600_000)
})

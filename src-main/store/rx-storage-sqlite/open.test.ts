import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, it } from 'vitest'
import { StoreError, openSqliteStore } from './index.ts'
import { openConnection } from './open-connection.ts'
import { assertSafeConnection } from './self-test.ts'
import { openFileCount } from './shared-connection.ts'
import { createStoreKey } from './store-key.ts'
import { openInstance, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
  return 'none'
}

async function aStore(): Promise<string> {
  const filename = join(tempFolder(), 'a.db')
  const store = openSqliteStore({ filename, key: TEST_KEY })
  const instance = await openInstance(store.storage)
  await instance.bulkWrite([{ document: stored({ id: 'a', name: 'x' }) }], 'c')
  await store.close()
  return filename
}

describe('opening', () => {
  it('[ST30] one typed error for each thing that can be wrong', async () => {
    const filename = await aStore()
    const folder = tempFolder()
    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const plain = new Database(join(folder, 'plain.db'))
    plain.exec('CREATE TABLE t (x)')
    plain.close()
    const newer = join(folder, 'newer.db')
    const db = openConnection(newer, createStoreKey(TEST_KEY))
    db.pragma('user_version=99')
    db.close()
    expect(codeOf(() => openSqliteStore({ filename, key: 'ab'.repeat(32) }))).toBe('WRONG_KEY')
    expect(codeOf(() => openSqliteStore({ filename }))).toBe('WRONG_KEY')
    expect(codeOf(() => openSqliteStore({ filename, key: 'short' }))).toBe('BAD_KEY_FORMAT')
    expect(codeOf(() => openSqliteStore({ filename, key: new Uint8Array(31) }))).toBe('BAD_KEY_FORMAT')
    expect(codeOf(() => openSqliteStore({ filename: file('text', '只是文字'.repeat(5000)), key: TEST_KEY }))).toBe('NOT_A_DATABASE')
    expect(codeOf(() => openSqliteStore({ filename: join(folder, 'plain.db'), key: TEST_KEY }))).toBe('NOT_ENCRYPTED')
    expect(codeOf(() => openSqliteStore({ filename: join(folder, 'plain.db') }))).toBe('NOT_A_DATABASE')
    expect(codeOf(() => openSqliteStore({ filename: newer, key: TEST_KEY }))).toBe('NEWER_SCHEMA')
    expect(codeOf(() => openSqliteStore({ filename: join(folder, 'no', 'such', 'folder.db') }))).toBe('CANNOT_OPEN')
    expect(openFileCount()).toBe(0)
    const again = openSqliteStore({ filename, key: Buffer.from(TEST_KEY).toString('hex') })
    expect(again.lastSequence()).toBe(1)
    await again.close()
  })

  it('[ST31] an encrypted file is ciphertext from its first byte, a plain one is a SQLite file', async () => {
    const filename = await aStore()
    expect(readFileSync(filename).toString('latin1', 0, 15)).not.toBe('SQLite format 3')
    const plain = join(tempFolder(), 'p.db')
    await openSqliteStore({ filename: plain }).close()
    expect(readFileSync(plain).toString('latin1', 0, 15)).toBe('SQLite format 3')
  })

  it.each([
    ['temp_store', 'temp_store=FILE'],
    ['synchronous', 'synchronous=NORMAL'],
    ['trusted_schema', 'trusted_schema=ON'],
    ['cell_size_check', 'cell_size_check=OFF'],
    ['journal_mode', 'journal_mode=DELETE'],
    ['mmap_size', 'mmap_size=65536'],
  ])('[ST32] a connection with a wrong %s is refused by name', (name, pragma) => {
    const db = openConnection(join(tempFolder(), 'a.db'), createStoreKey(TEST_KEY))
    assertSafeConnection(db, true)
    db.pragma(pragma)
    expect(codeOf(() => assertSafeConnection(db, true))).toBe('UNSAFE_CONNECTION')
    expect(() => assertSafeConnection(db, true)).toThrow(name)
    db.close()
  })

  it('[ST33] a plain connection never passes for an encrypted one', () => {
    const db = openConnection(join(tempFolder(), 'a.db'), undefined)
    expect(codeOf(() => assertSafeConnection(db, true))).toBe('UNSAFE_CONNECTION')
    db.close()
  })

  it('[ST34] one process at a time: the second gets IN_USE, and can open when the first was killed', async () => {
    const filename = await aStore()
    const program = fileURLToPath(new URL('./test-support/hold-child.ts', import.meta.url))
    const child = spawn(process.execPath, [program, filename])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(codeOf(() => openSqliteStore({ filename, key: TEST_KEY }))).toBe('IN_USE')
    // Code of this process reading the file must not weaken the other's lock, nor ours below.
    readFileSync(filename)
    expect(codeOf(() => openSqliteStore({ filename, key: TEST_KEY }))).toBe('IN_USE')
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const store = openSqliteStore({ filename, key: TEST_KEY })
    readFileSync(filename)
    expect(() => execFileSync(process.execPath, [program, filename], { stdio: 'pipe' })).toThrow(/IN_USE/)
    await store.close()
  })

  it('[ST35] the same file is shared inside a process, under any spelling, but not under another key', async () => {
    const filename = await aStore()
    const folder = join(filename, '..', 'sub')
    mkdirSync(folder)
    const one = openSqliteStore({ filename, key: TEST_KEY })
    const two = openSqliteStore({ filename: join(folder, '..', 'a.db'), key: TEST_KEY })
    expect(openFileCount()).toBe(1)
    expect(codeOf(() => openSqliteStore({ filename, key: 'ab'.repeat(32) }))).toBe('WRONG_KEY')
    await one.close()
    expect(two.lastSequence()).toBe(1)
    await two.close()
    expect(openFileCount()).toBe(0)
  })

  it('[ST37] a store that is closed while collections are being opened closes those too', async () => {
    const filename = await aStore()
    const store = openSqliteStore({ filename, key: TEST_KEY })
    const opening = [openInstance(store.storage), openInstance(store.storage, { collection: 'other' })]
    await store.close()
    for (const instance of await Promise.all(opening)) {
      await expect(instance.findDocumentsById(['a'], true)).rejects.toMatchObject({ code: 'CLOSED' })
    }
    expect(openFileCount()).toBe(0)
    await expect(openInstance(store.storage)).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('[ST36] closing leaves no handle on the file, wipes the key, and closes what is still open', async () => {
    const filename = await aStore()
    const store = openSqliteStore({ filename, key: TEST_KEY })
    const instance = await openInstance(store.storage)
    const rows = Array.from({ length: 3000 }, (_unused, i) => ({ document: stored({ id: `n${i}`, name: 'x'.repeat(200) }) }))
    await instance.bulkWrite(rows, 'c')
    await store.close()
    await expect(instance.findDocumentsById(['a'], true)).rejects.toMatchObject({ code: 'CLOSED' })
    expect(() => store.lastSequence()).toThrow(StoreError)
    expect(existsSync(`${filename}-wal`)).toBe(false)
    if (process.platform === 'linux') {
      const open = execFileSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' })
      expect(open).not.toContain('a.db')
    }
    const key = createStoreKey(TEST_KEY)
    key.wipe()
    expect([...key.bytes].every((byte) => byte === 0)).toBe(true)
    expect(codeOf(() => key.lend(() => 0))).toBe('CLOSED')
  })

  it('[ST38] a read-only disk is told before anything is tried', async (context) => {
    const folder = join(tempFolder(), 'disk')
    mkdirSync(folder)
    try {
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'pipe' })
    } catch {
      context.skip('needs the right to mount a tmpfs')
    }
    try {
      const filename = join(folder, 'a.db')
      await openSqliteStore({ filename, key: TEST_KEY }).close()
      execFileSync('mount', ['-o', 'remount,ro', folder])
      expect(codeOf(() => openSqliteStore({ filename, key: TEST_KEY }))).toBe('READ_ONLY')
      expect(codeOf(() => openSqliteStore({ filename: join(folder, 'new.db'), key: TEST_KEY }))).toBe('READ_ONLY')
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })

  it('[ST39] a flipped bit anywhere is found: by verify, or by the error CORRUPT (WRONG_KEY on the first page)', async () => {
    const filename = join(tempFolder(), 'a.db')
    const store = openSqliteStore({ filename, key: TEST_KEY })
    const filled = await openInstance(store.storage)
    await filled.bulkWrite(Array.from({ length: 90 }, (_unused, i) => ({ document: stored({ id: `d${i}`, tags: 'x'.repeat(900) }) })), 'c')
    await store.close()
    const whole = readFileSync(filename)
    const pages = Math.floor(whole.length / 4096)
    const verdicts = new Map<string, number>()
    for (let page = 0; page < pages; page++) {
      const damaged = Buffer.from(whole)
      const at = page * 4096 + ((page * 977) % 4096)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      const copy = join(tempFolder(), 'damaged.db')
      writeFileSync(copy, damaged)
      const verdict = verdictOn(copy)
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
    }
    expect([...verdicts.keys()].filter((verdict) => !['problems', 'CORRUPT', 'WRONG_KEY'].includes(verdict))).toEqual([])
    expect(verdicts.get('problems')).toBeGreaterThan(0)
    expect(verdicts.get('WRONG_KEY')).toBe(1)
  })
})

function verdictOn(filename: string): string {
  let verdict = 'fine'
  const code = codeOf(() => {
    const store = openSqliteStore({ filename, key: TEST_KEY })
    verdict = store.verify().ok ? 'fine' : 'problems'
    void store.close()
  })
  return code === 'none' ? verdict : code
}

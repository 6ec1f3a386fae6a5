import Database from 'better-sqlite3-multiple-ciphers'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openSqliteStore } from './index.ts'
import type { Building } from './index.ts'
import { openInstance, prepared, SCHEMA, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Instance } from './test-support/harness.ts'

const MANY = 1100
const before = { ...SCHEMA, indexes: ['name'] }
const after = { ...SCHEMA, indexes: ['age', ['ok', 'name']] }

/** A store of many documents under a schema with one index, closed again. */
async function aBigFile(): Promise<string> {
  const filename = join(tempFolder(), 'a.db')
  const store = openSqliteStore({ filename, key: TEST_KEY })
  const instance = await openInstance(store.storage, { schema: before })
  const documents = Array.from({ length: MANY }, (_unused, i) => stored({ id: `d${i}`, name: `n${i % 7}`, age: (i * 37) % 500, ok: i % 3 === 0 }))
  await instance.bulkWrite(documents.map((document) => ({ document })), 'c')
  await store.close()
  return filename
}

const youngest = prepared({ selector: { age: { $lt: 20 } }, sort: [{ age: 'asc' }, { id: 'asc' }] }, after)

const youngIds = Array.from({ length: MANY }, (_unused, i) => (i * 37) % 500).filter((age) => age < 20).length

async function isWhole(instance: Instance): Promise<void> {
  const { documents } = await instance.query(youngest)
  const wanted = Array.from({ length: MANY }, (_unused, i) => (i * 37) % 500).filter((age) => age < 20).sort((a, b) => a - b)
  expect(documents.map(({ age }) => age)).toEqual(wanted)
  expect(await instance.count(prepared({ selector: { ok: true, name: 'n3' } }, after))).toEqual({ count: Array.from({ length: MANY }, (_unused, i) => i).filter((i) => i % 3 === 0 && i % 7 === 3).length, mode: 'fast' })
}

it('[ST26] indexes that a changed schema asks of many documents are made a page a turn, and by the thread', async () => {
  const filename = await aBigFile()
  const inThisThread: string[] = []
  const exec = vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, sql: string) {
    inThisThread.push(sql)
    return original.call(this, sql)
  })
  const told: (Building & { turn: number })[] = []
  let [turn, on] = [0, true]
  const tick = (): void => {
    turn += 1
    if (on) setImmediate(tick)
  }
  tick()
  const store = openSqliteStore({ filename, key: TEST_KEY, building: (building) => told.push({ ...building, turn }) })
  try {
    const instance = await openInstance(store.storage, { schema: after })
    on = false
    expect(inThisThread.filter((sql) => /INDEX/.test(sql))).toEqual([])
    // Three pages of at most 500, each in a turn of its own, then one index dropped and two made.
    const filling = told.filter(({ done }) => done <= MANY)
    expect(filling.map(({ done }) => done).slice(0, 4)).toEqual([0, 500, 1000, 1100])
    expect(new Set(filling.slice(1, 4).map((one) => one.turn)).size).toBe(3)
    expect(told.at(-1)).toMatchObject({ collection: 'docs', done: 4 * MANY, of: 4 * MANY })
    expect(told.every((one, i) => one.done >= (told[i - 1]?.done ?? 0))).toBe(true)
    await isWhole(instance)
    expect(store.verify()).toEqual({ ok: true, problems: [] })
  } finally {
    exec.mockRestore()
    await store.close()
  }
})

const original = Database.prototype.exec

it('[ST26] what ends in the middle goes on at the next opening, and until then no query believes the column', async () => {
  const filename = await aBigFile()
  const first = openSqliteStore({
    filename,
    key: TEST_KEY,
    building({ done }) {
      if (done >= 1000) throw new Error('the power is gone')
    },
  })
  const former = await openInstance(first.storage, { schema: before })
  await expect(openInstance(first.storage, { schema: after })).rejects.toThrow('the power is gone')
  // Over a column that is filled by half.
  expect(await former.count(prepared({ selector: { age: { $lt: 20 } } }, before))).toEqual({ count: youngIds, mode: 'slow' })
  await first.close()
  const told: number[] = []
  const second = openSqliteStore({ filename, key: TEST_KEY, building: ({ done }) => told.push(done) })
  const instance = await openInstance(second.storage, { schema: after })
  expect(told.slice(0, 2)).toEqual([1000, 1100])
  await isWhole(instance)
  await second.close()
  const third = openSqliteStore({ filename, key: TEST_KEY, building: ({ done }) => told.push(-done) })
  await isWhole(await openInstance(third.storage, { schema: after }))
  expect(told.filter((done) => done < 0)).toEqual([])
  await third.close()
})

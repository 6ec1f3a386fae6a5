import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getRxStorageSQLite, openSqliteStore } from './index.ts'
import { shareConnection } from './shared-connection.ts'
import { createStoreKey } from './store-key.ts'
import { next, openInstance, prepared, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Doc, Instance } from './test-support/harness.ts'

const rowsOf = (count: number, prefix = 'd', more: Partial<Doc> = {}) =>
  Array.from({ length: count }, (_unused, i) => ({ document: stored({ id: `${prefix}${i}`, ...more }) }))

async function withStore(work: (instance: Instance, filename: string) => Promise<void>): Promise<void> {
  const filename = join(tempFolder(), 'a.db')
  const store = openSqliteStore({ filename, key: TEST_KEY })
  try {
    await work(await openInstance(store.storage), filename)
  } finally {
    await store.close()
  }
}

describe('writing', () => {
  it('[ST40] writes keep the order of the calls, whatever their size, and none starts before the last is answered', () =>
    withStore(async (instance) => {
      const told: string[] = []
      instance.changeStream().subscribe(({ context }) => told.push(`event ${context}`))
      const sizes = [1, 500, 1, 150, 1, 1, 300, 2]
      await Promise.all(
        sizes.map((size, i) => instance.bulkWrite(rowsOf(size, `b${i}-`), String(i)).then(() => told.push(`answer ${i}`))),
      )
      expect(told).toEqual(sizes.flatMap((_size, i) => [`event ${i}`, `answer ${i}`]))
    }))

  it('[ST41] one id twice in a bulk: the second row gets its conflict, in small and in big bulks', () =>
    withStore(async (instance) => {
      for (const size of [2, 400]) {
        const rows = [...rowsOf(size, `s${size}-`), { document: stored({ id: `s${size}-0`, name: 'second' }) }]
        const { error } = await instance.bulkWrite(rows, 'c')
        expect(error.map(({ status, documentId }) => [status, documentId])).toEqual([[409, `s${size}-0`]])
        expect((await instance.findDocumentsById([`s${size}-0`], true))[0]?.name).toBeUndefined()
      }
    }))

  it('[ST42] a big bulk is one answer, one event bulk and seen by readers whole or not at all', () =>
    withStore(async (instance) => {
      const bulks: number[] = []
      instance.changeStream().subscribe(({ events }) => bulks.push(events.length))
      const counts = new Set<number>()
      let reading = true
      const reader = (async () => {
        while (reading) {
          const { count } = await instance.count(prepared({ selector: {} }))
          counts.add(count)
          // Whoever sees the documents has been told of them.
          expect(count).toBe(bulks.reduce((sum, n) => sum + n, 0))
          await new Promise((resolve) => setImmediate(resolve))
        }
      })()
      await instance.bulkWrite(rowsOf(3000), 'c')
      await instance.bulkWrite([...rowsOf(1500, 'e'), ...rowsOf(1, 'e')], 'with a duplicate')
      reading = false
      await reader
      expect(bulks).toEqual([3000, 1500])
      for (const count of counts) expect([0, 3000, 4500]).toContain(count)
    }))

  it('[ST49] other work of the event loop goes on during a big bulk, a cleanup and a removal', () =>
    withStore(async (instance) => {
      let turns = 0
      let on = true
      const tick = (): void => {
        turns += 1
        if (on) setImmediate(tick)
      }
      tick()
      const turnsOf = async (work: () => Promise<unknown>): Promise<number> => {
        const before = turns
        await work()
        return turns - before
      }
      const rows = rowsOf(4000)
      expect(await turnsOf(() => instance.bulkWrite(rows, 'c'))).toBeGreaterThan(10)
      await instance.bulkWrite(rows.slice(0, 2000).map(({ document }) => next(document, { _deleted: true })), 'c')
      expect(await turnsOf(() => instance.cleanup(0))).toBeGreaterThan(10)
      expect(await turnsOf(() => instance.remove())).toBeGreaterThan(10)
      on = false
    }))

  it('[ST43] updates and conflicts in a big bulk are answered as in a small one', () =>
    withStore(async (instance) => {
      const rows = rowsOf(600)
      await instance.bulkWrite(rows, 'c')
      const updates = rows.map(({ document }, i) => (i % 2 ? next(document, { name: 'new' }) : { document: stored({ id: document.id }) }))
      const { error } = await instance.bulkWrite(updates, 'c')
      expect(error).toHaveLength(300)
      expect(error.every((each) => each.status === 409 && each.documentInDb?._rev === '1-a')).toBe(true)
      expect(await instance.count(prepared({ selector: { name: 'new' } }))).toEqual({ count: 300, mode: 'fast' })
    }))

  it('[ST44] text that is not well-formed is refused (422), its neighbours are stored', () =>
    withStore(async (instance) => {
      const bad = [
        stored({ id: 'lone \uD800' }),
        stored({ id: 'in-field', name: '\uDC00x' }),
        stored({ id: 'deep', deep: { list: [{ word: 'a\uD83D' }] } }),
        stored({ id: 'in-key', deep: { 'k\uD800': 1 } }),
      ]
      const good = [stored({ id: 'emoji', name: '😀' }), stored({ id: 'looks-like', name: '\\ud800' })]
      const { error } = await instance.bulkWrite([...bad, ...good].map((document) => ({ document })), 'c')
      expect(error.map(({ status, documentId }) => [status, documentId])).toEqual(bad.map(({ id }) => [422, id]))
      expect(await instance.findDocumentsById(['emoji', 'looks-like', 'lone \uFFFD', 'lone \uD800'], true)).toEqual(good)
    }))

  it('[ST45] inputs are never changed', () =>
    withStore(async (instance) => {
      const deepFreeze = <T>(value: T): T => {
        if (typeof value === 'object' && value !== null && !(value instanceof Blob)) {
          Object.freeze(value)
          Object.values(value).forEach(deepFreeze)
        }
        return value
      }
      const data = new Blob(['x'])
      const document = { ...stored({ id: 'a' }), _attachments: { f: { length: 1, type: 't', digest: 'd', data } } }
      expect((await instance.bulkWrite(deepFreeze([{ document }]), 'c')).error).toEqual([])
      expect((await instance.bulkWrite(deepFreeze(rowsOf(300)), 'c')).error).toEqual([])
    }))

  it('[ST46] a full disk rejects with DISK_FULL and stores nothing of the bulk', async () => {
    const filename = join(tempFolder(), 'a.db')
    const connection = shareConnection(filename, undefined)
    const instance = await openInstance(getRxStorageSQLite({ filename }))
    await instance.bulkWrite(rowsOf(50), 'c')
    connection.db.pragma('max_page_count=60')
    const events: unknown[] = []
    instance.changeStream().subscribe((bulk) => events.push(bulk))
    const big = rowsOf(90, 'big', { tags: 'x'.repeat(5000) })
    await expect(instance.bulkWrite(big, 'c')).rejects.toMatchObject({ name: 'StoreError', code: 'DISK_FULL' })
    expect(events).toEqual([])
    expect((await instance.count(prepared({ selector: {} }))).count).toBe(50)
    expect(connection.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect((await instance.bulkWrite(rowsOf(1, 'small'), 'c')).error).toEqual([])
    connection.release()
    await instance.close()
  })

  it('[ST47] a really full file system does the same in the writing thread, and the store goes on afterwards', async (context) => {
    const folder = join(tempFolder(), 'small')
    mkdirSync(folder)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'pipe' })
    } catch {
      context.skip('needs the right to mount a tmpfs')
    }
    try {
      const store = openSqliteStore({ filename: join(folder, 'a.db'), key: TEST_KEY })
      const instance = await openInstance(store.storage)
      await instance.bulkWrite(rowsOf(50), 'c')
      const big = rowsOf(2000, 'big', { tags: 'x'.repeat(3000) })
      await expect(instance.bulkWrite(big, 'c')).rejects.toMatchObject({ code: 'DISK_FULL' })
      expect((await instance.count(prepared({ selector: {} }))).count).toBe(50)
      expect((await instance.bulkWrite(rowsOf(1, 'small'), 'c')).error).toEqual([])
      expect(store.verify()).toEqual({ ok: true, problems: [] })
      await store.close()
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })

  it('[ST48] cleanup and remove work through thousands of documents, and remove leaves no table behind', () =>
    withStore(async (instance, filename) => {
      const rows = rowsOf(2500)
      await instance.bulkWrite(rows, 'c')
      await instance.bulkWrite(rows.slice(0, 1200).map(({ document }) => next(document, { _deleted: true })), 'c')
      expect(await instance.cleanup(0)).toBe(true)
      expect((await instance.query(prepared({ selector: {} }))).documents).toHaveLength(1300)
      const connection = shareConnection(filename, createStoreKey(TEST_KEY))
      await instance.remove()
      const names = connection.db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE name LIKE 'docs_%' OR name LIKE 'files_%'").pluck().all()
      expect(names).toEqual([])
      connection.release()
    }))
})

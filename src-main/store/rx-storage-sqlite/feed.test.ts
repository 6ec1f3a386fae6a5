import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openSqliteStore } from './index.ts'
import type { SqliteStore } from './index.ts'
import { next, openInstance, SCHEMA, stored, STORAGES, tempFolder, TEST_KEY } from './test-support/harness.ts'

async function withStore(work: (store: SqliteStore, reopen: () => Promise<SqliteStore>) => Promise<void>): Promise<void> {
  const settings = { filename: join(tempFolder(), 'a.db'), key: TEST_KEY }
  let store = openSqliteStore(settings)
  try {
    await work(store, async () => {
      await store.close()
      return (store = openSqliteStore(settings))
    })
  } finally {
    await store.close()
  }
}

describe('the change feed', () => {
  it.each(STORAGES)('[ST50] $name: pages give each document once, deleted ones too, and end with the same checkpoint', async ({ name, create }) => {
    if (name === 'memory') return // has no feed of its own; RxDB then queries by _meta.lwt
    const instance = await openInstance(create())
    const a = stored({ id: 'a' })
    await instance.bulkWrite([{ document: a }, { document: stored({ id: 'b' }) }, { document: stored({ id: 'c' }) }], 'x')
    await instance.bulkWrite([next(a, { _deleted: true })], 'x')
    const first = await instance.getChangedDocumentsSince?.(2)
    expect(first?.documents.map(({ id }) => id)).toEqual(['b', 'c'])
    const second = await instance.getChangedDocumentsSince?.(2, first?.checkpoint)
    expect(second?.documents.map(({ id, _deleted }) => [id, _deleted])).toEqual([['a', true]])
    const third = await instance.getChangedDocumentsSince?.(2, second?.checkpoint)
    expect(third).toEqual({ documents: [], checkpoint: second?.checkpoint })
    await instance.close()
  })

  it('[ST51] the checkpoint of an event is that of its last document', () =>
    withStore(async (store) => {
      const instance = await openInstance(store.storage)
      const checkpoints: unknown[] = []
      instance.changeStream().subscribe(({ checkpoint }) => checkpoints.push(checkpoint))
      await instance.bulkWrite([{ document: stored({ id: 'b' }) }, { document: stored({ id: 'a' }) }], 'x')
      expect(checkpoints).toEqual([{ sequence: 2 }])
      expect(store.lastSequence()).toBe(2)
    }))

  it('[ST52] the sequence runs across collections and databases, and newest schema versions only are listed', () =>
    withStore(async (store) => {
      const a = await openInstance(store.storage, { collection: 'a' })
      const b = await openInstance(store.storage, { collection: 'b' })
      const internal = await openInstance(store.storage, { collection: '_rxdb_internal' })
      const docA = stored({ id: 'a1' })
      await a.bulkWrite([{ document: docA }], 'x')
      await b.bulkWrite([{ document: stored({ id: 'b1' }) }], 'x')
      await internal.bulkWrite([{ document: stored({ id: 'i' }) }], 'x')
      await a.bulkWrite([next(docA, { name: 'later' })], 'x')
      const all = await store.changesSince({ after: 0, limit: 10 })
      expect(all.map((c) => [c.sequence, c.collection, c.id, c.deleted])).toEqual([[2, 'b', 'b1', false], [4, 'a', 'a1', false]])
      expect(all[1]?.document).toMatchObject({ name: 'later' })
      expect((await store.changesSince({ after: 0, limit: 10, collections: ['a'] })).map(({ id }) => id)).toEqual(['a1'])
      expect((await store.changesSince({ after: 2, limit: 1 })).map(({ id }) => id)).toEqual(['a1'])
      const a2 = await openInstance(store.storage, { collection: 'a', schema: { ...SCHEMA, version: 1 } })
      await a2.bulkWrite([{ document: stored({ id: 'a1' }) }], 'x')
      expect((await store.changesSince({ after: 0, limit: 10 })).map((c) => [c.sequence, c.id])).toEqual([[2, 'b1'], [5, 'a1']])
    }))

  it('[ST53] pages of any size give the same feed', () =>
    withStore(async (store) => {
      const instances = await Promise.all(['a', 'b', 'c'].map((collection) => openInstance(store.storage, { collection })))
      for (let i = 0; i < 60; i++) {
        await instances[(i * i) % 3]?.bulkWrite(Array.from({ length: 1 + (i % 3) }, (_u, k) => ({ document: stored({ id: `${i}-${k}` }) })), 'x')
      }
      const whole = await store.changesSince({ after: 0, limit: 1000 })
      expect(whole).toHaveLength(120)
      for (const limit of [1, 7, 50]) {
        const paged = []
        for (let after = 0; ; ) {
          const page = await store.changesSince({ after, limit })
          paged.push(...page)
          const last = page.at(-1)
          if (last === undefined) break
          after = last.sequence
        }
        expect(paged).toEqual(whole)
      }
    }))

  it('[ST54] a clock set back two days between runs hides nothing', () =>
    withStore(async (store, reopen) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 10) })
      try {
        const before = await openInstance(store.storage)
        const a = stored({ id: 'a' }, { _meta: { lwt: Date.now() } })
        await before.bulkWrite([{ document: a }], 'x')
        const checkpoint = (await before.getChangedDocumentsSince?.(10))?.checkpoint
        const again = await reopen()
        vi.setSystemTime(Date.UTC(2026, 4, 8))
        const instance = await openInstance(again.storage)
        await instance.bulkWrite([next(a, { name: 'offline', _meta: { lwt: Date.now() } })], 'x')
        await instance.bulkWrite([{ document: stored({ id: 'b' }, { _meta: { lwt: Date.now() } }) }], 'x')
        const changed = await instance.getChangedDocumentsSince?.(10, checkpoint)
        expect(changed?.documents.map(({ id }) => id)).toEqual(['a', 'b'])
      } finally {
        vi.useRealTimers()
      }
    }))

  it('[ST55] the sequence never falls, not by purging the newest documents and not by a restart', () =>
    withStore(async (store, reopen) => {
      const instance = await openInstance(store.storage)
      const a = stored({ id: 'a' })
      await instance.bulkWrite([{ document: a }], 'x')
      await instance.bulkWrite([next(a, { _deleted: true })], 'x')
      await instance.cleanup(0)
      expect(store.lastSequence()).toBe(2)
      const again = await reopen()
      expect(again.lastSequence()).toBe(2)
      const later = await openInstance(again.storage)
      await later.bulkWrite([{ document: stored({ id: 'b' }) }], 'x')
      expect((await again.changesSince({ after: 2, limit: 9 })).map(({ sequence }) => sequence)).toEqual([3])
    }))
})

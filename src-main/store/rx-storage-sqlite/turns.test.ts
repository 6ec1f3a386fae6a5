import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteStore } from './index.ts'
import { next, openInstance, prepared, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Instance } from './test-support/harness.ts'

async function withInstance(work: (instance: Instance) => Promise<void>): Promise<void> {
  const store = openSqliteStore({ filename: join(tempFolder(), 'a.db'), key: TEST_KEY })
  try {
    await work(await openInstance(store.storage))
  } finally {
    await store.close()
  }
}

/** Counts, by work and never by time, how many documents become JSON between two turns of the event loop. */
function countPerTurn(): { tags: object; most(): number; all(): number; stop(): void } {
  let [inTurn, most, all, on] = [0, 0, 0, true]
  const tick = (): void => {
    inTurn = 0
    if (on) setImmediate(tick)
  }
  tick()
  const toJSON = (): number => {
    all += 1
    inTurn += 1
    most = Math.max(most, inTurn)
    return 1
  }
  return { tags: { toJSON }, most: () => most, all: () => all, stop: () => (on = false) }
}

describe('turns of the event loop', () => {
  it('[ST49] a bulk of any size is prepared a slice at a time', () =>
    withInstance(async (instance) => {
      const count = countPerTurn()
      const rows = Array.from({ length: 5000 }, (_unused, i) => ({ document: stored({ id: `d${i}`, tags: count.tags }) }))
      expect((await instance.bulkWrite(rows, 'c')).error).toEqual([])
      count.stop()
      expect(count.all()).toBe(5000)
      // One slice, and one more when a turn of the counter and one of the writer fall together.
      expect(count.most()).toBeLessThanOrEqual(200)
    }))

  it('[ST49] a few long documents are cut by length, in a small bulk too', () =>
    withInstance(async (instance) => {
      for (const length of [20, 110]) {
        const count = countPerTurn()
        const name = 'x'.repeat(100_000)
        const rows = Array.from({ length }, (_unused, i) => ({ document: stored({ id: `${length}-${i}`, deep: { word: name }, tags: count.tags }) }))
        expect((await instance.bulkWrite(rows, 'c')).error).toEqual([])
        count.stop()
        // A small bulk is begun in one turn and, found too long, begun again: its first part is made twice.
        expect(count.all()).toBeLessThanOrEqual(length + 6)
        expect(count.most()).toBeLessThanOrEqual(12)
        expect((await instance.findDocumentsById([`${length}-${length - 1}`], false))[0]?.deep).toEqual({ word: name })
      }
    }))

  it('[ST42] a very big bulk is told in several event bulks, one a turn, all before its answer and before a reader sees it', () =>
    withInstance(async (instance) => {
      const told: { events: number; sequence: number; turn: number }[] = []
      let [turn, on] = [0, true]
      const tick = (): void => {
        turn += 1
        if (on) setImmediate(tick)
      }
      tick()
      const seen: number[] = []
      instance.changeStream().subscribe(({ events, checkpoint }) => {
        told.push({ events: events.length, sequence: Reflect.get(checkpoint, 'sequence'), turn })
        void instance.count(prepared({ selector: {} })).then(() => seen.push(told.length))
      })
      const rows = Array.from({ length: 12_000 }, (_unused, i) => ({ document: stored({ id: `d${String(i).padStart(6, '0')}` }) }))
      await instance.bulkWrite(rows, 'c')
      on = false
      expect(told.map(({ events }) => events)).toEqual([5000, 5000, 2000])
      expect(told.map(({ sequence }) => sequence)).toEqual([5000, 10_000, 12_000])
      expect(new Set(told.map((one) => one.turn)).size).toBe(3)
      await instance.count(prepared({ selector: {} }))
      expect(seen).toEqual([3, 3, 3])
    }))

  it('[ST48] cleanup purges big heaps in another thread, and what it leaves is right', () =>
    withInstance(async (instance) => {
      const rows = Array.from({ length: 2300 }, (_unused, i) => ({ document: stored({ id: `d${i}` }) }))
      await instance.bulkWrite(rows, 'c')
      await instance.bulkWrite(rows.slice(0, 2200).map(({ document }) => next(document, { _deleted: true })), 'c')
      expect(await instance.cleanup(0)).toBe(true)
      expect(await instance.findDocumentsById(['d0', 'd2199', 'd2200'], true)).toHaveLength(1)
      expect((await instance.query(prepared({ selector: {} }))).documents).toHaveLength(100)
    }))
})

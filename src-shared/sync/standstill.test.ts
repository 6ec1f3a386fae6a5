import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toInstant } from '../kernel/time.ts'
import { type Look, type Standstill, watchStandstill } from './standstill.ts'

const at = (minute: number) => toInstant(Date.parse('2026-11-22T00:00:00Z') + minute * 60_000)
const look = (minute: number, over: Partial<Look> = {}): Look => ({ reached: true, waiting: 3, received: 7, now: at(minute), minutes: 30, ...over })
function run(looks: readonly Look[]) {
  let before: Standstill | null = null
  return looks.map((one) => {
    const { next, stuck, begins } = watchStandstill(before, one)
    before = next
    return { stuck, begins }
  })
}

describe('a queue that stands still', () => {
  it('[S45] is called stuck once, after the patience of the policy and no earlier', () => {
    expect(run([0, 10, 20, 29, 30, 31].map((minute) => look(minute))).map(({ stuck }) => stuck)).toEqual([false, false, false, false, true, true])
    expect(run([0, 10, 20, 30, 31, 99].map((minute) => look(minute))).filter(({ begins }) => begins)).toHaveLength(1)
  })

  it('[S45] a receipt, an empty queue, a line that was away and a night of sleep begin anew', () => {
    expect(run([look(0), look(20), look(40, { received: 8 }), look(50, { received: 8 })]).some(({ stuck }) => stuck)).toBe(false)
    expect(run([look(0), look(20), look(25, { waiting: 0 }), look(40)]).some(({ stuck }) => stuck)).toBe(false)
    expect(run([look(0), look(20), look(25, { reached: false }), look(40), look(45)]).some(({ stuck }) => stuck)).toBe(false)
    expect(run([look(0), look(600)]).some(({ stuck }) => stuck)).toBe(false)
    expect(run([look(50), look(0), look(10), look(20)]).some(({ stuck }) => stuck)).toBe(false)
  })

  it('[S45] stays stuck while the line is away, until something moves', () => {
    expect(run([look(0), look(20), look(30), look(40, { reached: false }), look(50, { received: 8 })]).map(({ stuck }) => stuck)).toEqual([false, false, true, true, false])
  })

  it('[S45] whatever happens, only a queue that was reached, waited and unmoved through the whole patience is stuck', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 25 }), reached: fc.boolean(), waiting: fc.integer({ min: 0, max: 2 }), moved: fc.boolean() })
    let stuckEver = 0
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      let minute = 0
      let received = 0
      const looks = steps.map(({ wait, reached, waiting, moved }) => look((minute += wait), { reached, waiting: Math.min(waiting, 1), received: (received += moved ? 1 : 0) }))
      run(looks).forEach(({ begins }, index) => {
        if (!begins) return
        stuckEver++
        const from = looks.findLastIndex((one, place) => place <= index && Date.parse(looks[index]!.now) - Date.parse(one.now) >= 30 * 60_000)
        expect(from).toBeGreaterThanOrEqual(0)
        for (const one of looks.slice(from, index + 1)) expect(one).toMatchObject({ reached: true, waiting: 1, received: looks[index]!.received })
      })
    }), { numRuns: 400, seed: 20261122 })
    expect(stuckEver).toBeGreaterThan(0)
  })
})

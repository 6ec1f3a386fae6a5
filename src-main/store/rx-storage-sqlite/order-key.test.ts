import Database from 'better-sqlite3-multiple-ciphers'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromOrderKey, toOrderKey } from './order-key.ts'
import { anyText } from './test-support/arbitraries.ts'

it('[ST20] SQLite orders keys as JavaScript orders the strings, and every key leads back to its string', () => {
  const db = new Database(':memory:')
  const less = db.prepare<[string, string], number>('SELECT ? < ?').pluck()
  let swapped = 0
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      expect(fromOrderKey(toOrderKey(a))).toBe(a)
      expect(less.get(toOrderKey(a), toOrderKey(b)) === 1).toBe(a < b)
      expect(toOrderKey(a) === toOrderKey(b)).toBe(a === b)
      // The wrong design: the bytes as they are.
      if ((less.get(a, b) === 1) !== a < b) swapped += 1
    }),
    { numRuns: 3000, seed: 20260501 },
  )
  expect(swapped).toBeGreaterThan(0)
  db.close()
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUCKETS, bucketOf, bucketSums, differingBuckets, differingDocuments, isSameSum, type Mark, sumOf } from './fingerprint.ts'

const hash = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 }).map((letters) => letters.join(''))
const mark = fc.record({ id: fc.stringMatching(/^[0-9A-Z]{1,26}$/), revision: fc.integer({ min: 1, max: 5 }), hash })
const marks = fc.uniqueArray(mark, { maxLength: 40, selector: ({ id }) => id })
/** Both sides from one: some documents are missing here, some there, some other. */
const sides = marks.chain((all) => fc.array(fc.constantFrom('same', 'gone here', 'gone there', 'other'), { minLength: all.length, maxLength: all.length }).map((fates) => ({
  own: all.filter((_, index) => fates[index] !== 'gone here'),
  theirs: all.flatMap((one, index): Mark[] => (fates[index] === 'gone there' ? [] : [fates[index] === 'other' ? { ...one, revision: one.revision + (index % 3) - 1, hash: one.hash.replace(/^./, (first) => (first === '0' ? '1' : '0')) } : one])),
  planted: all.filter((_, index) => fates[index] !== 'same').map(({ id }) => id).sort(),
})))

describe('fingerprints of what both sides hold', () => {
  it('[S47] the sum depends on the documents alone, not on their order', () => {
    fc.assert(fc.property(marks, (all) => {
      expect(sumOf([...all].reverse())).toEqual(sumOf(all))
      expect(differingBuckets(bucketSums(all), bucketSums([...all].reverse()))).toEqual([])
    }), { numRuns: 100, seed: 7 })
  })

  it('[S47] every planted difference is found by its part and by its id, and nothing else', () => {
    const seen = { take: 0, offer: 0, none: 0 }
    fc.assert(fc.property(sides, ({ own, theirs, planted }) => {
      const parts = differingBuckets(bucketSums(own), bucketSums(theirs))
      expect(parts).toEqual([...new Set(planted.map(bucketOf))].sort((a, b) => a - b))
      expect(isSameSum(sumOf(own), sumOf(theirs))).toBe(planted.length === 0)
      const within = (side: Mark[]) => side.filter(({ id }) => parts.includes(bucketOf(id)))
      const { take, offer } = differingDocuments(within(own), within(theirs))
      expect([...take, ...offer].sort()).toEqual(planted)
      seen.take += take.length
      seen.offer += offer.length
      if (planted.length === 0) seen.none++
    }), { numRuns: 300, seed: 8 })
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  })

  it('[S47] parts are of about the same size', () => {
    const sizes = Array.from({ length: BUCKETS }, () => 0)
    for (let index = 0; index < 6400; index++) sizes[bucketOf(`01M80FPP6GY8VAA8EF1C3${String(index).padStart(5, '0')}`)]!++
    expect(Math.min(...sizes)).toBeGreaterThan(40)
    expect(Math.max(...sizes)).toBeLessThan(220)
  })
})

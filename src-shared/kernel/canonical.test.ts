import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isSameJson, type Json } from './canonical.ts'

/** The plain way: copies with sorted keys, written out by the engine. */
function reference(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reference)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [`k${key}`, reference(member)]))
}

const document = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)))
// Names that JavaScript does not sort by itself (numbers) or treats in its own way stay out of the reference, by a prefix.
const named = document.map((value): Json => JSON.parse(JSON.stringify(reference(value))))

describe('canonical JSON', () => {
  it('[S3] is JSON with sorted names, for any value', () => {
    fc.assert(fc.property(named, (value) => {
      const text = canonicalJson(value)
      expect(text).toBe(JSON.stringify(value, (_key, member: unknown) => (typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member)))
      expect(JSON.parse(text)).toEqual(value)
    }), { numRuns: 300, seed: 20_261_122 })
  })

  it('[S3] two values are the same exactly when their texts are', () => {
    let same = 0
    fc.assert(fc.property(document, document, fc.boolean(), (a, other, again) => {
      const b: Json = again ? JSON.parse(JSON.stringify(a)) : other
      if (again) same++
      expect(isSameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
    }), { numRuns: 400, seed: 7 })
    expect(same).toBeGreaterThan(100)
    expect(isSameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true)
    expect(isSameJson({ a: 1 }, { a: 1, b: null })).toBe(false)
  })
})

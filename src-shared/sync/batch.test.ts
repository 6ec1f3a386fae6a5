import { describe, expect, it } from 'vitest'
import { makeId } from '../kernel/ids.ts'
import { fittingItems } from './batch.ts'
import { Item } from './protocol.ts'

const items = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => Item.parse({ collection: 'records', id: makeId(index, new Uint8Array(10)), baseRevision: 0, baseBatch: null, document: { text: 'x'.repeat(bytes) } }))

describe('cutting a batch', () => {
  it('[S4] stops at the number of items', () => {
    expect(fittingItems(items(7, 1), { items: 5, bytes: 1_000_000 })).toBe(5)
    expect(fittingItems(items(5, 1), { items: 5, bytes: 1_000_000 })).toBe(5)
  })

  it('[S4] stops at the bytes', () => {
    expect(fittingItems(items(7, 400), { items: 500, bytes: 1200 })).toBe(2)
  })

  it('[S4] takes one item however large it is, and none of nothing', () => {
    expect(fittingItems(items(3, 5000), { items: 500, bytes: 1000 })).toBe(1)
    expect(fittingItems([])).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { makeId } from '../kernel/ids.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import { batchText, fittingItems, itemText } from './batch.ts'
import { BatchBody, GENESIS_HASH, Item } from './protocol.ts'

const items = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => Item.parse({ collection: 'records', id: makeId(index, new Uint8Array(10)), baseRevision: 0, baseBatch: null, document: { text: 'x'.repeat(bytes), b: [1, { z: null, a: '中' }] } }))
const texts = (count: number, bytes: number) => items(count, bytes).map(itemText)

describe('cutting a batch', () => {
  it('[S4] stops at the number of items', () => {
    expect(fittingItems(texts(7, 1), { items: 5, bytes: 1_000_000 })).toBe(5)
    expect(fittingItems(texts(5, 1), { items: 5, bytes: 1_000_000 })).toBe(5)
  })

  it('[S4] stops at the bytes', () => {
    expect(fittingItems(texts(7, 400), { items: 500, bytes: 1200 })).toBe(2)
  })

  it('[S4] takes one item however large it is, and none of nothing', () => {
    expect(fittingItems(texts(3, 5000), { items: 500, bytes: 1000 })).toBe(1)
    expect(fittingItems([])).toBe(0)
  })

  it('[S3] the text of a batch is canonical, although its items are written out one by one', () => {
    const id = makeId(1, new Uint8Array(10))
    const head = { protocol: 1, suite: 'intl-1', officeId: '331102001', deviceId: id, number: 7, previousHash: GENESIS_HASH, createdAt: '2026-11-22T02:00:00.000Z', auditHead: { sequence: 3, hash: GENESIS_HASH } }
    const body = BatchBody.parse({ ...head, items: items(3, 10) })
    expect(batchText(body)).toBe(canonicalJson(body))
  })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqliteStore, salvageStore } from './index.ts'
import { openConnection } from './open-connection.ts'
import { createStoreKey } from './store-key.ts'
import { next, openInstance, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'

const PAGE = 4096

async function aStore(): Promise<string> {
  const filename = join(tempFolder(), 'a.db')
  const store = openSqliteStore({ filename, key: TEST_KEY })
  const docs = await openInstance(store.storage)
  const all = Array.from({ length: 400 }, (_unused, i) => stored({ id: `d${i}`, name: `n${i % 9}`, age: i, tags: i % 20 === 0 ? '长'.repeat(3000) : '访'.repeat(100) }))
  await docs.bulkWrite(all.map((document) => ({ document })), 'c')
  await docs.bulkWrite(all.filter((_document, i) => i % 5 === 0).map((document) => next(document, { name: 'later' })), 'c')
  await store.close()
  return filename
}

/** The pages of a table and of nothing else. */
function pagesOf(filename: string, table: string): number[] {
  const db = openConnection(filename, createStoreKey(TEST_KEY))
  try {
    return db.prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype <> \'internal\'').pluck().all(table)
  } finally {
    db.close()
  }
}

function spoilt(filename: string, pages: readonly number[]): string {
  const content = readFileSync(filename)
  for (const page of pages) content[(page - 1) * PAGE + 2000] = (content[(page - 1) * PAGE + 2000] ?? 0) ^ 0x55
  const copy = join(tempFolder(), 'damaged.db')
  writeFileSync(copy, content)
  return copy
}

it('[ST105] of a damaged file everything on readable pages is read, and the rest is named', async () => {
  const filename = await aStore()
  const whole = salvageStore({ filename, key: TEST_KEY })
  expect([whole.opened, whole.documents.length, whole.missing, whole.sequence]).toEqual([true, 400, [], 480])
  const pages = pagesOf(filename, 'docs_1')
  expect(pages.length).toBeGreaterThan(40)
  for (const step of [2, 17]) {
    const { opened, documents, missing } = salvageStore({ filename: spoilt(filename, pages.filter((_page, i) => i % step === 0)), key: TEST_KEY })
    expect(opened).toBe(true)
    const found = new Set(documents.map(({ id }) => id))
    const named = new Set(missing.map(({ id }) => id))
    // Each document is given or named, and none is given in another state.
    expect(found.size + named.size).toBe(400)
    expect([...found].filter((id) => named.has(id))).toEqual([])
    const byId = new Map(whole.documents.map((change) => [change.id, change]))
    for (const change of documents) expect(change).toEqual(byId.get(change.id))
    expect(found.size).toBeGreaterThan(100)
    expect(named.size).toBeGreaterThan(0)
  }
})

it('[ST105] of a file that was cut off, what lies before the cut is read', async () => {
  const filename = await aStore()
  const content = readFileSync(filename)
  const copy = join(tempFolder(), 'cut.db')
  writeFileSync(copy, content.subarray(0, Math.floor(content.length * 0.7)))
  const { opened, documents, missing } = salvageStore({ filename: copy, key: TEST_KEY })
  expect(opened).toBe(true)
  expect(documents.length).toBeGreaterThan(100)
  expect(documents.length + missing.length).toBeLessThanOrEqual(400)
})

it('[ST105] a file of which not even the list of collections can be read gives nothing, without an error', async () => {
  const filename = await aStore()
  expect(salvageStore({ filename: spoilt(filename, [1]), key: TEST_KEY })).toEqual({ opened: false, sequence: 0, documents: [], missing: [] })
  expect(salvageStore({ filename, key: 'ab'.repeat(32) }).opened).toBe(false)
  // Damage to an index of ids takes no document away.
  const index = pagesOf(filename, 'sqlite_autoindex_docs_1_1')
  expect(salvageStore({ filename: spoilt(filename, index), key: TEST_KEY }).documents).toHaveLength(400)
})

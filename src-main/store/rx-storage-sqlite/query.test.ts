import { join } from 'node:path'
import * as fc from 'fast-check'
import { fillWithDefaultSettings, getQueryMatcher, getSortComparator } from 'rxdb'
import type { MangoQuery, RxDocumentData } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it } from 'vitest'
import { getRxStorageSQLite } from './index.ts'
import { fullDocuments, memoryDocuments, queries, sparseDocuments, wildDocuments } from './test-support/arbitraries.ts'
import { openInstance, prepared, SCHEMA, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Doc, Instance } from './test-support/harness.ts'

const FILLED = fillWithDefaultSettings(SCHEMA)

// What a query means: mingo's matcher and RxDB's comparator over all documents, no index, no storage.
function meaning(all: RxDocumentData<Doc>[], query: MangoQuery<Doc>): { ids: string[]; count: number } {
  const { query: filled } = prepared(query)
  const matching = all.filter(getQueryMatcher(FILLED, filled)).sort(getSortComparator(FILLED, filled))
  const ids = matching.map(({ id }) => id)
  const page = ids.slice(filled.skip, filled.limit === undefined ? undefined : filled.skip + filled.limit)
  return { ids: page, count: page.length }
}

async function answer(instance: Instance, query: MangoQuery<Doc>): Promise<{ ids: string[]; count: number; mode: string }> {
  const { documents } = await instance.query(prepared(query))
  const { count, mode } = await instance.count(prepared(query))
  return { ids: documents.map(({ id }) => id), count, mode }
}

let collections = 0

async function fill(storage: unknown, documents: Doc[]): Promise<{ instance: Instance; all: RxDocumentData<Doc>[] }> {
  const instance = await openInstance(storage, { database: 'queries', collection: `c${++collections}` })
  const all = documents.map((doc, i) => stored(doc, { _deleted: i % 5 === 4 }))
  await instance.bulkWrite(all.map((document) => ({ document })), 'test')
  return { instance, all }
}

it.each([
  ['complete documents', fullDocuments, 120],
  ['missing and null fields', sparseDocuments, 250],
  ['arrays and wrong types in indexed fields', wildDocuments, 120],
] as const)('[ST21] queries and counts mean what mingo means: %s', { timeout: 120_000 }, async (_title, documents, numRuns) => {
  const storage = getRxStorageSQLite({ filename: join(tempFolder(), 'a.db'), key: TEST_KEY })
  const keepOpen = await openInstance(storage)
  const tally = { queries: 0, found: 0, fast: 0, slow: 0 }
  await fc.assert(
    fc.asyncProperty(documents, fc.array(queries({ strange: true }), { minLength: 8, maxLength: 8 }), async (docs, asked) => {
      const { instance, all } = await fill(storage, docs)
      for (const query of asked) {
        const { mode, ...got } = await answer(instance, query)
        expect(got, JSON.stringify(query)).toEqual(meaning(all, query))
        tally.queries += 1
        tally.found += got.count
        tally[mode === 'fast' ? 'fast' : 'slow'] += 1
      }
      await instance.remove()
    }),
    { numRuns, seed: 20260501 },
  )
  for (const n of Object.values(tally)) expect(n).toBeGreaterThan(0)
  await keepOpen.close()
})

it('[ST22] results and order equal those of the memory storage', { timeout: 120_000 }, async () => {
  const storage = getRxStorageSQLite({ filename: join(tempFolder(), 'a.db'), key: TEST_KEY })
  const memory = getRxStorageMemory()
  const keepOpen = await openInstance(storage)
  let found = 0
  await fc.assert(
    fc.asyncProperty(memoryDocuments, fc.array(queries({ strange: false }), { minLength: 8, maxLength: 8 }), async (docs, asked) => {
      const ours = await fill(storage, docs)
      const theirs = await openInstance(memory, { database: 'queries', collection: `c${collections}` })
      await theirs.bulkWrite(ours.all.map((document) => ({ document })), 'test')
      for (const query of asked) {
        const mine = await answer(ours.instance, query)
        found += mine.count
        const { documents } = await theirs.query(prepared(query))
        expect(mine.ids, JSON.stringify(query)).toEqual(documents.map(({ id }) => id))
      }
      await ours.instance.remove()
      await theirs.remove()
    }),
    { numRuns: 100, seed: 20260501 },
  )
  expect(found).toBeGreaterThan(0)
  await keepOpen.close()
})

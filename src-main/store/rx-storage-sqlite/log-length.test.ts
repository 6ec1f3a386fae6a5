import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openConnection } from './open-connection.ts'
import { openSqliteStore } from './index.ts'
import { createStoreKey } from './store-key.ts'
import { openInstance, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'

const LIMIT = 1024 * 1024
const BULK = 250

/** Fills a store bulk by bulk; gives the longest that its log was between two of them, and how much was written. */
async function fill(filename: string, bulks: number, before?: (bulk: number) => void): Promise<{ longest: number; written: number }> {
  const store = openSqliteStore({ filename, key: TEST_KEY, logBytes: LIMIT })
  const instance = await openInstance(store.storage)
  let longest = 0
  for (let bulk = 0; bulk < bulks; bulk++) {
    before?.(bulk)
    const rows = Array.from({ length: BULK }, (_unused, i) => ({ document: stored({ id: `d${bulk}-${i}`, name: `n${i}`, tags: '访'.repeat(400) }) }))
    expect((await instance.bulkWrite(rows, 'c')).error).toEqual([])
    longest = Math.max(longest, statSync(`${filename}-wal`).size)
  }
  await store.close()
  return { longest, written: statSync(filename).size }
}

it('[ST75] the log stays near its limit, however much is written without a pause', async () => {
  const { longest, written } = await fill(join(tempFolder(), 'a.db'), 24)
  expect(written).toBeGreaterThan(12_000_000)
  // What is written before there is a thread that moves the log: it comes with a million characters.
  expect(longest).toBeLessThan(7_000_000)
})

it('[ST75] somebody who reads an old state for long lets the log grow past it for a while', async () => {
  const filename = join(tempFolder(), 'a.db')
  const key = createStoreKey(TEST_KEY)
  let reader: ReturnType<typeof openConnection> | undefined
  const { longest } = await fill(filename, 20, (bulk) => {
    if (bulk === 1) {
      reader = openConnection(filename, key)
      reader.exec('BEGIN')
      reader.prepare('SELECT count(*) FROM store_state').get()
    }
    if (statSync(`${filename}-wal`).size > 2 * LIMIT) reader?.close()
  })
  expect(longest).toBeGreaterThan(2 * LIMIT)
  key.wipe()
})

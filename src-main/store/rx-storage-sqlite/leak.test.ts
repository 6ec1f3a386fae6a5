import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqliteStore } from './index.ts'
import { openConnection } from './open-connection.ts'
import { createStoreKey } from './store-key.ts'
import { CANARY, sweep } from './test-support/canary.ts'
import { next, openInstance, prepared, stored, tempFolder, TEST_KEY } from './test-support/harness.ts'

it('[ST60] no clear text in database, log, temp files, backup after sorts, big writes, cleanup, backup and removal', async () => {
  const filename = join(tempFolder(), 'a.db')
  const folder = dirname(filename)
  const store = openSqliteStore({ filename, key: TEST_KEY })
  const instance = await openInstance(store.storage)
  const other = await openInstance(store.storage, { collection: 'other' })
  const rows = Array.from({ length: 4000 }, (_unused, i) => ({
    document: stored({ id: `${CANARY}-${i}`, name: `${CANARY} ${i % 97}`, age: i % 7, tags: CANARY.repeat(10) }),
  }))
  const data = new Blob([CANARY.repeat(1000)])
  const looked = new Set<string>()
  const check = (): void => {
    const swept = sweep(folder)
    swept.looked.forEach((path) => looked.add(path))
    expect(swept.found).toEqual([])
  }
  await instance.bulkWrite(rows.slice(0, 50), 'c')
  check()
  await Promise.all([instance.bulkWrite(rows.slice(50), 'c'), new Promise((resolve) => setTimeout(resolve, 30)).then(check)])
  await other.bulkWrite([{ document: { ...stored({ id: 'f' }), _attachments: { [CANARY]: { length: 1, type: CANARY, digest: 'd', data } } } }], 'c')
  check()
  // A sorter and a scan that find no index.
  await instance.query(prepared({ selector: { age: { $gt: 1 } }, sort: [{ name: 'desc' }, { age: 'asc' }] }))
  check()
  await instance.bulkWrite(rows.slice(0, 500).map(({ document }) => next(document, { _deleted: true })), 'c')
  await instance.cleanup(0)
  check()
  await store.vacuumInto(join(folder, 'backup.db'))
  check()
  await other.remove()
  check()
  await store.close()
  check()
  expect([...looked].map((path) => path.replace(folder, ''))).toEqual(expect.arrayContaining(['/a.db', '/a.db-wal', '/backup.db']))
})

it('[ST61] the sweep finds what it looks for: a plain store, and the temp file of an unsafe connection', async () => {
  const filename = join(tempFolder(), 'plain.db')
  const store = openSqliteStore({ filename })
  const instance = await openInstance(store.storage)
  await instance.bulkWrite([{ document: stored({ id: 'a', name: CANARY }) }], 'c')
  expect(sweep(dirname(filename)).found.length).toBeGreaterThan(0)
  await store.close()
  if (!existsSync('/proc/self/fd')) return
  const encrypted = join(tempFolder(), 'b.db')
  const db = openConnection(encrypted, createStoreKey(TEST_KEY))
  db.pragma('temp_store=FILE')
  db.exec('CREATE TEMP TABLE t (x)')
  db.pragma('temp.cache_size=10')
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  for (let i = 0; i < 20_000; i++) insert.run(`${CANARY} ${i}`)
  expect(sweep(dirname(encrypted)).found.some((path) => path.startsWith('/proc/self/fd'))).toBe(true)
  db.close()
})

it('[ST62] a backup opens with the same key only, verifies, and is refused over an existing file', async () => {
  const folder = tempFolder()
  const store = openSqliteStore({ filename: join(folder, 'a.db'), key: TEST_KEY })
  const instance = await openInstance(store.storage)
  await instance.bulkWrite(Array.from({ length: 700 }, (_unused, i) => ({ document: stored({ id: `d${i}` }) })), 'c')
  const target = join(folder, 'backup.db')
  await store.vacuumInto(target)
  await expect(store.vacuumInto(target)).rejects.toMatchObject({ code: 'CANNOT_OPEN' })
  await store.close()
  expect(() => openSqliteStore({ filename: target, key: 'ab'.repeat(32) })).toThrow(expect.objectContaining({ code: 'WRONG_KEY' }))
  const backup = openSqliteStore({ filename: target, key: TEST_KEY })
  expect(backup.verify()).toEqual({ ok: true, problems: [] })
  expect(await backup.changesSince({ after: 0, limit: 1000 })).toHaveLength(700)
  await backup.close()
})

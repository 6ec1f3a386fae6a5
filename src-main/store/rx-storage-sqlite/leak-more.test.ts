import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addRxPlugin, createRxDatabase, type MigrationStrategies, type RxStorage } from 'rxdb'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { expect, it } from 'vitest'
import { openSqliteStore, salvageStore } from './index.ts'
import { CANARY, sweep } from './test-support/canary.ts'
import { SCHEMA, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Doc } from './test-support/harness.ts'

addRxPlugin(RxDBMigrationSchemaPlugin)

it('[ST63] what a kill -9 in the middle of writing leaves shows nothing in clear, nor does opening it again or salvaging it', async () => {
  const filename = join(tempFolder(), 'a.db')
  const program = fileURLToPath(new URL('./test-support/canary-child.ts', import.meta.url))
  const child = spawn(process.execPath, [program, filename], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const left = sweep(dirname(filename))
  expect(left.looked.map((path) => path.replace(filename, ''))).toEqual(expect.arrayContaining(['', '-wal', '-shm', '-head', '-lock']))
  expect(left.found).toEqual([])
  const key = new Uint8Array(32).fill(9)
  const store = openSqliteStore({ filename, key })
  expect(store.verify().ok).toBe(true)
  expect(sweep(dirname(filename)).found).toEqual([])
  await store.close()
  expect(salvageStore({ filename, key }).documents.length).toBeGreaterThan(800)
  expect(sweep(dirname(filename)).found).toEqual([])
})

it('[ST64] nor does a migration of the schema, while it runs and afterwards', async () => {
  const filename = join(tempFolder(), 'a.db')
  const store = openSqliteStore({ filename, key: TEST_KEY })
  const open = async (version: number) => {
    const storage = store.storage as unknown as RxStorage<unknown, never>
    const database = await createRxDatabase({ name: 'moving', storage, multiInstance: false })
    const migrationStrategies: MigrationStrategies = version === 0 ? {} : { 1: (document: Doc) => ({ ...document, name: `${CANARY} moved` }) }
    const { docs } = await database.addCollections({ docs: { schema: { ...SCHEMA, version }, migrationStrategies, autoMigrate: false } })
    if (docs === undefined) throw new Error('no collection')
    return { database, docs }
  }
  const before = await open(0)
  await before.docs.bulkInsert(Array.from({ length: 700 }, (_unused, i) => ({ id: `${CANARY}-${i}`, name: CANARY, tags: CANARY.repeat(20) })))
  await before.database.close()
  const after = await open(1)
  let looks = 0
  let moving = true
  const watch = (async () => {
    while (moving) {
      expect(sweep(dirname(filename)).found).toEqual([])
      looks += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  await after.docs.migratePromise(100)
  moving = false
  await watch
  expect(looks).toBeGreaterThan(1)
  expect(await after.docs.count().exec()).toBe(700)
  await after.database.close()
  await store.close()
  expect(sweep(dirname(filename)).found).toEqual([])
})

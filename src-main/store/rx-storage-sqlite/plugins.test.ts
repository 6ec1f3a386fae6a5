import { join } from 'node:path'
import {
  addRxPlugin,
  awaitRxStorageReplicationFirstInSync,
  awaitRxStorageReplicationInSync,
  cancelRxStorageReplication,
  createRxDatabase,
  defaultConflictHandler,
  fillWithDefaultSettings,
  getRxReplicationMetaInstanceSchema,
  replicateRxStorageInstance,
  rxStorageInstanceToReplicationHandler,
} from 'rxdb'
import type { RxCollection, RxDatabase, RxStorage } from 'rxdb'
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments'
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup'
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression'
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from './index.ts'
import { numberFrom } from './test-support/kill-load.ts'
import { next, openInstance, SCHEMA, stored, STORAGES, tempFolder, TEST_KEY } from './test-support/harness.ts'
import type { Doc } from './test-support/harness.ts'

for (const plugin of [RxDBAttachmentsPlugin, RxDBCleanupPlugin, RxDBLocalDocumentsPlugin, RxDBMigrationSchemaPlugin]) addRxPlugin(plugin)

type Storage = RxStorage<unknown, never>
type Docs = { docs: RxCollection<Doc> }

const databases: RxDatabase<Docs>[] = []

async function open(storage: Storage, name: string, schema = SCHEMA, migrationStrategies = {}): Promise<RxCollection<Doc>> {
  const database = await createRxDatabase<Docs>({ name, storage, multiInstance: false, localDocuments: true, closeDuplicates: true })
  databases.push(database)
  const { docs } = await database.addCollections({ docs: { schema, migrationStrategies } })
  return docs
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.close()
})

describe.each(STORAGES)('RxDB and its plug-ins on $name', ({ create }) => {
  const storage = (): Storage => create() as unknown as Storage
  const name = (): string => `db${Math.random().toString(36).slice(2)}`

  it('[ST80] a live query always shows what a fresh query finds', async () => {
    const docs = await open(storage(), name())
    const query = { selector: { age: { $gte: 3 } }, sort: [{ name: 'asc' as const }], limit: 6 }
    let live: string[] = []
    const sub = docs.find(query).$.subscribe((found) => (live = found.map(({ id }) => id)))
    const random = numberFrom(7)
    for (let i = 0; i < 60; i++) {
      const id = `d${random() % 12}`
      const existing = await docs.findOne(id).exec()
      const change = { name: ['b', '张', '😀', '\uFF0C', 'a'][random() % 5] ?? '', age: random() % 8 }
      if (existing === null) await docs.insert({ id, ...change })
      else if (random() % 4 === 0) await existing.remove()
      else await existing.patch(change)
      const { documents } = await docs.storageInstance.query(docs.find(query).getPreparedQuery())
      await expect.poll(() => live, { interval: 1 }).toEqual(documents.map(({ id: found }) => found))
    }
    sub.unsubscribe()
  })

  it('[ST81] key compression and schema validation work on top', async () => {
    const wrapped = wrappedValidateAjvStorage({ storage: wrappedKeyCompressionStorage({ storage: storage() }) })
    const { attachments: _none, ...plain } = SCHEMA
    const docs = await open(wrapped as unknown as Storage, name(), { ...plain, keyCompression: true })
    await docs.bulkInsert([{ id: 'a', name: 'x', age: 1 }, { id: 'b', name: 'y', age: 2 }])
    await expect(docs.insert({ id: 'c', age: 'no number' } as never)).rejects.toMatchObject({ code: 'VD2' })
    expect((await docs.find({ selector: { name: 'y' } }).exec()).map((doc) => doc.toJSON())).toEqual([{ id: 'b', name: 'y', age: 2 }])
  })

  it('[ST82] a schema migration moves every document, through the plug-in', async () => {
    const one = storage()
    const database = name()
    const before = await open(one, database)
    await before.bulkInsert(Array.from({ length: 450 }, (_unused, i) => ({ id: `d${i}`, age: i % 7 })))
    await (await before.findOne('d0').exec(true)).remove()
    await databases.pop()?.close()
    const after = await open(one, database, { ...SCHEMA, version: 1 }, { 1: (doc: Doc) => ({ ...doc, name: `n${doc.age}` }) })
    expect(await after.count({ selector: { name: 'n3' } }).exec()).toBe(64)
    expect(await after.find().exec()).toHaveLength(449)
  })

  it('[ST83] attachments, local documents and the cleanup plug-in', async () => {
    const docs = await open(storage(), name())
    const doc = await docs.insert({ id: 'a' })
    await doc.putAttachment({ id: 'photo.jpg', data: new Blob(['像素']), type: 'image/jpeg' })
    const attachment = (await docs.findOne('a').exec(true)).getAttachment('photo.jpg')
    expect(await attachment?.getStringData()).toBe('像素')
    await docs.database.insertLocal('settings', { theme: 'dark' })
    expect((await docs.database.getLocal('settings'))?.toJSON().data).toEqual({ theme: 'dark' })
    await docs.findOne('a').remove()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await docs.cleanup(0)
    expect(await docs.storageInstance.findDocumentsById(['a'], true)).toEqual([])
  })

  it('[ST84] RxDB\'s replication protocol makes two storages equal, conflicts and deletions included', async () => {
    const one = storage()
    const database = name()
    const master = await openInstance(one, { database, collection: 'master' })
    const fork = await openInstance(one, { database, collection: 'fork' })
    const filled = fillWithDefaultSettings(SCHEMA)
    const meta = await openInstance(one, {
      database,
      collection: 'rx-replication-meta-x',
      schema: getRxReplicationMetaInstanceSchema(filled as never, false) as never,
    })
    const random = numberFrom(11)
    const shake = async (instance: typeof master, who: string): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        const id = `d${random() % 40}`
        const [previous] = await instance.findDocumentsById([id], true)
        const row = previous === undefined ? { document: stored({ id, name: who }) } : next(previous, { name: `${who}${i}`, _deleted: random() % 5 === 0 })
        await instance.bulkWrite([row], `by ${who}`)
      }
    }
    await shake(master, 'master')
    await shake(fork, 'fork')
    const state = replicateRxStorageInstance({
      identifier: 'test',
      forkInstance: fork as never,
      metaInstance: meta as never,
      hashFunction: async (text: string) => text,
      pullBatchSize: 7,
      pushBatchSize: 5,
      replicationHandler: rxStorageInstanceToReplicationHandler(master as never, defaultConflictHandler as never, 'token') as never,
      conflictHandler: defaultConflictHandler as never,
    } as never)
    await awaitRxStorageReplicationFirstInSync(state)
    await shake(fork, 'later')
    await awaitRxStorageReplicationInSync(state)
    await cancelRxStorageReplication(state)
    const ids = Array.from({ length: 40 }, (_unused, i) => `d${i}`)
    const content = async (instance: typeof master) =>
      new Map((await instance.findDocumentsById(ids, true)).map((doc) => [doc.id, [doc.name, doc._deleted]]))
    expect(await content(fork)).toEqual(await content(master))
    for (const each of [master, fork, meta]) await each.close()
  })
})

it('[ST85] documents outlive the process that wrote them, and a second database on the file sees them at once', async () => {
  const filename = join(tempFolder(), 'a.db')
  const first = openSqliteStore({ filename, key: TEST_KEY })
  const docs = await open(first.storage as unknown as Storage, 'same')
  await docs.insert({ id: 'a', name: 'x' })
  await databases.pop()?.close()
  await first.close()
  const second = openSqliteStore({ filename, key: TEST_KEY })
  const one = await open(second.storage as unknown as Storage, 'same')
  expect((await one.findOne('a').exec())?.name).toBe('x')
  const heard: string[] = []
  const twin = await openInstance(second.storage, { database: 'same' })
  one.$.subscribe((event) => heard.push(event.documentId))
  await twin.bulkWrite([{ document: stored({ id: 'b' }) }], 'elsewhere')
  expect(heard).toEqual(['b'])
  await databases.pop()?.close()
  await second.close()
})

import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema, type RxStorage } from 'rxdb'
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments'
import { wrappedAttachmentsCompressionStorage } from 'rxdb/plugins/attachments-compression'
import { getCRDTSchemaPart, RxDBcrdtPlugin } from 'rxdb/plugins/crdt'
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js'
import { RxDBJsonDumpPlugin } from 'rxdb/plugins/json-dump'
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression'
import { RxDBPipelinePlugin } from 'rxdb/plugins/pipeline'
import { RxDBQueryBuilderPlugin } from 'rxdb/plugins/query-builder'
import { RxDBStatePlugin } from 'rxdb/plugins/state'
import { RxDBUpdatePlugin } from 'rxdb/plugins/update'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { afterEach, describe, expect, it } from 'vitest'
import { type Doc, SCHEMA, STORAGES } from './test-support/harness.ts'

for (const plugin of [RxDBAttachmentsPlugin, RxDBcrdtPlugin, RxDBJsonDumpPlugin, RxDBPipelinePlugin, RxDBQueryBuilderPlugin, RxDBStatePlugin, RxDBUpdatePlugin]) addRxPlugin(plugin)

type Storage = RxStorage<unknown, never>
type Schema = RxJsonSchema<Doc>
const databases: RxDatabase[] = []

async function open(storage: Storage, { name, schema = SCHEMA, password }: { name: string; schema?: Schema; password?: string }): Promise<RxCollection<Doc>> {
  const database = await createRxDatabase({ name, storage, multiInstance: false, ...(password !== undefined && { password }) })
  databases.push(database)
  const { docs } = await database.addCollections({ docs: { schema } })
  if (docs === undefined) throw new Error('no collection')
  return docs
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.close()
})

describe.each(STORAGES)('more of RxDB\'s plug-ins on $name', ({ create }) => {
  const storage = (): Storage => create() as unknown as Storage
  const name = (): string => `db${Math.random().toString(36).slice(2)}`
  const { attachments: _none, ...plain } = SCHEMA

  it('[ST87] encryption, key compression and validation, one on the other, with attachments', async () => {
    const bare = storage()
    const seen: string[] = []
    const spy = { ...bare, createStorageInstance: async (parameters: Parameters<Storage['createStorageInstance']>[0]) => {
      const instance = await bare.createStorageInstance(parameters)
      const write = instance.bulkWrite.bind(instance)
      instance.bulkWrite = (rows, context) => {
        seen.push(JSON.stringify(rows))
        return write(rows, context)
      }
      return instance
    } } as unknown as Storage
    const wrapped = wrappedValidateAjvStorage({ storage: wrappedKeyEncryptionCryptoJsStorage({ storage: wrappedKeyCompressionStorage({ storage: spy as never }) }) }) as unknown as Storage
    const schema: Schema = { ...plain, keyCompression: true, encrypted: ['tags', 'deep'], attachments: { encrypted: true } }
    const database = name()
    const docs = await open(wrapped, { name: database, schema, password: 'a long enough password' })
    const doc = await docs.insert({ id: 'a', name: 'x', tags: ['王某某'], deep: { word: '茶叶' } })
    await doc.putAttachment({ id: 'p', data: new Blob(['像素']), type: 'image/png' })
    await docs.insert({ id: 'b', name: 'y' })
    await expect(docs.insert({ id: 'c', age: 'none' } as never)).rejects.toMatchObject({ code: 'VD2' })
    const written = seen.join()
    expect([written.includes('"a"'), written.includes('王某某'), written.includes('茶叶')]).toEqual([true, false, false])
    const found = await docs.find({ selector: { name: 'x' } }).exec()
    expect(found.map((one) => one.toJSON())).toEqual([{ id: 'a', name: 'x', tags: ['王某某'], deep: { word: '茶叶' } }])
    expect(await found[0]?.getAttachment('p')?.getStringData()).toBe('像素')
  })

  it('[ST88] compressed attachments', async () => {
    const docs = await open(wrappedAttachmentsCompressionStorage({ storage: storage() as never }) as unknown as Storage, { name: name(), schema: { ...SCHEMA, attachments: { compression: 'deflate' } } as Schema })
    const doc = await docs.insert({ id: 'a' })
    const text = '同一行。'.repeat(5000)
    await doc.putAttachment({ id: 'p.txt', data: new Blob([text]), type: 'text/plain' })
    const back = (await docs.findOne('a').exec(true)).getAttachment('p.txt')
    expect(await back?.getStringData()).toBe(text)
  })

  it('[ST89] json dump, update, query builder, state, pipeline', async () => {
    const one = storage()
    const docs = await open(one, { name: name(), schema: plain })
    await docs.bulkInsert([{ id: 'a', name: 'x', age: 1 }, { id: 'b', name: 'y', age: 2 }, { id: 'c', age: 3 }])
    expect((await docs.find().where('age').gt(1).sort({ age: 'desc' }).exec()).map(({ id }) => id)).toEqual(['c', 'b'])
    await (await docs.findOne('a').exec(true)).update({ $inc: { age: 10 }, $set: { name: 'z' } })
    expect((await docs.findOne('a').exec(true)).toJSON()).toEqual({ id: 'a', name: 'z', age: 11 })
    const dump = await docs.exportJSON()
    const state = await docs.database.addState<{ open: { page: string } }>()
    await state.set('open', () => ({ page: 'today' }))
    expect(state.get('open.page')).toBe('today')
    const copy = await open(one, { name: name(), schema: plain })
    await copy.importJSON(dump as never)
    expect((await copy.find({ sort: [{ id: 'asc' }] }).exec()).map((one) => one.toJSON())).toEqual((await docs.find({ sort: [{ id: 'asc' }] }).exec()).map((one) => one.toJSON()))
    const done: string[] = []
    const pipeline = await docs.addPipeline({ identifier: 'count', destination: copy, waitForLeadership: false, handler: async (all) => void done.push(...all.map(({ id }) => id)) })
    await docs.insert({ id: 'd' })
    await pipeline.awaitIdle()
    expect(done).toContain('d')
    await pipeline.close()
  })

  it('[ST89] counters that are changed in two places at once (CRDT)', async () => {
    const schema = { ...plain, properties: { ...plain.properties, crdts: getCRDTSchemaPart<Doc>() }, crdt: { field: 'crdts' } } as unknown as Schema
    const docs = await open(storage(), { name: name(), schema })
    const doc = await docs.insert({ id: 'a', age: 1 })
    await Promise.all([1, 2, 3].map(() => doc.updateCRDT({ ifMatch: { $inc: { age: 1 } } })))
    expect((await docs.findOne('a').exec(true)).age).toBe(4)
  })
})

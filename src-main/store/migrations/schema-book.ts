import { createRxSchema, createRevision, defaultHashSha256, getPrimaryKeyOfInternalDocument, INTERNAL_CONTEXT_COLLECTION, INTERNAL_STORAGE_NAME, INTERNAL_STORE_SCHEMA, type InternalStoreDocType, now, type RxDocumentData, type RxJsonSchema, type RxStorage } from 'rxdb'
import { z } from 'zod'
import type { Stored } from './migration.ts'

/** `number`: the newest step that is complete. `running`: one that was begun. */
export const DataVersion = z.strictObject({ number: z.int().nonnegative(), running: z.int().positive().nullable() })
export type DataVersion = z.output<typeof DataVersion>

const Schema = z.custom<RxJsonSchema<RxDocumentData<Stored>>>((value) => typeof value === 'object' && value !== null)
const CollectionEntry = z.looseObject({ schema: Schema })

/** What a file says about itself: the schema under which each collection was written, and the steps it has gone through. */
export type SchemaBook = {
  version(): Promise<DataVersion>
  setVersion(version: DataVersion): Promise<void>
  /** The schema a collection was written under, or null when the file does not have it. */
  schemaOf(collection: string): Promise<RxJsonSchema<RxDocumentData<Stored>> | null>
  /** Lets the collections of the file be opened under these schemas; one transaction. */
  adopt(schemas: Readonly<Record<string, RxJsonSchema<Stored>>>): Promise<void>
  close(): Promise<void>
}

const versionId = getPrimaryKeyOfInternalDocument('data-version', 'OTHER')

/** Opens RxDB's own bookkeeping of a file, before any RxDatabase has it. `token` is any word for the revisions. */
export async function openSchemaBook<I, O>({ name, storage, token, options }: { name: string; storage: RxStorage<I, O>; token: string; options: O }): Promise<SchemaBook> {
  const instance = await storage.createStorageInstance<InternalStoreDocType<unknown>>({ databaseInstanceToken: token, databaseName: name, collectionName: INTERNAL_STORAGE_NAME, schema: INTERNAL_STORE_SCHEMA, options, multiInstance: false, devMode: false })
  const find = async (id: string) => (await instance.findDocumentsById([id], false))[0]

  async function write(rows: { id: string; key: string; context: string; data: unknown }[]): Promise<void> {
    const documents = await Promise.all(
      rows.map(async (row) => {
        const previous = await find(row.id)
        return { previous, document: { ...row, _deleted: false, _attachments: {}, _meta: { lwt: now() }, _rev: createRevision(token, previous) } }
      }),
    )
    const { error } = await instance.bulkWrite(documents, 'migration')
    if (error.length > 0) throw new Error(`bookkeeping not written: ${error.map((one) => one.status).join(' ')}`)
  }

  const key = (collection: string): string => `${collection}-0`
  const idOf = (collection: string): string => getPrimaryKeyOfInternalDocument(key(collection), INTERNAL_CONTEXT_COLLECTION)

  return {
    async version() {
      const found = await find(versionId)
      return found ? DataVersion.parse(found.data) : { number: 0, running: null }
    },
    setVersion: (data) => write([{ id: versionId, key: 'data-version', context: 'OTHER', data }]),
    async schemaOf(collection) {
      const found = await find(idOf(collection))
      return found ? CollectionEntry.parse(found.data).schema : null
    },
    async adopt(schemas) {
      const rows = []
      for (const [collection, json] of Object.entries(schemas)) {
        const found = await find(idOf(collection))
        // A collection that the file does not have is made by RxDB.
        if (!found) continue
        const schema = createRxSchema(json, defaultHashSha256)
        rows.push({ id: idOf(collection), key: key(collection), context: INTERNAL_CONTEXT_COLLECTION, data: { ...CollectionEntry.parse(found.data), schemaHash: await schema.hash, schema: schema.jsonSchema } })
      }
      await write(rows)
    },
    close: () => instance.close(),
  }
}

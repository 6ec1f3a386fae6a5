import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from 'rxdb'
import type { BulkWriteRow, MangoQuery, RxDocumentData, RxJsonSchema, RxStorage, RxStorageInstance } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { afterEach } from 'vitest'
import { getRxStorageSQLite } from '../index.ts'

/** The key of every test file. */
export const TEST_KEY = new Uint8Array(32).map((_unused, i) => i + 1)

/** A document of the tests; everything but the id may be missing. */
export type Doc = { id: string; name?: string | null; age?: number | null; ok?: boolean | null; tags?: unknown; deep?: unknown }

export const SCHEMA: RxJsonSchema<Doc> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 60 },
    name: { type: 'string', maxLength: 60 },
    age: { type: 'number', minimum: -1000, maximum: 1000, multipleOf: 0.01 },
    ok: { type: 'boolean' },
    tags: {},
    deep: { type: 'object', properties: { word: { type: 'string', maxLength: 20 } } },
  },
  indexes: ['name', 'age', ['ok', 'name'], ['age', 'name']],
  attachments: {},
}

export type Instance = RxStorageInstance<Doc, unknown, unknown, never>

const folders: string[] = []

/** Gives a fresh folder that is removed after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-test-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** The storages that one suite is run against. */
export const STORAGES: { name: string; create: () => RxStorage<never, never> }[] = [
  { name: 'memory', create: () => getRxStorageMemory() as unknown as RxStorage<never, never> },
  {
    name: 'sqlite',
    create: () =>
      getRxStorageSQLite({ filename: join(tempFolder(), 'a.db'), key: TEST_KEY }) as unknown as RxStorage<never, never>,
  },
  {
    name: 'sqlite plain',
    create: () => getRxStorageSQLite({ filename: join(tempFolder(), 'a.db') }) as unknown as RxStorage<never, never>,
  },
]

/** Opens an instance the way an RxDatabase would. */
export function openInstance(
  storage: unknown,
  names: { database?: string; collection?: string; schema?: RxJsonSchema<Doc> } = {},
): Promise<Instance> {
  const params = {
    databaseInstanceToken: `token-${Math.random()}`,
    databaseName: names.database ?? 'db',
    collectionName: names.collection ?? 'docs',
    schema: fillWithDefaultSettings(names.schema ?? SCHEMA),
    options: {},
    multiInstance: false,
    devMode: false,
  }
  return (storage as { createStorageInstance(given: typeof params): Promise<Instance> }).createStorageInstance(params)
}

let lwt = 1_700_000_000_000

/** Gives a document as RxDB hands it to a storage: first revision, a last-write time of its own. */
export function stored(doc: Doc, more: Partial<RxDocumentData<Doc>> = {}): RxDocumentData<Doc> {
  return { ...doc, _rev: '1-a', _deleted: false, _meta: { lwt: ++lwt }, _attachments: {}, ...more }
}

/** Gives the write row of a next version of a document. */
export function next(previous: RxDocumentData<Doc>, change: Partial<RxDocumentData<Doc>>): BulkWriteRow<Doc> {
  const height = Number(previous._rev.split('-')[0]) + 1
  return { previous, document: { ...previous, _rev: `${height}-a`, _meta: { lwt: ++lwt }, ...change } }
}

/** Prepares a Mango query as RxDB does. */
export function prepared(query: MangoQuery<Doc>, schema: RxJsonSchema<Doc> = SCHEMA) {
  const filled = fillWithDefaultSettings(schema)
  return prepareQuery(filled, normalizeMangoQuery(filled, query))
}

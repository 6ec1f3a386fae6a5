import { join } from 'node:path'
import { createRxDatabase, getChangedDocumentsSince, type PreparedQuery, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { getRxStorageSQLiteTrial, getSQLiteBasicsNodeNative } from 'rxdb/plugins/storage-sqlite'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../../src-main/store/rx-storage-sqlite/index.ts'
import { BENCH_KEY, type Engine, type Reader } from './engine.ts'
import { SAMPLE_SCHEMA, type Sample } from './sample-documents.ts'

type Visits = RxCollection<Sample>

async function openVisits(storage: RxStorage<unknown, unknown>): Promise<{ database: RxDatabase; visits: Visits }> {
  const database = await createRxDatabase({ name: 'bench', storage, multiInstance: false, allowSlowCount: true })
  const { visits } = await database.addCollections<{ visits: Visits }>({ visits: { schema: SAMPLE_SCHEMA } })
  return { database, visits }
}

const page = (visits: Visits, facility: string, limit: number) => visits.find({ selector: { facility }, sort: [{ date: 'asc' }], limit })

/** RxDB answers an equal question from its cache while nothing was written; what is measured is one that was not asked before. */
function asNew(visits: Visits): Visits {
  visits._queryCache._map.clear()
  return visits
}

function throughRxdb(visits: Visits): Reader & Pick<Engine, 'insert'> {
  return {
    insert: (documents) => visits.bulkInsert(documents),
    find: (id) => asNew(visits).findOne(id).exec(),
    query: (facility, limit) => page(asNew(visits), facility, limit).exec(),
    count: (status) => asNew(visits).count({ selector: { status } }).exec(),
  }
}

// A query is prepared once in the life of a screen, by RxDB; what is measured here is the storage's answer to it.
function throughStorage(visits: Visits): Reader {
  const storage = visits.storageInstance.originalStorageInstance ?? visits.storageInstance
  const prepared = new Map<string, PreparedQuery<Sample>>()
  const once = (name: string, make: () => PreparedQuery<Sample>): PreparedQuery<Sample> => {
    const known = prepared.get(name) ?? make()
    prepared.set(name, known)
    return known
  }
  return {
    find: (id) => storage.findDocumentsById([id], false),
    query: (facility, limit) => storage.query(once(`${facility} ${limit}`, () => page(visits, facility, limit).getPreparedQuery())),
    count: (status) => storage.count(once(status, () => visits.count({ selector: { status } }).getPreparedQuery())),
  }
}

function onlyMade(visits: Visits): Reader {
  return {
    find: (id) => asNew(visits).findOne(id).getPreparedQuery(),
    query: (facility, limit) => page(asNew(visits), facility, limit).getPreparedQuery(),
    count: (status) => asNew(visits).count({ selector: { status } }).getPreparedQuery(),
  }
}

async function changesOf(visits: Visits): Promise<number> {
  let count = 0
  for (let checkpoint: object | undefined; ; ) {
    // RxDB asks the storage, or makes a query over the time of writing where the storage cannot answer.
    const next = await getChangedDocumentsSince<Sample, object>(visits.storageInstance, 1000, checkpoint)
    if (next.documents.length === 0) return count
    count += next.documents.length
    checkpoint = next.checkpoint
  }
}

/** RxDB over our own encrypted storage. */
export async function openOurs(folder: string): Promise<Engine> {
  const store = openSqliteStore({ filename: join(folder, 'ours.db'), key: BENCH_KEY })
  const { database, visits } = await openVisits(store.storage)
  return {
    ...throughRxdb(visits),
    storage: throughStorage(visits),
    making: onlyMade(visits),
    changes: () => changesOf(visits),
    async close() {
      await database.close()
      await store.close()
    },
  }
}

/** RxDB in memory: nothing is encrypted, nothing is kept. */
export async function openMemory(): Promise<Engine> {
  const { database, visits } = await openVisits(getRxStorageMemory())
  return { ...throughRxdb(visits), changes: () => changesOf(visits), close: () => database.close() }
}

/** RxDB's free SQLite storage: not encrypted, no indexes, 300 documents and 500 operations at most. */
export async function openTrial(folder: string): Promise<Engine> {
  const sqliteBasics = getSQLiteBasicsNodeNative(DatabaseSync)
  const { database, visits } = await openVisits(getRxStorageSQLiteTrial({ sqliteBasics, databaseNamePrefix: `${folder}/` }))
  return { ...throughRxdb(visits), changes: () => changesOf(visits), close: () => database.close() }
}

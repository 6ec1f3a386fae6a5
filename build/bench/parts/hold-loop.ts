// A process of its own: how long bulk writes, cleanup and migration hold the event loop. `hold-loop.ts <work> <count> <folder>`.
import { join } from 'node:path'
import { addRxPlugin, createRxDatabase, fillWithDefaultSettings, type RxCollection } from 'rxdb'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { type Derivation, openSqliteStore } from '../../../src-main/store/rx-storage-sqlite/index.ts'
import { timed } from '../clock.ts'
import { BENCH_KEY } from '../engines/engine.ts'
import { type Sample, SAMPLE_SCHEMA, sampleDocuments } from '../engines/sample-documents.ts'
import { longestHold } from '../hold.ts'

type Visits = RxCollection<Sample>
type Storage = Pick<Visits['storageInstance'], 'bulkWrite' | 'cleanup'>

const [work, countText, folder = ''] = process.argv.slice(2)
const count = Number(countText)
let store = openSqliteStore({ filename: join(folder, 'hold.db'), key: BENCH_KEY })
const byPatient: Derivation<Sample> = {
  name: 'patients', version: 1, collection: 'visits', sql: ['INSERT OR REPLACE INTO derived_patients_visits (patient, date, id) VALUES (?, ?, ?)'],
  tables: ['CREATE TABLE derived_patients_visits (patient TEXT, date TEXT, id TEXT, PRIMARY KEY (patient, date, id)) WITHOUT ROWID'],
  rowsOf: ({ id, patient, date }) => [[[patient, date, id]]],
}
const open = (schema: object, more: object = {}) =>
  createRxDatabase({ name: 'bench', storage: store.storage, multiInstance: false }).then(async (database) => ({
    database,
    ...(await database.addCollections<{ visits: Visits }>({ visits: { schema: { ...SAMPLE_SCHEMA, ...schema }, autoMigrate: false, ...more } })),
  }))
let opened = await open({})
const storage: Storage = opened.visits.storageInstance.originalStorageInstance ?? opened.visits.storageInstance
const rows = sampleDocuments(count).map((document) => ({
  document: { ...document, _rev: '1-abcdefghij', _deleted: false, _meta: { lwt: 1_700_000_000_000.01 }, _attachments: {} },
}))
// What the bench itself has made is not to be collected while the store is measured.
await new Promise((resolve) => setTimeout(resolve, 500))

async function write(some: Parameters<Storage['bulkWrite']>[0], batch: number): Promise<void> {
  for (let from = 0; from < some.length; from += batch) {
    const { error } = await storage.bulkWrite(from === 0 && batch >= some.length ? some : some.slice(from, from + batch), 'bench')
    if (error.length > 0) throw new Error(`${error.length} refused`)
  }
}

async function prepare(): Promise<() => unknown> {
  switch (work) {
    case 'one':
      return () => write(rows, count)
    case 'batches':
      return () => write(rows, 1000)
    case 'rxdb':
      return () => opened.visits.bulkInsert(sampleDocuments(count))
    case 'cleanup': {
      await write(rows, 5000)
      const deletions = rows.map(({ document }) => ({ previous: document, document: { ...document, _deleted: true, _rev: '2-abcdefghij' } }))
      await write(deletions, 5000)
      return () => storage.cleanup(0)
    }
    case 'derived': {
      await write(rows, 5000)
      await opened.database.close()
      await store.close()
      return async () => {
        store = openSqliteStore({ filename: join(folder, 'hold.db'), key: BENCH_KEY, derivations: [byPatient] })
        opened = await open({})
      }
    }
    case 'index': {
      await write(rows, 5000)
      await opened.database.close()
      await store.close()
      return async () => {
        store = openSqliteStore({ filename: join(folder, 'hold.db'), key: BENCH_KEY })
        const { storage } = store
        const indexes = SAMPLE_SCHEMA.indexes.filter((index) => index !== 'patient')
        const schema = fillWithDefaultSettings<Sample>({ ...SAMPLE_SCHEMA, indexes: [...indexes, 'amount', ['status', 'date']] })
        await storage.createStorageInstance({ databaseInstanceToken: 'bench', databaseName: 'bench', collectionName: 'visits', schema, options: {}, multiInstance: false, devMode: false })
      }
    }
    case 'migration': {
      await write(rows, 5000)
      await opened.database.close()
      addRxPlugin(RxDBMigrationSchemaPlugin)
      opened = await open({ version: 1 }, { migrationStrategies: { 1: (document: Sample) => ({ ...document, note: `${document.note}。` }) } })
      return () => opened.visits.migratePromise(200)
    }
    default:
      throw new Error(`no such work: ${work}`)
  }
}

const task = await prepare()
await new Promise((resolve) => setTimeout(resolve, 200))
let took = 0
const hold = await longestHold(async () => (took = await timed(task)))
console.log(JSON.stringify({ took, ...hold }))
await opened.database.close()
await store.close()

import { type BulkWriteRow, fillWithDefaultSettings, randomToken, type RxDocumentData, type RxStorageInstance } from 'rxdb'
import { openCollections, presentSchemas } from '../store/collections.ts'
import { openSqliteStore, type Change } from '../store/rx-storage-sqlite/index.ts'
import type { Chosen } from './choose-documents.ts'

const SLICE = 500

type Stored = Record<string, unknown>

/**
 * Writes a new database of these documents, each as it is, in the order in which they were written, with sequences above
 * `sequence`: whoever reads the change feed then sees all of them again rather than missing one. Gives what the
 * check of the new file found. Throws StoreError.
 */
export async function rebuildDatabase(target: { filename: string; key: Uint8Array; name: string }, chosen: readonly Chosen[], sequence: number): Promise<{ ok: boolean; problems: string[] }> {
  const store = openSqliteStore({ filename: target.filename, key: target.key })
  try {
    await store.raiseSequence(sequence)
    // Makes RxDB's own bookkeeping.
    await (await openCollections(target.name, store.storage)).close()
    const token = randomToken(10)
    for (const [collectionName, schema] of Object.entries(presentSchemas())) {
      const instance = await store.storage.createStorageInstance<Stored>({ databaseInstanceToken: token, databaseName: target.name, collectionName, schema: fillWithDefaultSettings(schema), options: {}, multiInstance: false, devMode: false })
      await writeAll(instance, chosen.filter(({ change }) => change.collection === collectionName).map(({ change }) => change.document))
      await instance.close()
    }
    return store.verify()
  } finally {
    await store.close()
  }
}

async function writeAll(instance: Pick<RxStorageInstance<Stored, unknown, unknown>, 'bulkWrite'>, documents: Change['document'][]): Promise<void> {
  const stored = documents.filter(isStored)
  for (let from = 0; from < stored.length; from += SLICE) {
    const rows: BulkWriteRow<Stored>[] = stored.slice(from, from + SLICE).map((document) => ({ document }))
    const { error } = await instance.bulkWrite(rows, 'recover')
    if (error.length > 0) throw new Error(`recovery: ${error.length} documents were refused, the first with status ${error[0]?.status}`)
  }
}

function isStored(document: Change['document']): document is RxDocumentData<Stored> {
  return typeof document === 'object' && '_rev' in document
}

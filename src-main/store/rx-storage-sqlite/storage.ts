import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb'
import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb'
import { ensureTable } from './collection-table.ts'
import type { CollectionTable } from './collection-table.ts'
import { bringDerivedUpToDate } from './derived-tables.ts'
import type { Derivation } from './derived-tables.ts'
import { withStoreErrors } from './errors.ts'
import { RxStorageInstanceSqlite } from './instance.ts'
import type { SqliteInternals, SqliteOptions } from './instance.ts'
import type { SharedConnection } from './shared-connection.ts'
import { layoutOf } from './table-layout.ts'
import { atomically } from './transaction.ts'

export type SqliteRxStorage = RxStorage<SqliteInternals, SqliteOptions>

/** An instance whose document type nobody needs to know, as far as closing it goes. */
export type Closable = { close(): Promise<void> }

/**
 * Makes the RxStorage of one file. `connect` gives a share of the file's connection for each instance;
 * `open` collects the instances so that an owner can close them all; `derivations` are the owner's own tables.
 */
export function createRxStorage(connect: () => SharedConnection, open: Set<Closable> = new Set(), derivations: readonly Derivation[] = []): SqliteRxStorage {
  return {
    name: 'sqlite',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<T>(params: RxStorageInstanceCreationParams<T, SqliteOptions>) {
      ensureRxStorageInstanceParamsAreCorrect(params)
      const opening = openInstance<T>({ connection: connect(), derivations }, params, (closed) => open.delete(closed))
      // Listed from the start: an owner that closes now must also close what is still being opened.
      const pending: Closable = { close: () => opening.then((instance) => instance.close(), () => undefined) }
      open.add(pending)
      try {
        const instance = await opening
        open.add(instance)
        return instance
      } finally {
        open.delete(pending)
      }
    },
  }
}

async function openInstance<T>(
  { connection, derivations }: { connection: SharedConnection; derivations: readonly Derivation[] },
  params: RxStorageInstanceCreationParams<T, SqliteOptions>,
  onClosed: (instance: Closable) => void,
): Promise<RxStorageInstanceSqlite<T>> {
  try {
    const own = derivations.filter(({ collection }) => collection === params.collectionName)
    const table = await connection.writes.run(async () => {
      const opened = openTable(connection, params)
      await bringDerivedUpToDate(connection, opened, own)
      return opened
    })
    return new RxStorageInstanceSqlite<T>(params, { connection, table }, onClosed)
  } catch (error) {
    connection.release()
    throw error
  }
}

function openTable<T>(
  connection: SharedConnection,
  { databaseName, collectionName, schema }: RxStorageInstanceCreationParams<T, SqliteOptions>,
): CollectionTable {
  const address = { database: databaseName, collection: collectionName, version: schema.version }
  const options = { layout: layoutOf(schema), attachments: schema.attachments !== undefined, open: connection.tables }
  const table = withStoreErrors(() =>
    atomically(connection.db, () => ensureTable(connection.db, address, options)),
  )
  connection.tables.set(table.number, table)
  return table
}

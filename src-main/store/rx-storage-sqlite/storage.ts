import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb'
import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb'
import { followLayout, followLayoutAtOnce } from './change-layout.ts'
import type { TellBuilding } from './change-layout.ts'
import { ensureTable } from './collection-table.ts'
import type { CollectionTable } from './collection-table.ts'
import { bringDerivedUpToDate } from './derived-tables.ts'
import type { Derivation } from './derived-tables.ts'
import { toStoreError } from './errors.ts'
import { RxStorageInstanceSqlite } from './instance.ts'
import type { SqliteInternals, SqliteOptions } from './instance.ts'
import { holdsMany } from './run-alone.ts'
import type { SharedConnection } from './shared-connection.ts'
import { layoutOf } from './table-layout.ts'
import { atomically } from './transaction.ts'

export type SqliteRxStorage = RxStorage<SqliteInternals, SqliteOptions>

/** An instance whose document type nobody needs to know, as far as closing it goes. */
export type Closable = { close(): Promise<void> }

/** The owner's own tables, and who hears how far the making of tables and indexes is. */
export type Owner = { derivations?: readonly Derivation[] | undefined; building?: TellBuilding | undefined }

/**
 * Makes the RxStorage of one file. `connect` gives a share of the file's connection for each instance;
 * `open` collects the instances so that an owner can close them all.
 */
export function createRxStorage(connect: () => SharedConnection, open: Set<Closable> = new Set(), owner: Owner = {}): SqliteRxStorage {
  return {
    name: 'sqlite',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<T>(params: RxStorageInstanceCreationParams<T, SqliteOptions>) {
      ensureRxStorageInstanceParamsAreCorrect(params)
      const opening = openInstance<T>({ connection: connect(), ...owner }, params, (closed) => open.delete(closed))
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
  { connection, derivations = [], building = () => undefined }: Owner & { connection: SharedConnection },
  params: RxStorageInstanceCreationParams<T, SqliteOptions>,
  onClosed: (instance: Closable) => void,
): Promise<RxStorageInstanceSqlite<T>> {
  try {
    const own = derivations.filter(({ collection }) => collection === params.collectionName)
    const tell = (done: number, of: number): void => building({ collection: params.collectionName, done, of })
    const table = await connection.writes.run(async () => {
      const opened = await openTable(connection, params, tell)
      await bringDerivedUpToDate(connection, opened, { derivations: own, tell })
      return opened
    })
    return new RxStorageInstanceSqlite<T>(params, { connection, table }, onClosed)
  } catch (error) {
    connection.release()
    throw error
  }
}

async function openTable<T>(
  connection: SharedConnection,
  { databaseName, collectionName, schema }: RxStorageInstanceCreationParams<T, SqliteOptions>,
  tell: (done: number, of: number) => void,
): Promise<CollectionTable> {
  const address = { database: databaseName, collection: collectionName, version: schema.version }
  const layout = layoutOf(schema)
  const options = { layout, attachments: schema.attachments !== undefined, open: connection.tables }
  const { db } = connection
  try {
    const table = atomically(db, () => {
      const ensured = ensureTable(db, address, options)
      if (!holdsMany(db, ensured.number)) followLayoutAtOnce(db, ensured, layout)
      return ensured
    })
    connection.tables.set(table.number, table)
    await followLayout(connection, table, { layout, tell })
    return table
  } catch (error) {
    throw toStoreError(error)
  }
}

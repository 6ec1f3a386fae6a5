import type { RxDocumentData } from 'rxdb'
import type { CollectionTable } from './collection-table.ts'
import { parseDocument } from './documents.ts'
import { toOrderKey } from './order-key.ts'
import type { SharedConnection } from './shared-connection.ts'
import { asOneRead } from './transaction.ts'
import { isWellFormed } from './well-formed.ts'

/** Takes ids, gives the documents that exist, in the order of the ids. */
export function findByIds<T>(
  { connection, table }: { connection: SharedConnection; table: CollectionTable },
  ids: readonly string[],
  withDeleted: boolean,
): RxDocumentData<T>[] {
  const find = connection
    .prepare<[string], string>(`SELECT data FROM ${table.docs} WHERE id = ?${withDeleted ? '' : ' AND deleted = 0'}`)
    .pluck()
  const found: RxDocumentData<T>[] = []
  const look = (id: string): void => {
    // SQLite would read a lone surrogate as U+FFFD and find another document.
    const data = isWellFormed(id) ? find.get(toOrderKey(id)) : undefined
    if (data !== undefined) found.push(parseDocument<T>(data))
  }
  const [only] = ids
  if (ids.length === 1 && only !== undefined) look(only)
  else asOneRead(connection, () => ids.forEach(look))
  return found
}

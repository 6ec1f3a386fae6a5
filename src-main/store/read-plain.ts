import type { MangoQuery, RxCollection } from 'rxdb'

/**
 * Takes a collection and a query, gives the documents as plain data of the caller's own. For whoever reads hundreds of
 * documents at once and keeps a little of each: RxDB's exec() makes an object with a cache of its own for every document,
 * and toMutableJSON() copies it once more, which together costs more than reading it. Throws what the storage throws.
 */
export async function readPlain<T extends object>(collection: RxCollection<T>, query: MangoQuery<T>): Promise<T[]> {
  const { documents } = await collection.storageInstance.query(collection.find(query).getPreparedQuery())
  return documents.map(({ _rev, _meta, _deleted, _attachments, ...plain }) => {
    void [_rev, _meta, _deleted, _attachments]
    // Rest of a generic type is not T to the compiler, though nothing but RxDB's own fields was taken away.
    // eslint-disable-next-line desk/no-cast -- see above
    return plain as unknown as T
  })
}

import type { RxDocumentData, StringKeys } from 'rxdb'

/** Reads the primary key of a document; RxDB guarantees that it is a string. */
export function idOf(primaryPath: string, document: object): string {
  return String(Reflect.get(document, primaryPath))
}

/** Takes the JSON text of a row, gives the document; the text was written by this module from such a document. */
export function parseDocument<T>(data: string): RxDocumentData<T> {
  const document: RxDocumentData<T> = JSON.parse(data)
  return document
}

/**
 * Stands in for a stored document where only its revision is asked for, so that a write need not decrypt and
 * parse what it overwrites. Never leaves this module: conflicts are completed before they are answered.
 */
export function revisionOnly<T>(rev: string): RxDocumentData<T> {
  const stub = { _rev: rev }
  if (!standsForDocument<T>(stub)) throw new Error('unreachable: the stub has a revision')
  return stub
}

function standsForDocument<T>(stub: object): stub is RxDocumentData<T> {
  return '_rev' in stub
}

/** Whether a path is the primary path of T: RxDB types it once against T and once against T with RxDB's own fields. */
export function isPrimaryPath<T>(path: string): path is StringKeys<T> {
  return path !== ''
}

/** A stored document without RxDB's own fields. */
export type Stored = { readonly [field: string]: unknown }

/**
 * One numbered step forward. It is run once over every document of the collections it names, in slices; a power cut in
 * the middle repeats it from the beginning, so giving a document that has its new form must give the same again.
 */
export type Migration = {
  /** One more than the step before it. */
  readonly number: number
  /** Two or three words in kebab-case, as in the file's name; for the log. */
  readonly name: string
  /** The document in its new form; the same one where nothing changes. Never `audit`: its entries are hashed. */
  readonly documents: { readonly [collection: string]: (document: Stored) => Stored }
}

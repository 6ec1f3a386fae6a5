/** A column of DataTable. `width` is a CSS grid track: `96px`, `minmax(120px, 2fr)`. */
export type Column = { key: string; label: string; width: string; sortable?: boolean; align?: 'end' }
export type Sort = { key: string; descending: boolean }
/** Where the reader stands in a table, kept while he looks at a row. */
export type Place = { scrollTop: number; index: number }

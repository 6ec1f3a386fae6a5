import { toOrderKey } from './order-key.ts'

/** What SQLite can be given. */
export type SqlValue = string | number | null | Uint8Array

export type ColumnKind = 'string' | 'number' | 'boolean'

/**
 * One real column beside the JSON, for one indexed path.
 * `irregular` is set for good once a value came that the schema's type does not allow (an array, a number in
 * a string field): from then on SQL answers nothing about this path and the JavaScript matcher does.
 * `through` is set while the column is being filled from documents that were there before it: the sequence up to which it is.
 */
export type Column = { path: string; name: string; kind: ColumnKind; irregular: boolean; through?: number }

/** Whether SQL may be asked about a column. */
export function isUsable({ irregular, through }: Column): boolean {
  return !irregular && through === undefined
}

/** What a present null is stored as: above SQL's NULL (missing), below every value of the kind, as in mingo. */
export const NULL_MARK: Record<ColumnKind, number> = { string: 0, number: -Infinity, boolean: -1 }

/** The least value of a kind, so that `<` does not catch missing and null. */
export const LEAST: Record<ColumnKind, { sql: string; value: SqlValue }> = {
  string: { sql: '>=', value: '' },
  number: { sql: '>', value: -Infinity },
  boolean: { sql: '>=', value: 0 },
}

/** Gives the stored form of a value, or undefined when the value does not fit the kind. */
export function toColumnValue(kind: ColumnKind, value: unknown): SqlValue | undefined {
  if (value === undefined) return null
  if (value === null) return NULL_MARK[kind]
  if (kind === 'string') return typeof value === 'string' ? toOrderKey(value) : undefined
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  return typeof value === 'boolean' ? Number(value) : undefined
}

const IRREGULAR = Symbol('irregular')

/** Takes a path like `a.b`, gives a function that reads it from a document (IRREGULAR: through a non-object). */
function pathReader(path: string): (doc: object) => unknown {
  const steps = path.split('.')
  return (doc) => {
    let value: unknown = doc
    for (const step of steps) {
      if (value === undefined) return undefined
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return IRREGULAR
      value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
    }
    return value
  }
}

/** Takes the columns of a table, gives a function doc -> values in the same order; calls `onIrregular` when one does not fit. */
export function columnReader(
  columns: readonly Column[],
  onIrregular: (column: Column) => void,
): (doc: object) => SqlValue[] {
  const readers = columns.map((column) => ({ column, read: pathReader(column.path) }))
  return (doc) =>
    readers.map(({ column, read }) => {
      const value = toColumnValue(column.kind, read(doc))
      if (value !== undefined) return value
      if (!column.irregular) onIrregular(column)
      return null
    })
}

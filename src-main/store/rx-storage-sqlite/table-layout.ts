import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath } from 'rxdb'
import type { RxDocumentData, RxJsonSchema } from 'rxdb'
import type { Column, ColumnKind } from './columns.ts'

/** The paths that every table keeps in columns of their own, whatever the schema says. */
const FIXED_PATHS: Readonly<Record<string, { name: string; kind: ColumnKind }>> = {
  _deleted: { name: 'deleted', kind: 'boolean' },
  '_meta.lwt': { name: 'lwt', kind: 'number' },
}

/** Which columns and indexes a schema asks for; pure, so it can be compared with what a file has. */
export type Layout = { primaryPath: string; paths: { path: string; kind: ColumnKind }[]; indexes: string[][] }

/** Takes RxDB's filled schema, gives the wanted layout: exactly its indexes, and a column per indexed path. */
export function layoutOf<T>(schema: Readonly<RxJsonSchema<RxDocumentData<T>>>): Layout {
  const primaryPath: string = getPrimaryFieldOfPrimaryKey(schema.primaryKey)
  const indexes = (schema.indexes ?? []).map((index) => (typeof index === 'string' ? [index] : index.map(String)))
  const indexed = new Set(indexes.flat())
  indexed.delete(primaryPath)
  for (const path of Object.keys(FIXED_PATHS)) indexed.delete(path)
  const paths = [...indexed].sort().flatMap((path) => {
    const kind = kindOf(getSchemaByObjectPath(schema, path)?.type)
    return kind === undefined ? [] : [{ path, kind }]
  })
  const known = new Set([primaryPath, ...Object.keys(FIXED_PATHS), ...paths.map(({ path }) => path)])
  return { primaryPath, paths, indexes: indexes.filter((index) => index.every((path) => known.has(path))) }
}

function kindOf(type: unknown): ColumnKind | undefined {
  if (type === 'string' || type === 'boolean' || type === 'number') return type
  return type === 'integer' ? 'number' : undefined
}

/** Gives the column of a path (the document id, a fixed or an indexed one), or undefined: only in the JSON. */
export function columnOf(primaryPath: string, columns: readonly Column[], path: string): Column | undefined {
  if (path === primaryPath) return { path, name: 'id', kind: 'string', irregular: false }
  const fixed = FIXED_PATHS[path]
  return fixed === undefined ? columns.find((column) => column.path === path) : { path, ...fixed, irregular: false }
}

import type { SqlValue } from '../rx-storage-sqlite/index.ts'

/** What services ask of the tables kept beside the documents (src-main/store/derived). Whoever names the columns names the type. */
export type DerivedTables = <R>(sql: string, values: readonly SqlValue[]) => Promise<R[]>

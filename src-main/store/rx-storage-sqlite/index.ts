// The public face of the storage. Nothing outside this folder imports another of its files.
export { StoreError } from './errors.ts'
export type { StoreErrorCode } from './errors.ts'
export { getRxStorageSQLite, openSqliteStore } from './sqlite-store.ts'
export type { SqliteStore, StoreSettings } from './sqlite-store.ts'
export type { Change, ChangeRequest } from './change-feed.ts'
export type { Verdict } from './backup.ts'
export { acquireProcessLock } from './process-lock.ts'
export type { ProcessLock } from './process-lock.ts'

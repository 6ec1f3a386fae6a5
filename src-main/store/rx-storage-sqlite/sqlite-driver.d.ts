// The package ships types but does not export them. Only what this folder uses is declared, so that what it
// must not use (backup, serialize, loadExtension) does not compile.
declare module 'better-sqlite3-multiple-ciphers' {
  class Database {
    constructor(filename: string, options?: { timeout?: number; fileMustExist?: boolean })
    readonly inTransaction: boolean
    readonly open: boolean
    prepare<P extends unknown[] = unknown[], R = unknown>(sql: string): Database.Statement<P, R>
    transaction<R>(work: () => R): { immediate(): R }
    exec(sql: string): this
    pragma(text: string, options?: { simple?: boolean }): unknown
    key(key: Buffer): number
    rekey(key: Buffer): number
    close(): this
  }
  namespace Database {
    // The value is also the type `Database.Database`, as in the package's own declarations.
    export type Database = InstanceType<typeof import('better-sqlite3-multiple-ciphers').default>
    export interface Statement<P extends unknown[], R> {
      readonly readonly: boolean
      run(...values: P): { changes: number; lastInsertRowid: number | bigint }
      get(...values: P): R | undefined
      all(...values: P): R[]
      iterate(...values: P): IterableIterator<R>
      pluck(): this
      raw(): this
    }
  }
  export default Database
}

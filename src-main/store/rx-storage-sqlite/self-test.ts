import type Database from 'better-sqlite3-multiple-ciphers'
import { StoreError } from './errors.ts'

/** The cipher scheme of every encrypted store file; SQLCipher 4's, so that independent tools can read the file. */
export const CIPHER = { name: 'sqlcipher', legacy: '4', pageSize: 4096 } as const

type Expectation = readonly [pragma: string, wanted: string | number]

const ALWAYS: readonly Expectation[] = [
  ['temp_store', 2], // MEMORY: the temp files of this build are clear text
  ['synchronous', 2], // FULL: a WAL connection of this build silently opens at NORMAL, which never syncs
  ['journal_mode', 'wal'],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['mmap_size', 0],
  ['page_size', CIPHER.pageSize],
]

const ENCRYPTED: readonly Expectation[] = [
  ['cipher', CIPHER.name],
  ['legacy', CIPHER.legacy],
  ['hmac_use', '1'],
]

/** Takes an open connection, throws UNSAFE_CONNECTION naming every setting that is not as it must be. */
export function assertSafeConnection(db: Database.Database, encrypted: boolean): void {
  const wanted = encrypted ? [...ALWAYS, ...ENCRYPTED] : ALWAYS
  const wrong = wanted.flatMap(([pragma, value]) => {
    const actual = readPragma(db, pragma)
    return actual === value ? [] : [`${pragma} is ${String(actual)}, not ${value}`]
  })
  if (wrong.length > 0) throw new StoreError('UNSAFE_CONNECTION', wrong.join('; '))
}

/** Gives the single value of a pragma, or undefined when it answers nothing. */
export function readPragma(db: Database.Database, pragma: string): unknown {
  return db.pragma(pragma, { simple: true })
}

/** What went wrong with a store file, as one word a caller can switch on. */
export type StoreErrorCode = (typeof CODES)[number]

const CODES = [
  'WRONG_KEY',
  'NOT_A_DATABASE',
  'NOT_ENCRYPTED',
  'NEWER_SCHEMA',
  'READ_ONLY',
  'DISK_FULL',
  'DISK_ERROR',
  'IN_USE',
  'CORRUPT',
  'CANNOT_OPEN',
  'UNSAFE_CONNECTION',
  'BAD_KEY_FORMAT',
  'CLOSED',
] as const

/** The only error class this module throws on purpose; `cause` keeps SQLite's own error. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}

// Extended result codes (SQLITE_IOERR_WRITE ...) share a prefix with the primary one.
const BY_PREFIX: readonly (readonly [string, StoreErrorCode, string])[] = [
  ['SQLITE_FULL', 'DISK_FULL', 'the disk is full; nothing of this write was stored'],
  ['SQLITE_READONLY', 'READ_ONLY', 'the store file cannot be written'],
  ['SQLITE_BUSY', 'IN_USE', 'another program has the store file open'],
  ['SQLITE_LOCKED', 'IN_USE', 'another program has the store file open'],
  ['SQLITE_CORRUPT', 'CORRUPT', 'the store file is damaged'],
  // Once a connection has read its schema, a page that does not decrypt is damage, not a wrong key.
  ['SQLITE_NOTADB', 'CORRUPT', 'the store file is damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'CORRUPT', 'the store file is damaged'],
  ['SQLITE_IOERR', 'DISK_ERROR', 'the disk failed; nothing of this write was stored'],
  ['SQLITE_CANTOPEN', 'CANNOT_OPEN', 'the store file cannot be opened'],
]

/** Gives SQLite's code of an error, or undefined when the error is not SQLite's. */
export function sqliteCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined
}

// An error that came from a thread is plain data with the code in it.
function fromThread(error: unknown): StoreError | undefined {
  if (!(error instanceof Error) || error instanceof StoreError || !('code' in error)) return undefined
  const code = CODES.find((each) => each === error.code)
  return code === undefined ? undefined : new StoreError(code, error.message, { cause: error })
}

/** Takes anything thrown by SQLite (here or in a thread), gives the StoreError for it, or the same value when there is none. */
export function toStoreError(error: unknown): unknown {
  const code = sqliteCodeOf(error)
  if (code === undefined) return fromThread(error) ?? error
  const known = BY_PREFIX.find(([prefix]) => code.startsWith(prefix))
  return known === undefined ? error : new StoreError(known[1], known[2], { cause: error })
}

/** Runs `work` and rethrows SQLite's errors as StoreError. */
export function withStoreErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStoreError(error)
  }
}

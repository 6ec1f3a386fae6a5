import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StoreError } from './errors.ts'
import { CIPHER } from './self-test.ts'

const PLAIN_MAGIC = 'SQLite format 3\0'

/** What the first page of a file looks like from outside. */
export type FileKind = 'absent' | 'empty' | 'plain' | 'random' | 'other'

/**
 * Takes a path, gives what kind of file lies there.
 *
 * Must not be called while this process has the file open through SQLite: closing any handle drops the
 * process's POSIX locks on it.
 */
export function inspectFile(filename: string): FileKind {
  let fd: number
  try {
    fd = openSync(filename, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent'
    throw new StoreError('CANNOT_OPEN', 'the store file cannot be read', { cause: error })
  }
  try {
    if (fstatSync(fd).size === 0) return 'empty'
    const page = Buffer.alloc(CIPHER.pageSize)
    const length = readSync(fd, page, 0, page.length, 0)
    if (page.toString('latin1', 0, PLAIN_MAGIC.length) === PLAIN_MAGIC) return 'plain'
    return looksRandom(page.subarray(0, length)) ? 'random' : 'other'
  } finally {
    closeSync(fd)
  }
}

// 4096 random bytes miss any given byte value with probability e^-16; text, pictures and zeros miss many.
function looksRandom(page: Buffer): boolean {
  return page.length === CIPHER.pageSize && new Set(page).size > 250
}

/** Throws when a file must not be opened with (or without) a key; gives whether it has content. */
export function assertOpenable(kind: FileKind, encrypted: boolean): boolean {
  if (kind === 'absent' || kind === 'empty') return false
  if (kind === 'other') throw new StoreError('NOT_A_DATABASE', 'the file is not a store')
  if (encrypted && kind === 'plain') throw new StoreError('NOT_ENCRYPTED', 'the file is a database, but not encrypted')
  if (!encrypted && kind === 'random') throw new StoreError('WRONG_KEY', 'the file is encrypted and no key was given')
  return true
}

import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3-multiple-ciphers'
import { contentProblems } from './check-content.ts'
import { StoreError, toStoreError } from './errors.ts'
import { assertOpenable, inspectFile } from './file-header.ts'
import type { StoreKey } from './store-key.ts'

/** What an inspection of a file found; `problems` is empty when `ok`. */
export type Verdict = { ok: boolean; problems: string[] }

/**
 * Writes a compact copy of the database to `target`, encrypted with the same key, on disk when it returns.
 * VACUUM INTO is the only safe way: the backup API refuses encrypted files and serialize() gives clear text.
 * Throws CANNOT_OPEN when the target exists, DISK_FULL and the like; leaves no half-written target.
 */
export function vacuumInto(db: Database.Database, target: string, key: StoreKey | undefined): void {
  if (existsSync(target)) throw new StoreError('CANNOT_OPEN', 'the backup file exists already')
  try {
    db.prepare('VACUUM INTO ?').run(target)
    assertOpenable(inspectFile(target), key !== undefined)
    syncToDisk(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw toStoreError(error)
  }
}

function syncToDisk(file: string): void {
  const fd = openSync(file, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  // Windows cannot open folders; NTFS journals the directory entry itself.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/**
 * Checks every page (cipher and structure), every index and every document of an open database.
 * A page that does not decrypt is thrown by SQLite, a wrong structure is told in text: both become problems.
 */
export function verifyDatabase(db: Database.Database): Verdict {
  const structure = [...ask(db, 'integrity_check'), ...ask(db, 'foreign_key_check')].filter((line) => line !== 'ok')
  const problems = [...structure, ...askContent(db)]
  return { ok: problems.length === 0, problems }
}

function askContent(db: Database.Database): string[] {
  try {
    return contentProblems(db)
  } catch (error) {
    return [error instanceof Error ? `content: ${error.message}` : 'content cannot be read']
  }
}

function ask(db: Database.Database, pragma: string): string[] {
  try {
    const rows = db.prepare<[], unknown>(`PRAGMA ${pragma}`).raw().all()
    return rows.map((row) => (Array.isArray(row) ? row.map(String).join(' ') : String(row)))
  } catch (error) {
    return [error instanceof Error ? `${pragma}: ${error.message}` : `${pragma} failed`]
  }
}

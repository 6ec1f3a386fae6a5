import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a folder that only this user of the machine may enter. Throws when it cannot be made. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // It may have been there before, made by hand with wider rights.
  chmodSync(folder, 0o700)
}

/**
 * Replaces a file so that a power cut leaves the old or the new content, never a part: written aside, on disk, renamed,
 * and the folder's entry on disk. Only this user may read it. `between` runs just before the rename and may throw.
 */
export function replaceFile(path: string, text: string, between: (written: string) => void = () => undefined): void {
  const aside = `${path}.tmp`
  const file = openSync(aside, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  between(readFileSync(aside, 'utf8'))
  renameSync(aside, path)
  syncFolder(dirname(path))
}

/** Puts a folder's entries (new, renamed, removed names) on disk. */
export function syncFolder(folder: string): void {
  // Windows cannot open folders; NTFS journals the directory entry itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The text of a file, or null when there is none. Throws when it is there and cannot be read. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

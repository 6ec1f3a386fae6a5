import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { verifyDatabase } from './backup.ts'
import { StoreError, withStoreErrors } from './errors.ts'
import { openConnection } from './open-connection.ts'
import { createStoreKey } from './store-key.ts'

type Keys = { from: Uint8Array; to: Uint8Array }

/**
 * Writes every page of a file anew under another key; the file must be a copy that nobody else has open, because what a
 * kill in the middle leaves is worth nothing. On disk and read back under the new key when it returns. Throws a StoreError.
 */
export function rekeyCopy(filename: string, { from, to }: Keys): void {
  const [former, next] = [createStoreKey(from), createStoreKey(to)]
  try {
    withStoreErrors(() => {
      const db = openConnection(filename, former)
      try {
        db.pragma('journal_mode=DELETE')
        next.lend((text) => db.rekey(text))
      } finally {
        db.close()
      }
    })
    const db = openConnection(filename, next)
    try {
      if (!verifyDatabase(db).ok) throw new StoreError('CORRUPT', 'the copy under the new key does not hold')
    } finally {
      db.close()
    }
    for (const end of ['-wal', '-shm', '-journal']) rmSync(`${filename}${end}`, { force: true })
    const fd = openSync(filename, 'r+')
    fsyncSync(fd)
    closeSync(fd)
  } finally {
    former.wipe()
    next.wipe()
  }
}

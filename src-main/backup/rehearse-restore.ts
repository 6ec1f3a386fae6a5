import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCollections } from '../store/collections.ts'
import { StoredFile } from '../store/documents.ts'
import { openSqliteStore } from '../store/rx-storage-sqlite/index.ts'
import { openChunks, SEALED_HEADER, sealedLength } from '../services/files/sealed-file.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { checkBackup, type CheckOrder } from './check-backup.ts'
import { parts } from './manifest.ts'

/** More of them would show nothing new: each is opened by the same code with a key from the same database. */
const FILES = 200

/**
 * A restore into a temporary place, up to where the data would change places: everything is copied and compared, the copy
 * is opened and brought up to date as by the program, every collection is read and counted, and kept files are decrypted.
 * Throws BackupProblem for what does not hold.
 */
export async function rehearseRestore(order: CheckOrder, tell: Tell): Promise<void> {
  const { scratch, storeKey } = order
  const { counts, deviceId, missing } = await checkBackup({ ...order, whole: true }, tell)
  const store = openSqliteStore({ filename: join(scratch, parts.database), key: storeKey })
  try {
    const database = await openCollections(`office-${deviceId.toLowerCase()}`, store.storage)
    try {
      for (const [name, collection] of Object.entries(database.collections)) if ((await collection.count().exec()) !== (counts[name] ?? 0)) throw new BackupProblem(parts.database)
      const files = await database.files.find({ sort: [{ id: 'desc' }], limit: FILES }).exec()
      for (const [index, document] of files.entries()) {
        tell('checking', index, files.length)
        const file = StoredFile.parse(document.toMutableJSON())
        if (!missing.includes(file.id) && !opens(join(scratch, parts.files, file.id), file)) throw new BackupProblem(`${parts.files}/${file.id}`)
      }
    } finally {
      await database.close()
    }
  } finally {
    await store.close()
  }
}

/** A file of the first version hangs on the data key, which is not here; every opening since gives it a key of its own. */
function opens(path: string, { id, size, key }: StoredFile): boolean {
  if (key === undefined) return true
  const sealed = readFileSync(path)
  if (sealed.length !== sealedLength(size)) return false
  const plain = openChunks({ header: sealed.subarray(0, SEALED_HEADER), body: sealed.subarray(SEALED_HEADER), first: 0, size }, { id, key: new Uint8Array(Buffer.from(key, 'base64')) })
  return plain?.length === size
}

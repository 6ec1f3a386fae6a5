import { join } from 'node:path'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyBackup, type CopyOrder } from './copy-backup.ts'
import { inspectDatabase } from './inspect-database.ts'
import { isSealed, type Manifest, parts, readManifest } from './manifest.ts'

/** The database is opened in `scratch`, never in the backup, which may be on a stick that cannot be written. `whole`: for a restore. */
export type CheckOrder = CopyOrder & { storeKey: Uint8Array; sealKey: Uint8Array }

/** Reads all of a backup and compares it with its sealed manifest, which it gives. Throws BackupProblem for the first part that does not hold. */
export async function checkBackup({ storeKey, sealKey, ...copy }: CheckOrder, tell: Tell): Promise<Manifest> {
  const read = readManifest(copy.backup)
  if (read.state !== 'good' || !isSealed(read.manifest, read.seal, sealKey)) throw new BackupProblem(parts.manifest)
  const { manifest } = read
  copyBackup(copy, manifest, tell)
  tell('checking', 0, 0)
  const { sound, ...found } = await inspectDatabase(join(copy.scratch, parts.database), storeKey)
  const agrees = found.sequence === manifest.sequence && found.newestBatch === manifest.newestBatch && canonicalJson(found.audit) === canonicalJson(manifest.audit) && canonicalJson(found.counts) === canonicalJson(manifest.counts)
  if (!sound || !agrees) throw new BackupProblem(parts.database)
  return manifest
}

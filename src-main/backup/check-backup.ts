import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import { syncFolder } from '../host/private-files.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyPart, measure } from './copy-part.ts'
import { inspectDatabase } from './inspect-database.ts'
import { isSealed, parts, readManifest } from './manifest.ts'
import type { Tell } from './assemble.ts'

export type CheckOrder = {
  backup: string
  /** A new folder of ours: the database is opened there, never in the backup, which may be on a stick that cannot be written. */
  scratch: string
  /** Also copies keyring and files there, for a restore. */
  whole: boolean
  storeKey: Uint8Array
  sealKey: Uint8Array
}

/** Reads all of a backup and compares it with its sealed manifest. Throws BackupProblem for the first part that does not hold. */
export async function checkBackup({ backup, scratch, whole, storeKey, sealKey }: CheckOrder, tell: Tell): Promise<void> {
  const read = readManifest(backup)
  if (read.state !== 'good' || !isSealed(read.manifest, read.seal, sealKey)) throw new BackupProblem(parts.manifest)
  const { manifest } = read
  mkdirSync(join(scratch, parts.files), { recursive: true, mode: 0o700 })
  for (const [index, part] of manifest.parts.entries()) {
    tell('files', index, manifest.parts.length)
    const source = join(backup, part.name)
    const copied = whole || part.name === parts.database
    const found = missingAsNull(() => (copied ? copyPart(source, join(scratch, part.name)) : measure(source)))
    if (found?.sha256 !== part.sha256) throw new BackupProblem(part.name)
  }
  tell('checking', 0, 0)
  const { sound, ...found } = await inspectDatabase(join(scratch, parts.database), storeKey)
  const agrees = found.sequence === manifest.sequence && found.newestBatch === manifest.newestBatch && canonicalJson(found.audit) === canonicalJson(manifest.audit) && canonicalJson(found.counts) === canonicalJson(manifest.counts)
  if (!sound || !agrees) throw new BackupProblem(parts.database)
  syncFolder(join(scratch, parts.files))
  syncFolder(scratch)
}

function missingAsNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    // EIO is a stick that is going bad: the part is as lost as if it were not there.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EIO')) return null
    throw error
  }
}

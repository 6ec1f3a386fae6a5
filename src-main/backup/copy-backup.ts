import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../host/private-files.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyPart, measure } from './copy-part.ts'
import { type Manifest, parts } from './manifest.ts'

/** Where from, and a new folder of ours; `whole`: everything, else only the database, the rest being read and compared. */
export type CopyOrder = { backup: string; scratch: string; whole: boolean }

/** Reads every part of a backup, copies it, and compares it with the manifest. Throws BackupProblem for the first that does not hold. */
export function copyBackup({ backup, scratch, whole }: CopyOrder, manifest: Manifest, tell: Tell): void {
  mkdirSync(join(scratch, parts.files), { recursive: true, mode: 0o700 })
  for (const [index, part] of manifest.parts.entries()) {
    tell('files', index, manifest.parts.length)
    const source = join(backup, part.name)
    const copied = whole || part.name === parts.database
    const found = missingAsNull(() => (copied ? copyPart(source, join(scratch, part.name)) : measure(source)))
    if (found?.sha256 !== part.sha256) throw new BackupProblem(part.name)
  }
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

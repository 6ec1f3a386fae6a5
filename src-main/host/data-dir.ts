import { join } from 'node:path'
import type { ErrorCode } from '#shared/kernel/errors.ts'
import { fail, type Refusal } from '#shared/kernel/result.ts'
import { acquireProcessLock, type ProcessLock } from '../store/rx-storage-sqlite/index.ts'
import { makePrivateFolder } from './private-files.ts'
import { StartRefusal } from './start-refusal.ts'
import { translate } from './translate.ts'

/**
 * Makes the data directory private and takes it for this process; the operating system frees it when the process dies.
 * Throws StartRefusal when another process (or another host of this one) has it, or it cannot be written.
 */
export function lockDataDir(dataDir: string): ProcessLock {
  // Every file this process makes from here on is for this user of the machine only.
  process.umask(0o077)
  try {
    makePrivateFolder(dataDir)
    return acquireProcessLock(join(dataDir, 'host'))
  } catch (error) {
    const refusal = refusalOf(error, dataDir)
    if (!refusal) throw error
    throw new StartRefusal(refusal, { cause: error })
  }
}

/** At a start nothing is being saved, so the sentences about saving would mislead; what else the store says stays. */
function refusalOf(error: unknown, folder: string): Refusal<ErrorCode> | null {
  const failure = translate(error)
  // A system call that failed for another reason: a file is in the way, or a name that cannot be.
  if (failure === null) return error instanceof Error && 'syscall' in error ? fail('START_NO_FOLDER', { folder }) : null
  switch (failure.code) {
    case 'DISK_FULL': return fail('START_DISK_FULL')
    case 'DISK_READ_ONLY': return fail('START_UNWRITABLE', { folder })
    default: return { ok: false, error: failure }
  }
}

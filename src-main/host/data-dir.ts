import { join } from 'node:path'
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
    const failure = translate(error)
    if (!failure) throw error
    throw new StartRefusal({ ok: false, error: failure }, { cause: error })
  }
}

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, toInstant } from '#shared/kernel/time.ts'
import { loadKeyring } from '../host/keyring/keyring-file.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyPart } from './copy-part.ts'
import { parts } from './manifest.ts'
import { damaged } from './problem-sentence.ts'
import { problemOf, readUsable, type RestoreDeps, type RestoreProblem, type Unusable } from './restore-backup.ts'
import { runThread } from './run-thread.ts'
import { stagedFolder, swapIn } from './swap-in.ts'

export type AdoptProblem = Unusable | RestoreProblem | 'ALREADY_SET_UP' | 'BACKUP_NOT_RECOVERABLE'

/**
 * Takes a backup unopened, where there is no data yet: for a PC that is gone together with all passwords. Whoever has the
 * backup could copy the folder by hand as well; what is in it opens only by the county's recovery (docs/guide/恢复演练.md).
 * Refused for a backup that not even the county can open. Throws the disk's error.
 */
export async function adoptBackup(deps: RestoreDeps, { path }: { path: string }): Promise<Result<{ madeAt: Instant }, AdoptProblem>> {
  if (deps.keyring.state() !== 'none') return fail('ALREADY_SET_UP')
  const read = readUsable(path)
  if (!read.ok) return read
  const { manifest } = read.value
  const keyring = loadKeyring(path)
  if (keyring.state !== 'good' || keyring.content.deviceId !== manifest.deviceId) return damaged(new BackupProblem(parts.keyring))
  if (!keyring.content.recovery?.grants.office) return fail('BACKUP_NOT_RECOVERABLE')
  const staged = stagedFolder(deps.dataDir)
  try {
    rmSync(staged, { recursive: true, force: true })
    await runThread({ work: 'copy', order: { backup: path, scratch: staged, whole: true } }, deps)
    copyPart(join(staged, parts.keyring), join(staged, 'keyring.spare.json'))
  } catch (error) {
    rmSync(staged, { recursive: true, force: true })
    return problemOf(error)
  }
  if (existsSync(join(deps.dataDir, 'files'))) throw new Error('files without a keyring')
  swapIn(deps.dataDir, { at: toInstant(deps.now()), madeAt: manifest.madeAt, personId: '', aside: null, lost: null })
  return ok({ madeAt: manifest.madeAt })
}

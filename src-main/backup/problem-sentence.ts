import { fail, type Refusal, say } from '#shared/kernel/result.ts'
import { translate } from '../host/translate.ts'
import { BackupProblem } from './backup-problem.ts'
import { parts } from './manifest.ts'
import { Cancelled } from './run-thread.ts'

/** The refusal for a part that does not hold, in the words of people. */
export function damaged({ part }: BackupProblem): Refusal<'BACKUP_DAMAGED'> {
  return fail('BACKUP_DAMAGED', { part: part === parts.database ? '数据库' : part === parts.keyring ? '密钥文件' : part === parts.manifest ? '清单' : '附件' })
}

/** The sentence for whatever ended the work; null when it is a bug. */
export function problemSentence(error: unknown): string | null {
  if (error instanceof Cancelled) return say(fail('BACKUP_CANCELLED').error)
  if (error instanceof BackupProblem) return say(damaged(error).error)
  const known = translate(error)
  if (known?.code === 'DISK_FULL') return say(fail('BACKUP_DISK_FULL').error)
  if (known) return say(known)
  return isUnplugged(error) ? say(fail('BACKUP_FOLDER_UNUSABLE').error) : null
}

/** A stick pulled out in the middle, a network folder gone. */
export function isUnplugged(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ENOENT', 'EIO', 'ENOTDIR', 'ENODEV', 'EINVAL', 'CANNOT_OPEN'].includes(code)
}

import { fail, type Failure, say } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { noteWhileClosed } from '../closed-notes.ts'
import { logBug } from '../log-bug.ts'
import type { WorkBoard } from '../long-work.ts'
import { translate } from '../translate.ts'
import { RotationCancelled } from './copy-under-new-key.ts'
import { rotateDataKey } from './rotate-data-key.ts'

export type RotationJob = {
  /** Begins behind locked doors. Takes the data key over and zeroes it. */
  begin(order: { dataKey: Uint8Array; at: Instant; personId: string; recoveryKey: string | null }): void
  cancel(): void
  /** How the last one ended, for the log-in page; empty before one. */
  notice(): string
}

type Deps = {
  dataDir: string
  randomBytes(count: number): Uint8Array
  log(line: string): void
  work: WorkBoard
  /** Locks everybody out, closes the office, and runs the work before anybody can open it again. */
  lockedOut(work: () => Promise<void>): Promise<void>
}

/** The one replacement of the data key that a desk can have under way. */
export function createRotationJob({ dataDir, randomBytes, log, work, lockedOut }: Deps): RotationJob {
  let abort: AbortController | null = null
  let notice = ''

  return {
    begin({ dataKey, at, personId, recoveryKey }) {
      const { signal } = (abort = new AbortController())
      notice = ''
      const tell = (done: number): void => work.tell({ kind: 'rotating', done, of: 100 })
      void lockedOut(async () => {
        tell(0)
        try {
          await rotateDataKey({ dataDir, at, from: dataKey, recoveryKey, randomBytes }, { tell, signal })
          noteWhileClosed(dataDir, { at, personId, operation: 'keys.rotated', outcome: 'intent' })
          notice = '数据密钥已更换。请用原来的密码登录，然后做一次备份。'
        } catch (error) {
          noteWhileClosed(dataDir, { at, personId, operation: 'keys.rotated', outcome: 'failed' })
          notice = sentenceOf(error)
          if (!(error instanceof RotationCancelled) && translate(error) === null) logBug(log, 'rotation', error)
        }
      })
        .catch((error: unknown) => logBug(log, 'rotation', error))
        .finally(() => {
          dataKey.fill(0)
          abort = null
          work.tell(null)
        })
    },
    cancel: () => abort?.abort(),
    notice: () => notice,
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof RotationCancelled) return '更换数据密钥已取消，数据没有改动。'
  const known: Failure = translate(error) ?? fail('INTERNAL').error
  return `数据密钥没有更换，数据没有改动。${say(known)}`
}

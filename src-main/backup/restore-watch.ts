import type { RestoreProgress } from '#shared/contract/backup.ts'
import type { Tell } from './assemble.ts'

/** How far the restore of a desk is, for who waits before the log-in; one at a time. */
export type RestoreWatch = {
  begin(): { tell: Tell; signal: AbortSignal }
  end(): void
  shown(): RestoreProgress | null
  /** Has an effect until the data begins to change places; from there on it takes less than a second. */
  cancel(): void
}

export function createRestoreWatch(): RestoreWatch {
  let running: { shown: RestoreProgress; abort: AbortController } | null = null
  return {
    begin() {
      const begun = { shown: { phase: 'files', done: 0, of: 0 } satisfies RestoreProgress, abort: new AbortController() }
      running = begun
      const tell: Tell = (phase, done, of) => void Object.assign(begun.shown, { phase, done, of })
      return { tell, signal: begun.abort.signal }
    },
    end: () => void (running = null),
    shown: () => running && { ...running.shown },
    cancel: () => running?.abort.abort(),
  }
}

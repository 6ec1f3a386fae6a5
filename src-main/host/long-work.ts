import type { LongWork } from '#shared/contract/session.ts'

/** What the whole desk waits for, shown on every window. */
export type WorkBoard = {
  shown(): LongWork | null
  tell(work: LongWork | null): void
}

/** `changed` is called when there is something new to show: seldom enough for a slow machine. */
export function createWorkBoard(changed: () => void): WorkBoard {
  let shown: LongWork | null = null
  let told = -1
  return {
    shown: () => shown && { ...shown },
    tell(work) {
      shown = work
      const percent = work === null ? -1 : work.of === 0 ? 0 : Math.floor((100 * work.done) / work.of)
      if (percent === told) return
      told = percent
      changed()
    },
  }
}

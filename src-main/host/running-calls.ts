/** The calls that are under way at a desk. */
export type RunningCalls = {
  /** Remembers a running call, so that the database is not closed under it. */
  track<T>(call: Promise<T>): Promise<T>
  /** Waits until those of now have ended, but never longer than this. */
  settled(patienceMs: number): Promise<void>
}

/** Counts no call yet. */
export function createRunningCalls(): RunningCalls {
  const running = new Set<Promise<unknown>>()
  return {
    async track(call) {
      running.add(call)
      try {
        return await call
      } finally {
        running.delete(call)
      }
    },
    async settled(patienceMs) {
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)))
      await Promise.race([Promise.allSettled(running), patience])
      clearTimeout(timer)
    },
  }
}

/** Runs jobs one after the other, in the order they were given. */
export type Fifo = {
  /** Takes a job, gives its result when it and all earlier ones have run; a failed job does not stop the queue. */
  run<T>(job: () => T | Promise<T>): Promise<T>
  /** Resolves when everything given so far has run. */
  idle(): Promise<void>
}

/**
 * Each job starts in a macrotask of its own: the event loop breathes between two jobs, and everything that
 * was waiting for the answer of one job has run before the next one starts. RxDB relies on the latter: no
 * other write may come between a commit and the moment its caller has the answer.
 */
export function createFifo(): Fifo {
  let tail: Promise<unknown> = Promise.resolve()
  return {
    run(job) {
      const result = tail.then(breathe).then(job)
      tail = result.catch(() => undefined)
      return result
    },
    async idle() {
      await tail
    },
  }
}

/** Resolves in a later macrotask. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

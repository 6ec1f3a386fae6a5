/** Lets work on volunteers' files begin until it is shut. */
export type Gate = {
  /** Does the work; nothing when the gate is shut. */
  pass(work: () => Promise<void>): Promise<void>
  /** Lets nothing more begin and waits for what has begun: from then on nobody touches a volunteer's file. */
  shut(): Promise<void>
}

/** An open gate. */
export function createGate(): Gate {
  const inside = new Set<Promise<void>>()
  let isShut = false
  return {
    async pass(work) {
      if (isShut) return
      const running = work()
      inside.add(running)
      await running.finally(() => inside.delete(running))
    },
    async shut() {
      isShut = true
      await Promise.allSettled(inside)
    },
  }
}
